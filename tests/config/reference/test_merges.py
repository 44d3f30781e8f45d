"""Two records become one and two again: every row, its refusals, and what is kept of it."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, models, transaction

from aid.models import (
    Amendment,
    Commitment,
    ForeignNGO,
    NGOAlias,
    NGOContact,
    NGOSector,
    ProjectDonor,
    RegistrationCertificate,
    ReportReceipt,
)
from aid.rosters import NGO_ROSTER
from config.accounts.models import User
from config.kit import writing
from config.kit.changes import changes_of
from config.kit.clock import now
from config.kit.periods import Period
from config.kit.writing import RuleBroken, StaleRecord
from config.reference.actions.merges import forget_apart, merge, tell_apart
from config.reference.actions.unmerge import unmerge
from config.reference.merging.plan import plan_merge
from config.reference.merging.references import references_to
from config.reference.models import Agency, AgencyAlias, DistinctPair, RecordMerge
from config.reference.namesakes import alike_pairs, taken_over
from config.reference.rosters import AGENCY_ROSTER, Roster
from reports.breakdowns import by_ngo
from reports.facts import gather
from tests.factories.aid import make_agency, make_ngo, make_project
from tests.factories.merging import everything, make_two_agencies, make_two_ngos, versions

pytestmark = pytest.mark.django_db

REASON = "Cùng một hội, nhập hai lần"
Two = Callable[[], tuple[Any, Any]]
BOTH = pytest.mark.parametrize(
    ("roster", "make_two"), [(NGO_ROSTER, make_two_ngos), (AGENCY_ROSTER, make_two_agencies)], ids=["ngos", "agencies"]
)


def joined(roster: Roster, kept: Any, gone: Any, by: Any = None, reason: str = REASON) -> RecordMerge:
    return merge(roster, kept.pk, gone.pk, versions={}, reason=reason, by=by)


# There and back ----------------------------------------------------------------


@BOTH
def test_undoing_gives_back_every_row_as_it_was(roster: Roster, make_two: Two, staff: User) -> None:
    kept, gone = make_two()
    before, before_versions = everything(), versions()

    done = joined(roster, kept, gone, by=staff)
    between = everything()
    unmerge(roster, done.pk, by=staff)

    assert between != before
    assert everything() == before
    after = versions()
    assert {key for key in before_versions if after[key] < before_versions[key]} == set()
    assert [after[roster.model._meta.label, one.pk] > 1 for one in (kept, gone)] == [True, True]


@BOTH
def test_undone_and_merged_again_is_the_same_as_merged_once(roster: Roster, make_two: Two) -> None:
    kept, gone = make_two()
    first = joined(roster, kept, gone)
    once = without_times(everything())

    unmerge(roster, first.pk, by=None)
    joined(roster, kept, gone)

    assert without_times(everything()) == once


def without_times(tables: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    """The rows without the moment of archiving, and without the keys of aliases written anew."""
    hidden = {"archived_at"}
    aliases = {"aid.NGOAlias", "reference.AgencyAlias"}
    return {
        label: [
            {name: value for name, value in row.items() if name not in hidden | ({"id"} if label in aliases else set())}
            for row in rows
        ]
        for label, rows in tables.items()
    }


@BOTH
def test_nothing_but_what_was_left_points_to_the_merged_one(roster: Roster, make_two: Two) -> None:
    kept, gone = make_two()
    joined(roster, kept, gone)

    pointing = {
        f"{reference.model.__name__}.{reference.field.name}": count
        for reference in references_to(roster)
        if (count := reference.model._base_manager.filter(**{reference.column: gone.pk}).count())
    }

    left = {"NGOAlias.ngo": 1, "NGOContact.ngo": 1, "NGOSector.ngo": 1}
    left |= {"RegistrationCertificate.ngo": 1, "ReportReceipt.ngo": 1}
    assert pointing == (left if roster is NGO_ROSTER else {})


def test_every_foreign_key_to_a_register_is_found() -> None:
    names = {f"{each.model.__name__}.{each.field.name}" for each in references_to(AGENCY_ROSTER)}

    assert names == {
        "AgencyAlias.agency",
        "AidProject.owner",
        "AidProject.managing_agency",
        "Amendment.old_owner",
        "Amendment.new_owner",
        "CoHost.agency",
        "Delegation.host",
    }


# What moves ---------------------------------------------------------------------


def test_organisations_become_one() -> None:
    kept, gone = make_two_ngos()

    joined(NGO_ROSTER, kept, gone)

    kept.refresh_from_db()
    gone.refresh_from_db()
    assert (kept.name_vi, kept.website) == ("Hội Làng mới Kiêng Sang Búk", "saemaul.example")
    assert (kept.home_country.code, kept.representative) == ("KR", "Kim Min-jae")
    assert (gone.is_archived, gone.archive_reason) == (True, f"Gộp vào “Hội Saemaul tỉnh Gyeongsangbuk-do”: {REASON}")
    assert sorted(kept.aliases.values_list("name", flat=True)) == [
        *("KSB", "KSB Saemaul", "Kieng Sang Buk Saemaul", "Saemaul")
    ]
    donors = ProjectDonor.objects.filter(ngo=kept).order_by("project__name").values_list("project__name", "percent")
    assert list(donors) == [
        ("Đường bê tông xóm Rừng Vần", None),
        ("Nước sạch xã La Bằng", Decimal(100)),
        ("Trạm y tế xã Phú Xuyên", Decimal(80)),
    ]
    assert Commitment._base_manager.filter(donor=kept).count() == 2  # one of them archived
    assert sorted(kept.sectors.values_list("sector", flat=True)) == ["education", "health"]
    assert sorted(kept.contacts.values_list("name", flat=True)) == ["Nguyễn Thị Hoa", "Trần Thị Mai"]
    assert sorted(kept.certificates.values_list("number", flat=True)) == ["01", "02"]
    assert sorted(kept.report_receipts.values_list("year", flat=True)) == [2017, 2018]
    assert (kept.documents.count(), kept.delegations.count(), kept.relations.count()) == (1, 1, 1)
    assert RegistrationCertificate.objects.get(ngo=gone).archive_reason == gone.archive_reason


def test_agencies_become_one() -> None:
    kept, gone = make_two_agencies()

    joined(AGENCY_ROSTER, kept, gone)

    kept.refresh_from_db()
    assert (kept.name_en, kept.abbreviation) == ("Rung Van Primary School", "TH RV")
    assert (kept.owned_projects.count(), kept.managed_projects.count()) == (2, 2)
    assert (kept.amendments_from.count(), kept.amendments_to.count(), kept.hosted_delegations.count()) == (2, 2, 1)
    assert sorted(kept.aliases.values_list("name", flat=True)) == [
        "Trường Tiểu học Vần Rừng",
        "Trường cấp một Rừng Vần",
    ]


def given_by(names: set[str]) -> list[int]:
    """The USD cents that these organisations committed and disbursed in 2016, by the one reader of figures."""
    facts = gather(Period.between(date(2016, 1, 1), date(2016, 12, 31)))
    sides = (by_ngo(facts, "commitment"), by_ngo(facts, "disbursement"))
    return [sum(part.value for part in parts if part.label in names) for parts in sides]


def test_the_money_of_both_is_the_money_of_the_one() -> None:
    """Open shares belong to nobody by name, so the project without percentages is left out here."""
    kept, gone = make_two_ngos()
    names = {kept.name, gone.name}
    assert given_by({kept.name}) == [3000_00, 1200_00]
    assert given_by({gone.name}) == [10000_00 + 5000_00 + 500_00, 4000_00 + 2000_00 - 70_00]

    done = joined(NGO_ROSTER, kept, gone)

    assert (given_by({kept.name}), given_by({gone.name})) == ([18500_00, 7130_00], [0, 0])
    unmerge(NGO_ROSTER, done.pk, by=None)
    assert given_by(names) == [18500_00, 7130_00]


def test_the_plan_tells_what_moves_and_what_stays() -> None:
    kept, gone = make_two_ngos()
    before = everything()

    plan = plan_merge(NGO_ROSTER, kept, gone)

    assert everything() == before
    assert {moved.label: (moved.number, moved.names[0]) for moved in plan.moved} == {
        "tên gọi khác": (1, "KSB Saemaul"),
        "người liên hệ": (1, "Trần Thị Mai"),
        "lĩnh vực hoạt động": (1, "Giáo dục và đào tạo"),
        "quan hệ với tỉnh": (1, "Trực tiếp"),
        "giấy đăng ký": (1, "Giấy đăng ký hoạt động số 02"),
        "khoản viện trợ": (1, "Nước sạch xã La Bằng"),
        "dòng cam kết": (2, "cam kết 12/05/2016"),
        "dòng giải ngân": (1, "giải ngân 05/07/2016"),
        "báo cáo đã nhận": (1, str(ReportReceipt.objects.get(ngo=gone, year=2018))),
        "văn bản đính kèm": (1, "Giấy phép.pdf"),
        "đoàn": (1, "Đoàn Hội hữu nghị Gyeongsangbuk-do số 1"),
    }
    assert plan.united == [
        "“Trạm y tế xã Phú Xuyên”: tỷ lệ 30% và 50% cộng thành 80%",
        "“Đường bê tông xóm Rừng Vần”: hai dòng bên tài trợ thành một, tỷ lệ vẫn để trống; "
        "không còn bên nào khác thì cả khoản tính cho hồ sơ giữ lại",
    ]
    assert len(plan.left) == 5
    assert [column.label for column in plan.filled] == ["tên tiếng Việt", "quốc gia", "người đại diện"]
    assert [column.label for column in plan.differing] == ["tên gốc", "tên viết tắt", "trang tin"]
    assert plan.aliases == ["Kieng Sang Buk Saemaul", "KSB"]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_plan_asks_a_fixed_number_of_queries(django_assert_num_queries: Any, rows: int) -> None:
    kept, gone = make_ngo(name="Hội Ánh Trăng"), make_ngo(name="Hội Trăng Ánh")
    for _ in range(rows):
        make_project(donors=[(gone, "100")])
        make_project(donors=[(kept, "60"), (gone, "40")])

    with django_assert_num_queries(12):
        plan_merge(NGO_ROSTER, kept, gone)


def test_the_record_whose_part_moves_is_saved_too() -> None:
    """Somebody with the project's form open would otherwise write the old giver back."""
    kept, gone = make_two_ngos()
    project = make_project(donors=[(gone, "100")])

    done = joined(NGO_ROSTER, kept, gone)
    project.refresh_from_db()
    merged = project.version
    unmerge(NGO_ROSTER, done.pk, by=None)
    project.refresh_from_db()

    assert (merged, project.version) == (2, 3)


