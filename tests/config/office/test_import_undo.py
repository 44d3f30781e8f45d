"""A batch is taken back whole, or not at all with the reasons named; confirm saves once."""

from datetime import date
from pathlib import Path

import pytest

from aid.models import AidProject, Commitment, ExchangeRate, ForeignNGO, NGORelation, ProjectDonor
from config.accounts.models import User
from config.kit import writing
from config.kit.writing import RuleBroken, part_models, record_models
from config.office.importing import actions
from config.office.importing.undo import undo
from config.reference.models import Agency, ImportBatch
from tests.factories.workbooks import LEDGER_HEAD, NGO_HEAD, PROJECT_HEAD, Rows, project_sheets, workbook

pytestmark = pytest.mark.django_db

LEDGER = Path(__file__).resolve().parents[2] / "samples" / "so-theo-doi-vien-tro.xlsx"


def preview(sheets: dict[str, Rows], by: User | None = None) -> ImportBatch:
    return actions.preview(workbook(sheets), "tệp.xlsx", by=by)


def saved(sheets: dict[str, Rows], by: User | None = None) -> ImportBatch:
    return actions.confirm(preview(sheets, by), by=by)


def counts() -> dict[str, int]:
    return {model._meta.label_lower: model._base_manager.count() for model in (*record_models(), *part_models())}


def test_undo_of_the_whole_ledger_leaves_no_record(staff: User) -> None:
    before = counts()
    batch = actions.confirm(actions.preview(LEDGER.read_bytes(), LEDGER.name, by=staff), by=staff)
    assert counts() != before

    undone = undo(batch, by=staff)

    assert counts() == before
    assert (undone.state, undone.undone_at is not None, ImportBatch.objects.count()) == ("undone", True, 1)
    last = Commitment.history.order_by("-history_id").first()
    assert (last.history_type, last.history_user, last.history_change_reason) == (
        "-",
        staff,
        f"Hoàn tác lô {batch.pk}: so-theo-doi-vien-tro.xlsx",
    )


def test_agencies_of_the_batch_go_too() -> None:
    batch = saved({"Dự án": [(*PROJECT_HEAD, "Chủ dự án"), ("DA-1", "A", "", "Dự án", "UBND xã Mới")]})
    assert Agency.objects.filter(name="UBND xã Mới").count() == 1

    undo(batch, by=None)

    assert Agency.objects.filter(name="UBND xã Mới").count() == 0


def test_changed_rows_and_their_parts_get_their_former_values() -> None:
    head = (*PROJECT_HEAD, "Lĩnh vực", "Kết thúc", "Chủ dự án")
    ngo_head = (*NGO_HEAD, "Quan hệ", "Từ năm")
    rate_head = ("Từ ngày", "Loại tiền", "VND cho 1 đơn vị")
    saved(
        {
            "Tổ chức": [ngo_head, ("Quỹ A", "Đức", "Gián tiếp", 2010), ("Quỹ B", "", "", "")],
            "Dự án": [head, ("DA-1", "Trạm y tế", "Quỹ A", "Dự án", "Y tế", "2016", "Sở Y tế")],
            "Cam kết": [(*LEDGER_HEAD, "Số liệu"), ("DA-1", "2016", 5, "USD", "Ước")],
            "Tỷ giá": [rate_head, (date(2016, 1, 1), "USD", 22000)],
        }
    )
    before = counts()
    batch = saved(
        {
            "Tổ chức": [ngo_head, ("Quỹ A", "Pháp", "Trực tiếp", 2015), ("Quỹ C", "", "", "")],
            "Dự án": [
                head,
                ("DA-1", "Trạm y tế xã", "Quỹ B; Quỹ C", "Phi dự án", "Môi trường", "12/2017", "UBND xã Mới"),
            ],
            "Cam kết": [(*LEDGER_HEAD, "Số liệu"), ("DA-1", "2016", 5, "USD", "Chính thức")],
            "Tỷ giá": [rate_head, (date(2016, 1, 1), "USD", 22500)],
        }
    )
    assert batch.summary["changed"] == 4

    undo(batch, by=None)

    assert counts() == before
    project = AidProject.objects.get()
    assert (project.name, project.modality, str(project.end), str(project.owner)) == (
        "Trạm y tế",
        "project",
        "2016",
        "Sở Y tế",
    )
    assert [str(donor.ngo) for donor in ProjectDonor.objects.select_related("ngo")] == ["Quỹ A"]
    assert [share.sector for share in project.sector_shares.all()] == ["health"]
    assert [(each.kind, str(each.start)) for each in NGORelation.objects.all()] == [("indirect", "2010")]
    assert str(ForeignNGO.objects.get(name="Quỹ A").home_country) == "Đức"
    assert Commitment.objects.get().status == "estimate"
    assert ExchangeRate.objects.get().vnd_per_unit == 22000
    assert "trạm y tế" not in project.search_key  # folded
    assert " tram y te " in project.search_key


