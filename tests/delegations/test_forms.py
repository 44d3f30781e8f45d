"""What the form of a delegation reads, and what it refuses in which words."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict

from config.kit.partial_dates import PartialDate
from config.kit.writing import archive
from delegations.forms.delegations import DelegationForm
from delegations.forms.headcount import Headcount, HeadcountField
from delegations.models import Delegation
from tests.factories.associations import make_association, make_partner
from tests.factories.delegations import country_of, make_delegation, no_rows


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("20", Headcount(20, "")),
        ("khoảng 20", Headcount(20, "khoảng")),
        ("Khoảng  20 người", Headcount(20, "khoảng")),
        ("khoang 20", Headcount(20, "khoảng")),
        ("hơn 30", Headcount(30, "hơn")),
        ("trên 30", Headcount(30, "trên")),
        ("gần 1.000", Headcount(1000, "gần")),
        ("8 người", Headcount(8, "")),
        ("20ng\u01b0\u01a1\u0300i", Headcount(20, "")),
        ("", None),
        ("   ", None),
        (None, None),
    ],
)
def test_headcount_is_read_as_papers_give_it(typed: Any, expected: Headcount | None) -> None:
    assert HeadcountField(required=False).clean(typed) == expected


@pytest.mark.parametrize(
    "typed",
    [
        "khoảng",
        "khoảng người",
        "người",
        "khoảng20",
        "dưới 20",
        "20-25",
        "0",
        "khoảng 0",
        "-3",
        "1,5",
        "100.001",
        "hai mươi",
        "khoảng hơn 20",
        "20\x00",
        "9" * 400,
    ],
)
def test_headcount_that_cannot_be_read_is_refused_in_words(typed: str) -> None:
    with pytest.raises(ValidationError) as refused:
        HeadcountField(required=False).clean(typed)

    assert refused.value.messages[0].endswith((".", "?"))


@pytest.mark.parametrize(
    ("stored", "typed", "expected"),
    [
        (Headcount(20, "khoảng"), "khoảng 20", False),
        (Headcount(20, "khoảng"), "20", True),
        (Headcount(20, ""), "hơn 20", True),
        (None, "", False),
        (Headcount(20, ""), "nhiều", True),
    ],
)
def test_headcount_knows_a_change(stored: Any, typed: str, expected: bool) -> None:
    assert HeadcountField(required=False).has_changed(stored, typed) is expected


def test_headcount_is_shown_as_it_was_typed() -> None:
    field = HeadcountField()

    assert field.prepare_value(Headcount(1500, "gần")) == "gần 1.500"
    assert field.prepare_value("khoảng x") == "khoảng x"
    assert field.prepare_value(None) is None


LEAST = {
    "name": "Đoàn cựu chiến binh Nhật Bản",
    "direction": "in",
    "kind": "friendship",
    "status": "planned",
    "arrival": "5/2016",
}


def form_of(instance: Delegation | None = None, **fields: str) -> DelegationForm:
    data = QueryDict(mutable=True)
    data.update(LEAST | no_rows() | fields)
    return DelegationForm(data, instance=instance or Delegation())


def errors_of(**fields: str) -> dict[str, list[str]]:
    return {name: [str(error) for error in errors] for name, errors in form_of(**fields).errors.items()}


@pytest.mark.django_db
class TestForm:
    def test_the_least_is_enough(self) -> None:
        assert errors_of() == {}

    def test_what_must_be_known(self) -> None:
        assert errors_of(name=" ", direction="", kind="", status="", arrival="") == {
            "name": ["Chưa nhập tên đoàn."],
            "direction": ["Chưa nhập chiều."],
            "kind": ["Chưa nhập loại đoàn."],
            "status": ["Chưa nhập trạng thái."],
            "arrival": ["Chưa nhập ngày đến."],
        }

    @pytest.mark.parametrize(
        ("arrival", "departure"),
        [
            ("21/01/2019", "21/01/2019"),
            ("1/2019", "01/01/2019"),
            ("2019", "3/2019"),
            ("20/03/2019", "2019"),
            ("quý I/2019", "1/2019"),
        ],
    )
    def test_a_departure_that_may_be_after_arrival_is_taken(self, arrival: str, departure: str) -> None:
        assert errors_of(arrival=arrival, departure=departure) == {}

    @pytest.mark.parametrize(
        ("arrival", "departure", "sentence"),
        [
            (
                "21/01/2019",
                "20/01/2019",
                "Ngày rời đi (20/01/2019) trước ngày đến (21/01/2019). Xem lại hai mốc thời gian.",
            ),
            ("2/2019", "1/2019", "Ngày rời đi (01/2019) trước ngày đến (02/2019). Xem lại hai mốc thời gian."),
            ("01/01/2019", "2018", "Ngày rời đi (2018) trước ngày đến (01/01/2019). Xem lại hai mốc thời gian."),
        ],
    )
    def test_a_departure_before_arrival_is_refused(self, arrival: str, departure: str, sentence: str) -> None:
        assert errors_of(arrival=arrival, departure=departure) == {"departure": [sentence]}

    def test_a_report_before_arrival_is_refused(self) -> None:
        assert errors_of(report_sent_on="30/04/2016") == {
            "report_sent_on": ["Ngày gửi báo cáo (30/04/2016) trước ngày đoàn đến (05/2016). Xem lại ngày."]
        }

    @pytest.mark.parametrize("name", ["patient_visits", "medicine_vnd", "specialties"])
    def test_medical_results_belong_to_medical_delegations(self, name: str) -> None:
        assert errors_of(**{name: "600"}) == {name: ["Chỉ ghi cho đoàn y tế. Xóa ô này, hoặc chọn loại đoàn “Y tế”."]}
        assert errors_of(**{name: "600", "kind": "medical"}) == {}

    @pytest.mark.parametrize("name", ["volunteer_count", "works_count", "works_vnd"])
    def test_volunteer_results_belong_to_volunteers(self, name: str) -> None:
        sentence = "Chỉ ghi cho đoàn sinh viên tình nguyện. Xóa ô này, hoặc chọn loại đoàn “Sinh viên tình nguyện”."

        assert errors_of(**{name: "28", "kind": "medical"}) == {name: [sentence]}
        assert errors_of(**{name: "28", "kind": "volunteers"}) == {}

    @pytest.mark.parametrize(
        ("name", "typed"),
        [
            ("arrival", "31/02/2019"),
            ("departure", "mai"),
            ("report_sent_on", "2019"),
            ("name", "Đ" * 301),
            ("name", "Đoàn\x00"),
            ("direction", "up"),
            ("status", "xyz"),
            ("host", "Cơ quan không có"),
            ("ngo", "Tổ chức không có"),
        ],
    )
    def test_unreadable_input_is_refused_at_its_field(self, name: str, typed: str) -> None:
        assert list(errors_of(**{name: typed})) == [name]

    def test_counts_beyond_the_column_are_refused(self) -> None:
        assert list(errors_of(kind="medical", patient_visits="2147483648")) == ["patient_visits"]
        assert errors_of(kind="medical", patient_visits="2147483647") == {}

    def test_amounts_are_read_as_people_type_them(self) -> None:
        form = form_of(kind="medical", medicine_vnd="812 triệu")

        assert form.is_valid()
        assert form.instance.medicine_vnd == 812_000_000

    def test_a_country_twice_is_refused(self) -> None:
        country_of("KR")
        rows = {"countries-0-country": "Hàn Quốc", "countries-1-country": "han quoc", "countries-TOTAL_FORMS": "2"}
        form = form_of(**rows)

        assert not form.is_valid()
        assert form.rows[0].non_form_errors() == ["“Hàn Quốc” xuất hiện hai lần. Gộp lại thành một dòng."]

    def test_links_offer_the_active_records_of_other_registers(self) -> None:
        association = make_association(name="Hội hữu nghị Việt – Hàn tỉnh")
        partner = make_partner(name="Hội Y tế Tình nguyện Daegu", country=country_of("KR"))
        archive(make_association(name="Hội đã bỏ"), by=None, reason="Nhập trùng.")

        form = form_of(association="viet – han", partner="daegu")

        assert form.is_valid()
        assert (form.instance.association, form.instance.partner) == (association, partner)
        assert list(errors_of(association="Hội đã bỏ")) == ["association"]

    def test_clearing_headcount_and_departure_clears_both_columns(self) -> None:
        stored = make_delegation(
            headcount=20,
            headcount_qualifier="khoảng",
            departure=PartialDate.of_month(2016, 6),
            arrival=PartialDate.of_year(2016),
        )
        form = form_of(instance=stored, arrival="2016")

        assert form.is_valid()
        assert (stored.headcount, stored.headcount_qualifier) == (None, "")
        assert (stored.departure_on, stored.departure_precision) == (None, "")