def test_who_is_known_to_be_another_stays_another() -> None:
    kept, gone, third = (make_ngo(name=name) for name in ("Hội Ánh Trăng", "Hội Trăng Ánh", "Quỹ Hội Ánh Trăng"))
    tell_apart(NGO_ROSTER, gone.pk, third.pk, by=None)

    joined(NGO_ROSTER, kept, gone)

    assert set(DistinctPair.objects.values_list("first_id", "second_id")) == {
        (gone.pk, third.pk),
        (kept.pk, third.pk),
    }
    assert alike_pairs(NGO_ROSTER) == []


def test_history_of_both_says_why(staff: User) -> None:
    kept, gone = make_two_ngos()

    done = joined(NGO_ROSTER, kept, gone, by=staff)

    said = f"Gộp hồ sơ: {REASON} (“Kieng Sang Buk Saemaul” vào “Hội Saemaul tỉnh Gyeongsangbuk-do”)"
    assert {(change.reason, change.who) for change in changes_of(kept) if change.who != "Hệ thống"} == {
        (said, str(staff))
    }
    assert changes_of(gone)[0].reason == f"Lưu trữ: {done_reason()}"
    assert (done.merged_by, done.reason, done.undone_at) == (staff, REASON, None)


def done_reason() -> str:
    return f"Gộp vào “Hội Saemaul tỉnh Gyeongsangbuk-do”: {REASON}"