def test_undo_names_what_was_changed_afterwards() -> None:
    batch = saved(project_sheets())
    project = AidProject.objects.get()
    project.name = "Tên khác"
    writing.save(project, by=None)
    before = counts()

    with pytest.raises(RuleBroken) as refused:
        undo(batch, by=None)

    assert str(refused.value) == (
        f"Chưa hoàn tác được lô {batch.pk}. Hồ sơ đã sửa sau khi nhập: khoản viện trợ “Tên khác”. "
        "Đưa các hồ sơ này về như trước rồi hoàn tác lại."
    )
    assert counts() == before
    batch.refresh_from_db()
    assert batch.state == "saved"


def test_undo_names_what_depends_on_it() -> None:
    batch = saved(project_sheets())
    saved({"Cam kết": [LEDGER_HEAD, ("DA-1", "2016", 5, "USD")]})
    saved({"Dự án": [PROJECT_HEAD, ("DA-2", "Dự án sau", "Quỹ Hạt Giống", "Dự án")]})
    before = counts()

    with pytest.raises(RuleBroken) as refused:
        undo(batch, by=None)

    assert str(refused.value) == (
        f"Chưa hoàn tác được lô {batch.pk}. Hồ sơ đang được hồ sơ khác dùng: bên tài trợ “Dự án sau”; "
        "cam kết “Trạm y tế xã Tức Tranh: cam kết 2016”. Đưa các hồ sơ này về như trước rồi hoàn tác lại."
    )
    assert counts() == before


def test_a_record_changed_by_a_later_batch_keeps_the_first_from_being_undone() -> None:
    first = saved({"Tổ chức": [NGO_HEAD, ("Quỹ A", "Đức")]})
    second = saved({"Tổ chức": [NGO_HEAD, ("Quỹ A", "Pháp")]})
    with pytest.raises(RuleBroken, match=r"đã sửa sau khi nhập: tổ chức PCPNN “Quỹ A”"):
        undo(first, by=None)

    undo(second, by=None)

    assert str(ForeignNGO.objects.get().home_country) == "Đức"


def test_undo_of_a_preview_is_refused_and_of_an_undone_batch_does_nothing() -> None:
    batch = preview(project_sheets())
    with pytest.raises(RuleBroken, match=r"^Lô này chưa ghi vào dữ liệu nên không có gì để hoàn tác.$"):
        undo(batch, by=None)
    undo(actions.confirm(batch, by=None), by=None)
    when = ImportBatch.objects.get().undone_at

    assert undo(batch, by=None).undone_at == when


def test_the_demonstrations_batch_is_no_workbook() -> None:
    demo = ImportBatch.objects.create(file_name="mẫu", content=b"", sha256="", register="demo", state="saved",
                                      saved_at="2016-01-01T00:00:00Z")  # fmt: skip

    with pytest.raises(RuleBroken, match=r"^Lô này không đến từ một tệp Excel nên không hoàn tác ở đây.$"):
        undo(demo, by=None)


