"""What single rows do: natural keys, changes, refusals; hand-made workbooks, the whole file planned."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from aid.choices import CommitmentKind, RelationKind, Stage
from aid.models import AidProject, Commitment, Disbursement, ExchangeRate, ForeignNGO, NGOAlias, RegistrationCertificate
from associations.choices import TrainingTopic
from associations.models import TrainingClass
from config.kit import writing
from config.office.importing import actions
from config.office.importing.plan import Plan
from config.office.importing.planning import plan_workbook
from config.reference.models import Agency
from tests.factories.workbooks import LEDGER_HEAD, NGO_HEAD, PROJECT_HEAD, Rows, project_sheets, workbook

pytestmark = pytest.mark.django_db

RATE_HEAD = ("Từ ngày", "Loại tiền", "VND cho 1 đơn vị")
Sheets = Mapping[str, Rows]


def plan(sheets: Sheets) -> Plan:
    return plan_workbook(workbook(sheets))


def store(sheets: Sheets) -> None:
    batch = actions.preview(workbook(sheets), "tệp.xlsx", by=None)
    actions.confirm(batch, by=None)


def told(found: Plan) -> list[tuple[str, int, str]]:
    return [(row.sheet, row.row, row.action.value) for row in found.rows]


def errors(found: Plan) -> list[tuple[str, int, str, str, str]]:
    return [(row.sheet, row.row, each.column, each.value, each.message) for row in found.rows for each in row.errors]


def changes(found: Plan) -> list[tuple[str, str, str]]:
    return [(each.label, each.old, each.new) for row in found.rows for each in row.changes]


# Organisations ----------------------------------------------------------------


def test_an_organisation_is_known_by_folded_name_alias_or_code() -> None:
    store({"Tổ chức": [NGO_HEAD, ("Quỹ Ánh Sáng", "Đức")]})
    ngo = ForeignNGO.objects.get()
    writing.save(NGOAlias(ngo=ngo, name="Light Fund"), by=None)

    head = ("Mã tổ chức", "Tên tổ chức", "Quốc gia")
    for row in (("", "QUỸ  ÁNH SÁNG", "đức"), ("", "light fund", ""), (ngo.code, "Tên mới", "")):
        assert told(plan({"Tổ chức": [head, row]})) == [("Tổ chức", 2, "same")]


def test_an_empty_cell_changes_nothing_and_a_filled_one_shows_old_and_new() -> None:
    head = ("Tên tổ chức", "Tên tiếng Việt", "Viết tắt", "Quốc gia")
    store({"Tổ chức": [head, ("Quỹ A", "Quỹ Ánh", "QA", "Đức")]})
    sheets = {"Tổ chức": [head, ("Quỹ A", "", "QAS", "Pháp")]}

    found = plan(sheets)

    assert told(found) == [("Tổ chức", 2, "changed")]
    assert changes(found) == [("Viết tắt", "QA", "QAS"), ("Quốc gia", "Đức", "Pháp")]
    store(sheets)
    ngo = ForeignNGO.objects.get()
    assert (ngo.name_vi, ngo.abbreviation, str(ngo.home_country), ngo.version) == ("Quỹ Ánh", "QAS", "Pháp", 2)


def test_a_later_certificate_is_added_and_a_known_one_gets_its_expiry() -> None:
    head = ("Tên tổ chức", "Loại giấy đăng ký", "Số giấy", "Ngày cấp", "Ngày hết hạn")
    kind = "Giấy đăng ký hoạt động"
    first = ("Quỹ A", kind, "HĐ-1", date(2013, 5, 20), None)
    store({"Tổ chức": [head, first]})

    store({"Tổ chức": [head, (*first[:4], date(2016, 5, 20))]})
    store({"Tổ chức": [head, ("Quỹ A", kind, "HĐ-2", date(2016, 5, 21), date(2019, 5, 21))]})

    kept = RegistrationCertificate.objects.order_by("issued_on").values_list("number", "expires_on", "version")
    assert list(kept) == [("HĐ-1", date(2016, 5, 20), 2), ("HĐ-2", date(2019, 5, 21), 1)]
    assert ForeignNGO.objects.get().version == 1


def test_a_second_kind_of_relation_is_added_with_a_warning() -> None:
    head = ("Tên tổ chức", "Quan hệ", "Từ năm")
    store({"Tổ chức": [head, ("Quỹ A", "Gián tiếp", 2010)]})
    sheets = {"Tổ chức": [head, ("Quỹ A", "Trực tiếp", 2015)]}

    found = plan(sheets)

    assert changes(found) == [("Quan hệ", "Qua tổ chức khác", "Trực tiếp từ 2015")]
    assert found.rows[0].warnings == (
        "Quan hệ “Qua tổ chức khác” trước đó chưa ghi ngày kết thúc; kiểm tra ở hồ sơ tổ chức sau khi nhập.",
    )
    store(sheets)
    kinds = ForeignNGO.objects.get().relations.order_by("start_on").values_list("kind", flat=True)
    assert list(kinds) == [RelationKind.INDIRECT, RelationKind.DIRECT]


def test_the_same_name_twice_in_one_file_is_refused() -> None:
    found = plan({"Tổ chức": [NGO_HEAD, ("Quỹ Ánh Sáng", ""), ("Quy anh sang", "")]})

    assert errors(found) == [
        (
            "Tổ chức",
            3,
            "Tên tổ chức",
            "Quy anh sang",
            "Dòng này trùng với dòng 2 của trang “Tổ chức”: cùng tên tổ chức. Chỉ để lại một dòng.",
        )
    ]


def test_an_organisation_refuses_what_cannot_be() -> None:
    head = ("Tên tổ chức", "Quốc gia", "Loại giấy đăng ký", "Số giấy", "Ngày cấp", "Ngày hết hạn", "Quan hệ", "Từ năm")
    row = ("Quỹ A", "Nước Xa", "Giấy lạ", "1", date(2016, 5, 2), date(2016, 5, 1), None, 2010)

    found = plan({"Tổ chức": [head, row]})

    assert [(column, value) for _, _, column, value, _ in errors(found)] == [
        ("Quốc gia", "Nước Xa"),
        ("Quan hệ", ""),
        ("Ngày hết hạn", "01/05/2016"),
        ("Loại giấy đăng ký", "Giấy lạ"),
    ]


def test_an_archived_organisation_is_refused() -> None:
    store({"Tổ chức": [NGO_HEAD, ("Quỹ A", "")]})
    writing.archive(ForeignNGO.objects.get(), by=None, reason="trùng")

    found = plan({"Tổ chức": [NGO_HEAD, ("Quỹ A", "")]})

    assert [message for *_, message in errors(found)] == [
        "Tổ chức “Quỹ A” đã được lưu trữ nên không nhập vào được. Khôi phục hồ sơ đó trước, hoặc bỏ dòng này khỏi tệp."
    ]


def test_markup_in_names_is_only_text() -> None:
    store({"Tổ chức": [NGO_HEAD, ('<b>Quỹ</b> & "Bạn" =1+1', "")]})

    assert ForeignNGO.objects.get().name == '<b>Quỹ</b> & "Bạn" =1+1'


def test_codes_that_rows_give_are_left_free() -> None:
    head = ("Mã tổ chức", "Tên tổ chức")

    store({"Tổ chức": [head, ("", "Quỹ A"), ("TC-001", "Quỹ B"), ("", "Quỹ C")]})

    assert sorted(ForeignNGO.objects.values_list("code", "name")) == [
        ("TC-001", "Quỹ B"),
        ("TC-002", "Quỹ A"),
        ("TC-003", "Quỹ C"),
    ]


# Projects ---------------------------------------------------------------------


def test_an_unknown_owner_is_added_once_with_its_kind() -> None:
    head = (*PROJECT_HEAD, "Chủ dự án")
    rows = [(f"DA-{n}", "Dự án", "", "Dự án", "Ủy ban nhân dân xã Tức Tranh") for n in (1, 2)]
    before = Agency.objects.count()

    store({"Dự án": [head, *rows]})

    assert Agency.objects.count() == before + 1
    owner = Agency.objects.get(name="Ủy ban nhân dân xã Tức Tranh")
    assert (owner.kind, owner.owned_projects.count()) == (Agency.Kind.COMMUNE, 2)
    assert told(plan({"Dự án": [head, *rows]})) == [("Dự án", 2, "same"), ("Dự án", 3, "same")]


@pytest.mark.parametrize(
    ("number", "start", "stage", "expected"),
    [
        ("1/QĐ-UBND", date(2016, 1, 1), "", Stage.IMPLEMENTING),
        ("1/QĐ-UBND", None, "", Stage.APPROVED),
        (None, date(2016, 1, 1), "", Stage.SOLICITING),
        ("1/QĐ-UBND", date(2016, 1, 1), "Đã kết thúc", Stage.COMPLETED),
    ],
)
def test_the_stage_follows_from_the_papers(number: Any, start: Any, stage: str, expected: Stage) -> None:
    head = (*PROJECT_HEAD, "Số quyết định", "Bắt đầu", "Giai đoạn")

    store({"Dự án": [head, ("DA-1", "Dự án", "", "Dự án", number, start, stage)]})

    assert AidProject.objects.get().stage == expected


def test_a_changed_project_shows_each_column_and_changes_only_those() -> None:
    head = (*PROJECT_HEAD, "Lĩnh vực", "Kết thúc", "Vốn đối ứng (VND)")
    ngos = {"Tổ chức": [NGO_HEAD, ("Quỹ A", ""), ("Quỹ B", "")]}
    store({**ngos, "Dự án": [head, ("DA-1", "Trạm y tế", "Quỹ A", "Dự án", "Y tế", "2016", 50_000_000)]})
    row = ("da-1", "", "Quỹ B; Quỹ A", "", "Nông nghiệp", "12/2017", None)
    sheets = {"Dự án": [head, row]}

    found = plan(sheets)

    assert changes(found) == [
        ("Kết thúc", "2016", "12/2017"),
        ("Bên tài trợ", "Quỹ A", "Quỹ B; Quỹ A"),
        ("Lĩnh vực", "Y tế", "Nông nghiệp và phát triển nông thôn"),
    ]
    store(sheets)
    project = AidProject.objects.get()
    assert (project.name, project.counterpart_vnd, str(project.end), project.version) == (
        "Trạm y tế",
        50_000_000,
        "12/2017",
        2,
    )
    assert sorted(donor.ngo.name for donor in project.donors.all()) == ["Quỹ A", "Quỹ B"]
    assert told(plan(sheets)) == [("Dự án", 2, "same")]


def test_a_project_refuses_each_wrong_cell_at_once() -> None:
    head = (*PROJECT_HEAD, "Lĩnh vực", "Huyện", "Bắt đầu", "Kết thúc", "Vốn đối ứng (VND)")
    row = ("DA-1", "", "Quỹ Lạ", "Tặng", "Vũ trụ", "Hà Giang", date(2016, 5, 2), date(2016, 5, 1), -5)

    found = plan({"Dự án": [head, row]})

    assert [column for _, _, column, _, _ in errors(found)] == [
        "Hình thức",
        "Vốn đối ứng (VND)",
        "Bên tài trợ",
        "Lĩnh vực",
        "Huyện",
        "Tên khoản viện trợ",
        "Kết thúc",
    ]


def test_a_commune_is_sought_inside_its_district() -> None:
    head = (*PROJECT_HEAD, "Huyện", "Xã", "Ngày quyết định")
    row = ("DA-1", "Dự án", "", "Dự án", "huyện Đại Từ", "La Bằng", date(2015, 6, 9))

    store({"Dự án": [head, row]})

    share = AidProject.objects.get().place_shares.select_related("place__parent").get()
    assert share.place.full_name == "Xã La Bằng, Huyện Đại Từ"


# Ledger -----------------------------------------------------------------------


def test_equal_rows_count_one_by_one() -> None:
    row = ("DA-1", date(2016, 3, 5), 1000, "USD")
    store(project_sheets(**{"Giải ngân": [LEDGER_HEAD, row, row]}))

    found = plan({"Giải ngân": [LEDGER_HEAD, row, row, row]})

    assert told(found) == [("Giải ngân", 2, "same"), ("Giải ngân", 3, "same"), ("Giải ngân", 4, "new")]


def test_documents_notes_and_forms_tell_rows_apart() -> None:
    head = (*LEDGER_HEAD, "Hình thức", "Ghi chú")
    key = ("DA-1", date(2016, 3, 5), 1000, "USD")
    store(project_sheets(**{"Giải ngân": [head, (*key, "Tiền", "đợt 1")]}))
    rows = [(*key, "Hiện vật", "đợt 1"), (*key, "Tiền", "đợt 2"), (*key, "", ""), (*key, "Tiền", "đợt 1")]

    found = plan({"Giải ngân": [head, *rows]})

    # The last row is the stored one's twin and takes it, so the empty one before it finds none.
    assert [row.action.value for row in found.rows] == ["new", "new", "new", "same"]


def test_a_row_that_tells_less_than_the_stored_one_is_the_same() -> None:
    key = ("DA-1", date(2016, 3, 5), 1000, "USD")
    store(project_sheets(**{"Giải ngân": [(*LEDGER_HEAD, "Ghi chú"), (*key, "đợt 1")]}))

    assert told(plan({"Giải ngân": [LEDGER_HEAD, key]})) == [("Giải ngân", 2, "same")]


def test_the_precision_of_a_date_is_part_of_the_key() -> None:
    store(project_sheets(**{"Giải ngân": [LEDGER_HEAD, ("DA-1", date(2016, 7, 1), 1000, "USD")]}))

    assert told(plan({"Giải ngân": [LEDGER_HEAD, ("DA-1", 2016, 1000, "USD")]})) == [("Giải ngân", 2, "new")]


def test_an_estimate_becomes_final_and_keeps_its_rate() -> None:
    head = (*LEDGER_HEAD, "Số liệu")
    rates: Rows = [RATE_HEAD, (date(2016, 3, 1), "USD", 22000)]
    key = ("DA-1", date(2016, 3, 5), 1000, "USD")
    store(project_sheets(**{"Giải ngân": [head, (*key, "Ước")], "Tỷ giá": rates}))
    sheets = {"Giải ngân": [head, (*key, "Chính thức")], "Tỷ giá": [RATE_HEAD, (date(2016, 3, 1), "USD", 23000)]}

    found = plan(sheets)

    assert changes(found) == [
        ("Số liệu", "Ước", "Chính thức"),
        ("VND cho 1 đơn vị", "22.000", "23.000"),
    ]
    store(sheets)
    row = Disbursement.objects.get()
    assert (row.status, row.vnd, row.version) == ("final", 22_000_000, 2)
    assert ExchangeRate.objects.get().vnd_per_unit == Decimal(23000)


def test_rates_of_the_file_convert_its_rows_wherever_their_sheet_stands() -> None:
    store(
        project_sheets(
            **{
                "Cam kết": [LEDGER_HEAD, ("DA-1", date(2016, 3, 5), 100, "EUR")],
                "Tỷ giá": [RATE_HEAD, (date(2016, 3, 1), "USD", 22000), (date(2016, 3, 1), "EUR", "24.500,5")],
            }
        )
    )

    # 100 × 24.500,5 = 2.450.050 đồng; ÷ 22.000 = 111,365909… → 111,37 USD.
    assert Commitment.objects.values_list("vnd", "usd_cents").get() == (2_450_050, 11137)


def test_a_missing_rate_of_the_dollar_is_named() -> None:
    found = plan(
        project_sheets(
            **{
                "Cam kết": [LEDGER_HEAD, ("DA-1", date(2016, 3, 5), 100, "EUR")],
                "Tỷ giá": [RATE_HEAD, (date(2016, 3, 1), "EUR", 24500)],
            }
        )
    )

    row = next(row for row in found.rows if row.register == "commitments")
    assert (row.action.value, row.warnings) == ("new", ("Sẽ ghi nhưng chưa quy đổi sang USD (chưa có tỷ giá USD).",))


def test_kinds_of_commitments() -> None:
    head = (*LEDGER_HEAD, "Nội dung")
    rows = [
        ("DA-1", date(2014, 1, 1), 100, "USD", ""),
        ("DA-1", date(2015, 1, 1), 50, "USD", ""),
        ("DA-1", date(2016, 1, 1), -30, "USD", ""),
        ("DA-1", date(2017, 1, 1), -120, "USD", "Thu hồi"),
    ]

    store(project_sheets(**{"Cam kết": [head, *rows]}))

    kinds = [CommitmentKind.INITIAL, CommitmentKind.AMENDMENT, CommitmentKind.AMENDMENT, CommitmentKind.CLOSING]
    assert list(Commitment.objects.order_by("dated_on").values_list("kind", flat=True)) == kinds


@pytest.mark.parametrize(
    ("sheet", "cells", "column", "message"),
    [
        (
            "Cam kết",
            ("DA-1", date(2016, 1, 1), -5, "USD", "Cam kết ban đầu"),
            "Số tiền",
            "Cam kết ban đầu không thể là số âm; nếu là điều chỉnh giảm, hãy ghi “Điều chỉnh giảm” ở cột nội dung.",
        ),
        (
            "Giải ngân",
            ("DA-1", date(2016, 1, 1), -5, "USD", "đợt 1"),
            "Số tiền",
            "Số tiền giải ngân âm nhưng nội dung không nói là hoàn trả; nếu là tiền hoàn trả, "
            "hãy ghi “Hoàn trả” ở cột ghi chú, nếu không, hãy bỏ dấu trừ.",
        ),
        (
            "Giải ngân",
            ("DA-9", date(2016, 1, 1), 5, "USD", ""),
            "Mã",
            "Không có khoản viện trợ mã “DA-9”, cả trong dữ liệu lẫn trong tệp này; hãy sửa mã hoặc thêm dự án.",
        ),
        (
            "Giải ngân",
            ("DA-1", date(2016, 1, 1), 0, "USD", ""),
            "Số tiền",
            "Số tiền phải khác 0 và có không quá 13 chữ số trước dấu phẩy.",
        ),
        (
            "Giải ngân",
            ("DA-1", date(2016, 1, 1), 10**14, "VND", ""),
            "Số tiền",
            "Số tiền phải khác 0 và có không quá 13 chữ số trước dấu phẩy.",
        ),
        (
            "Giải ngân",
            ("DA-1", date(2016, 1, 1), 5, "XYZ", ""),
            "Loại tiền",
            "Không có loại tiền “XYZ”; hãy sửa tên hoặc thêm trước khi nhập.",
        ),
        ("Giải ngân", ("DA-1", None, 5, "USD", ""), "Ngày", "Chưa ghi “Ngày”; cột này bắt buộc phải có."),
    ],
)
def test_ledger_rows_refused(sheet: str, cells: tuple[Any, ...], column: str, message: str) -> None:
    found = plan(project_sheets(**{sheet: [(*LEDGER_HEAD, "Nội dung"), cells]}))

    assert [(row, where, text) for _, row, where, _, text in errors(found)] == [(2, column, message)]


def test_an_amount_beyond_what_integers_hold_is_refused() -> None:
    rows: Rows = [LEDGER_HEAD, ("DA-1", date(2016, 3, 5), 9_999_999_999_999, "EUR")]
    rates: Rows = [RATE_HEAD, (date(2016, 3, 1), "EUR", 999_999_999)]

    found = plan(project_sheets(**{"Cam kết": rows, "Tỷ giá": rates}))

    assert [message for *_, message in errors(found)] == [
        "Giá trị quy đổi vượt quá một triệu tỷ. Kiểm tra lại số tiền, loại tiền và tỷ giá."
    ]


def test_money_of_a_programme_with_components_is_refused() -> None:
    store({"Dự án": [PROJECT_HEAD, ("CT-1", "Chương trình A", "", "Chương trình"), ("DA-2", "Dự án B", "", "Dự án")]})
    component = AidProject.objects.get(code="DA-2")
    component.parent = AidProject.objects.get(code="CT-1")
    writing.save(component, by=None)

    found = plan({"Cam kết": [LEDGER_HEAD, ("CT-1", date(2016, 3, 5), 100, "USD")]})

    assert [message for *_, message in errors(found)] == [
        "“Chương trình A” là chương trình có dự án thành phần: ghi tiền ở từng dự án thành phần, chương trình tự cộng."
    ]


def test_a_programme_with_components_stays_one() -> None:
    store({"Dự án": [PROJECT_HEAD, ("CT-1", "Chương trình A", "", "Chương trình"), ("DA-2", "Dự án B", "", "Dự án")]})
    component = AidProject.objects.get(code="DA-2")
    component.parent = AidProject.objects.get(code="CT-1")
    writing.save(component, by=None)

    found = plan({"Dự án": [PROJECT_HEAD, ("CT-1", "Chương trình A", "", "Dự án")]})

    assert [message for *_, message in errors(found)] == [
        "“Chương trình A” đang có dự án thành phần nên phải là chương trình và không thuộc chương trình khác."
    ]


def test_an_archived_row_is_refused() -> None:
    row = ("DA-1", date(2016, 3, 5), 100, "USD")
    store(project_sheets(**{"Cam kết": [LEDGER_HEAD, row]}))
    writing.archive(Commitment.objects.get(), by=None, reason="nhầm")

    found = plan({"Cam kết": [LEDGER_HEAD, row]})

    assert [message for *_, message in errors(found)] == [
        "Dòng cam kết 05/03/2016 của “Trạm y tế xã Tức Tranh” đã được lưu trữ nên không nhập vào được. "
        "Khôi phục hồ sơ đó trước, hoặc bỏ dòng này khỏi tệp."
    ]


def test_a_donor_is_kept_only_where_it_is_not_the_projects_only_one() -> None:
    head = (*LEDGER_HEAD, "Bên tài trợ")
    sheets = project_sheets(
        **{
            "Tổ chức": [NGO_HEAD, ("Quỹ Hạt Giống", ""), ("Quỹ B", "")],
            "Giải ngân": [
                head,
                ("DA-1", date(2016, 3, 5), 1, "USD", "Quỹ Hạt Giống"),
                ("DA-1", date(2016, 3, 6), 2, "USD", "Quỹ B"),
            ],
        }
    )

    store(sheets)

    donors = [str(row.donor) for row in Disbursement.objects.order_by("dated_on").select_related("donor")]
    assert donors == ["None", "Quỹ B"]
    assert plan(sheets).summary()["same"] == 5


# Rates and training -----------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ((date(2016, 3, 1), "VND", 1), "Đồng Việt Nam không cần tỷ giá; hãy bỏ dòng này."),
        ((date(2016, 3, 1), "USD", 0), "Tỷ giá phải lớn hơn 0 và nhỏ hơn 1 tỷ đồng."),
        ((2016, "USD", 22000), "Cột này cần đủ ngày, tháng, năm, nhưng chỉ có “2016”; hãy ghi đủ, ví dụ 05/03/2016."),
        ((date(2016, 3, 1), "USD", "22.000"), "“22.000” có thể hiểu là 22000 hoặc 22; hãy ghi lại đúng số cần nhập."),
    ],
)
def test_rates_refused(cells: tuple[Any, ...], message: str) -> None:
    assert [text for *_, text in errors(plan({"Tỷ giá": [RATE_HEAD, cells]}))] == [message]


def test_a_rate_twice_in_one_file_is_refused() -> None:
    rows = [(date(2016, 3, 1), "USD", 22000), (date(2016, 3, 1), "usd", 22001)]

    found = plan({"Tỷ giá": [RATE_HEAD, *rows]})

    assert [(row, column) for _, row, column, _, _ in errors(found)] == [(3, "Loại tiền")]


def test_training_topics_and_partial_start() -> None:
    head = ("Tên lớp", "Từ ngày", "Số học viên")
    rows = [("Đối ngoại nhân dân", "10/2014", 85), ("Vận động viện trợ", 2015, 72), ("Kỹ năng", date(2016, 1, 2), None)]

    store({"Tập huấn": [head, *rows]})

    kept = [(str(each.start), each.topic) for each in TrainingClass.objects.order_by("start_on")]
    assert kept == [
        ("10/2014", TrainingTopic.PEOPLE_DIPLOMACY),
        ("2015", TrainingTopic.FOREIGN_AID),
        ("02/01/2016", TrainingTopic.OTHER),
    ]
    assert plan({"Tập huấn": [head, *rows]}).summary()["same"] == 3


def test_a_class_that_ends_before_it_starts_is_refused() -> None:
    head = ("Tên lớp", "Từ ngày", "Đến ngày")

    found = plan({"Tập huấn": [head, ("Lớp", date(2016, 1, 2), date(2016, 1, 1))]})

    assert [(column, value) for _, _, column, value, _ in errors(found)] == [("Đến ngày", "01/01/2016")]