# Refusals -----------------------------------------------------------------------


def test_what_cannot_be_merged_is_refused_in_a_sentence() -> None:
    kept, gone, third, old = (make_ngo(name=f"Hội Trăng {name}") for name in ("Một", "Hai", "Ba", "Bốn"))
    joined(NGO_ROSTER, kept, gone)
    writing.archive(old, by=None, reason="Đã giải thể")

    cases: dict[str, tuple[Any, Any, str]] = {
        "Hai hồ sơ phải khác nhau: không gộp một hồ sơ với chính nó.": (kept, kept, REASON),
        "“Hội Trăng Bốn” đã lưu trữ nên không gộp được. Khôi phục hồ sơ đó trước nếu cần.": (kept, old, REASON),
        "“Hội Trăng Hai” đã được gộp vào “Hội Trăng Một” trước đó. Hoàn tác lần gộp đó trước nếu cần.": (
            third,
            gone,
            REASON,
        ),
        "Chưa ghi lý do gộp. Ghi ngắn gọn vì sao hai hồ sơ là một.": (kept, third, ""),
    }
    before = everything()
    for sentence, (one, other, reason) in cases.items():
        with pytest.raises(RuleBroken) as refused:
            joined(NGO_ROSTER, one, other, reason=reason)
        assert str(refused.value) == sentence
    with pytest.raises(RuleBroken, match="“Hội Trăng Bốn” đã lưu trữ"):
        joined(NGO_ROSTER, old, third)
    with pytest.raises(ForeignNGO.DoesNotExist):
        merge(NGO_ROSTER, kept.pk, 10**8, versions={}, reason=REASON, by=None)
    assert everything() == before