# Confirm ----------------------------------------------------------------------


def test_a_double_confirm_saves_once(staff: User) -> None:
    batch = preview(project_sheets(), staff)
    actions.confirm(batch, by=staff)
    before = counts()

    again = actions.confirm(batch, by=staff)

    assert (again.state, counts()) == ("saved", before)


def test_confirm_of_an_undone_batch_is_refused() -> None:
    batch = saved(project_sheets())
    undo(batch, by=None)

    with pytest.raises(RuleBroken, match=r"^Lô này đã hoàn tác nên không ghi lại được."):
        actions.confirm(batch, by=None)


def test_confirm_plans_again_and_refuses_what_became_wrong() -> None:
    saved(project_sheets())
    batch = preview({"Cam kết": [LEDGER_HEAD, ("DA-1", "2016", 5, "USD")]})
    writing.archive(AidProject.objects.get(), by=None, reason="trùng")

    with pytest.raises(actions.PlanRefused, match=r"^Chưa ghi gì: còn 1 dòng bị từ chối."):
        actions.confirm(batch, by=None)

    assert Commitment.objects.count() == 0


def test_nothing_new_is_said_and_not_saved() -> None:
    saved(project_sheets())

    with pytest.raises(RuleBroken, match=r"^Tệp này không có gì mới: mọi dòng đã có trong dữ liệu.$"):
        saved(project_sheets())


def test_a_failure_in_the_middle_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    batch = preview(project_sheets(**{"Cam kết": [LEDGER_HEAD, ("DA-1", "2016", 5, "USD")]}))
    before = counts()
    real, calls = writing.save, []

    def failing(row: object, **kwargs: object) -> object:
        calls.append(row)
        if len(calls) == 4:
            raise OSError("đĩa đầy")
        return real(row, **kwargs)  # type: ignore[type-var]

    monkeypatch.setattr(writing, "save", failing)
    with pytest.raises(OSError, match=r"đĩa đầy"):
        actions.confirm(batch, by=None)

    assert (len(calls), counts()) == (4, before)
    batch.refresh_from_db()
    assert (batch.state, batch.saved_at) == ("preview", None)


def test_somebody_changing_a_record_in_between_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    saved({"Tổ chức": [NGO_HEAD, ("Quỹ A", "Đức")]})
    batch = preview({"Tổ chức": [NGO_HEAD, ("Quỹ A", "Pháp")]})
    real = actions.plan_of

    def meanwhile(found: ImportBatch) -> object:
        plan = real(found)
        writing.save(ForeignNGO.objects.get(), by=None)
        return plan

    monkeypatch.setattr(actions, "plan_of", meanwhile)
    with pytest.raises(RuleBroken, match=r"^Chưa ghi gì: có hồ sơ vừa được người khác thêm hoặc sửa."):
        actions.confirm(batch, by=None)


def test_discard_forgets_a_preview_and_keeps_a_saved_batch() -> None:
    batch = preview(project_sheets())
    kept = saved(project_sheets())

    actions.discard(batch)

    assert list(ImportBatch.objects.all()) == [kept]
    with pytest.raises(RuleBroken, match=r"^Lô này đã ghi vào dữ liệu nên không bỏ được"):
        actions.discard(kept)


def test_planning_asks_the_database_as_often_for_one_row_as_for_many(
    django_assert_num_queries: object,
) -> None:
    from config.office.importing.planning import plan_workbook

    def ledger(count: int) -> bytes:
        rows = [("DA-1", f"{day:02d}/03/2016", 100 + day, "EUR") for day in range(1, count + 1)]
        return workbook(project_sheets(**{"Cam kết": [LEDGER_HEAD, *rows], "Giải ngân": [LEDGER_HEAD, *rows]}))

    for count in (1, 20):
        with django_assert_num_queries(11):  # type: ignore[operator]
            plan = plan_workbook(ledger(count))
        assert plan.summary()["new"] == 2 + 2 * count