@pytest.mark.parametrize("stale", ["kept", "gone"])
def test_a_record_saved_meanwhile_stops_the_merge(stale: str) -> None:
    pair = dict(zip(("kept", "gone"), make_two_ngos(), strict=True))
    shown = {one.pk: one.version for one in pair.values()}
    writing.save(writing.lock(ForeignNGO, pair[stale].pk), by=None)
    before = everything()

    with pytest.raises(StaleRecord):
        merge(NGO_ROSTER, pair["kept"].pk, pair["gone"].pk, versions=shown, reason=REASON, by=None)

    assert everything() == before


def test_shares_over_the_whole_are_refused_by_name() -> None:
    kept, gone = make_ngo(), make_ngo()
    make_project(donors=[(kept, "70"), (gone, "40")], name="Nước sạch xã La Bằng")

    with pytest.raises(RuleBroken, match=r"“Nước sạch xã La Bằng” tỷ lệ của hai bên cộng lại được 110%, quá 100%\."):
        joined(NGO_ROSTER, kept, gone)


def changed_share(kept: Any, gone: Any) -> None:
    row = ProjectDonor.objects.get(project__name="Trạm y tế xã Phú Xuyên", ngo=kept)
    row.percent = Decimal(70)
    writing.save(row, by=None)


def changed_website(kept: Any, gone: Any) -> None:
    current = writing.lock(ForeignNGO, kept.pk)
    current.representative = "Lee Ji-hye"
    writing.save(current, by=None)


def removed_contact(kept: Any, gone: Any) -> None:
    writing.delete(NGOContact.objects.get(ngo=kept, name="Trần Thị Mai"), by=None)


def restored(kept: Any, gone: Any) -> None:
    writing.restore(ForeignNGO.objects.get(pk=gone.pk), by=None)


def moved_commitment(kept: Any, gone: Any) -> None:
    row = Commitment.objects.active().get(donor=kept)
    row.donor = None
    writing.save(row, by=None)


def edited_alias(kept: Any, gone: Any) -> None:
    row = NGOAlias.objects.get(ngo=kept, name="KSB")
    row.name = "KSB cũ"
    writing.save(row, by=None)


@pytest.mark.parametrize(
    ("act", "named"),
    [
        (changed_share, "bên tài trợ “Trạm y tế xã Phú Xuyên” đã sửa tỷ lệ (%)"),
        (changed_website, "tổ chức PCPNN “Hội Saemaul tỉnh Gyeongsangbuk-do” đã sửa người đại diện"),
        (removed_contact, "người liên hệ số"),
        (restored, "tổ chức PCPNN “Kieng Sang Buk Saemaul” đã sửa lưu trữ lúc, lý do lưu trữ"),
        (moved_commitment, "cam kết “cam kết 12/05/2016” đã sửa bên tài trợ"),
        (edited_alias, "tên gọi khác “Hội Saemaul tỉnh Gyeongsangbuk-do” đã sửa tên gọi khác"),
    ],
)
def test_what_was_changed_since_is_named_and_nothing_is_taken_back(act: Any, named: str) -> None:
    kept, gone = make_two_ngos()
    done = joined(NGO_ROSTER, kept, gone)
    act(kept, gone)
    before = everything()

    with pytest.raises(RuleBroken) as refused:
        unmerge(NGO_ROSTER, done.pk, by=None)

    assert named in str(refused.value)
    assert everything() == before
    done.refresh_from_db()
    assert done.undone_at is None


def test_what_was_added_or_edited_elsewhere_stays() -> None:
    kept, gone = make_two_ngos()
    done = joined(NGO_ROSTER, kept, gone)
    new = make_project(donors=[(kept, "100")], name="Dự án ghi sau khi gộp")
    row = Commitment.objects.active().get(donor=kept)
    row.note = "Bổ sung nội dung"
    writing.save(row, by=None)
    writing.delete(NGOAlias.objects.get(ngo=kept, name="KSB"), by=None)  # undoing would take it out as well

    unmerge(NGO_ROSTER, done.pk, by=None)

    row.refresh_from_db()
    assert (row.donor, row.note) == (gone, "Bổ sung nội dung")
    assert new.donors.get().ngo == kept
    assert list(kept.aliases.values_list("name", flat=True)) == ["Saemaul"]


def test_a_later_merge_is_undone_first() -> None:
    first, second, third = (make_ngo(name=f"Hội Trăng {name}") for name in ("Một", "Hai", "Ba"))
    earlier = joined(NGO_ROSTER, second, third)
    later = joined(NGO_ROSTER, first, second)

    with pytest.raises(RuleBroken) as refused:
        unmerge(NGO_ROSTER, earlier.pk, by=None)
    assert str(refused.value) == (
        "Sau đó “Hội Trăng Hai” đã được gộp vào “Hội Trăng Một”. Hoàn tác lần gộp sau trước, rồi quay lại đây."
    )
    assert taken_over("aid.foreignngo") == {second.pk: first.pk, third.pk: first.pk}
    for done in (later, earlier):
        unmerge(NGO_ROSTER, done.pk, by=None)
    assert ForeignNGO.objects.active().count() == 3
    with pytest.raises(RuleBroken, match="đã được hoàn tác trước đó"):
        unmerge(NGO_ROSTER, later.pk, by=None)


# Pairs and constraints ----------------------------------------------------------


def test_a_pair_is_told_apart_once_and_again_proposed_when_forgotten(staff: User) -> None:
    one, other = make_ngo(name="Hội Ánh Trăng"), make_ngo(name="Hội Trăng Ánh")
    assert [pair[:2] for pair in alike_pairs(NGO_ROSTER)] == [(one.pk, other.pk)]

    tell_apart(NGO_ROSTER, other.pk, one.pk, by=staff)
    tell_apart(NGO_ROSTER, one.pk, other.pk, by=staff)

    pair = DistinctPair.objects.get()
    assert (pair.model, pair.first_id, pair.second_id) == ("aid.foreignngo", one.pk, other.pk)
    assert alike_pairs(NGO_ROSTER) == []
    forget_apart(NGO_ROSTER, other.pk, one.pk, by=staff)
    forget_apart(NGO_ROSTER, other.pk, one.pk, by=staff)
    assert [pair[:2] for pair in alike_pairs(NGO_ROSTER)] == [(one.pk, other.pk)]
    kept = DistinctPair.history.order_by("history_id").values_list("history_type", "history_user")
    assert list(kept) == [("+", staff.pk), ("-", staff.pk)]


def test_an_archived_record_is_in_no_pair() -> None:
    one, _ = make_ngo(name="Hội Ánh Trăng"), make_ngo(name="Hội Trăng Ánh")
    writing.archive(one, by=None, reason="Nhập trùng")

    assert alike_pairs(NGO_ROSTER) == []


def log(**fields: Any) -> RecordMerge:
    values = {"model": "aid.foreignngo", "kept_id": 1, "gone_id": 2, "reason": REASON, "merged_at": now()}
    return RecordMerge.objects.create(**values | fields)


def pair(**fields: Any) -> DistinctPair:
    return writing.save(DistinctPair(**{"model": "aid.foreignngo", "first_id": 1, "second_id": 2} | fields), by=None)


def twin(agency: Agency) -> AgencyAlias:
    return writing.save(AgencyAlias(agency=agency, name="Trường cũ"), by=None)


@pytest.mark.parametrize(
    ("name", "act"),
    [
        ("reference_recordmerge_two_records", lambda: log(kept_id=2)),
        ("reference_recordmerge_gone_once", lambda: [log(), log(kept_id=3)]),
        ("reference_distinctpair_once", lambda: [pair(), pair()]),
        ("reference_distinctpair_in_order", lambda: pair(second_id=1)),
        ("reference_agencyalias_once", lambda: [twin(agency) for agency in [make_agency("Trường Mới")] * 2]),
    ],
)
def test_the_database_refuses(name: str, act: Callable[[], models.Model]) -> None:
    with pytest.raises(IntegrityError, match=rf"(?i){name}|unique"), transaction.atomic():
        act()


def test_a_merge_that_was_undone_does_not_stand_in_the_way() -> None:
    log(undone_at=now())
    log()

    assert RecordMerge.objects.count() == 2


def test_sectors_are_a_part_of_one_organisation_only() -> None:
    kept, gone = make_two_ngos()
    joined(NGO_ROSTER, kept, gone)

    assert NGOSector.objects.filter(ngo=gone).values_list("sector", flat=True).get() == "health"
    assert Amendment.objects.count() == 0
