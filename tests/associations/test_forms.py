"""What the forms of associations, partners, training and events refuse, and in which words."""

from typing import Any

import pytest
from django.http import QueryDict

from associations.forms.associations import AssociationForm
from associations.forms.partners import PartnerForm
from associations.forms.training import EventForm, TrainingForm
from associations.models import Event, FriendshipAssociation, PartnerOrganisation, TrainingClass
from tests.factories.associations import country_of, make_association

pytestmark = pytest.mark.django_db

LEAST: dict[str, dict[str, str]] = {
    "association": {"name": "Hội hữu nghị Việt – Lào tỉnh"},
    "partner": {"name": "Ủy ban Hòa bình và Đoàn kết", "country": "Lào", "kind": "peoples_organisation"},
    "training": {"title": "Tập huấn đối ngoại nhân dân", "topic": "people_diplomacy", "start": "12/09/2016"},
    "event": {"name": "Gặp mặt đầu xuân", "kind": "meeting", "start": "12/02/2016"},
}
FORMS: dict[str, tuple[Any, Any, str]] = {
    "association": (AssociationForm, FriendshipAssociation, "membership_counts"),
    "partner": (PartnerForm, PartnerOrganisation, "agreements"),
    "training": (TrainingForm, TrainingClass, ""),
    "event": (EventForm, Event, ""),
}


def form_of(register: str, *rows: dict[str, str], **fields: str) -> Any:
    country_of("LA")
    form, model, prefix = FORMS[register]
    data = QueryDict(mutable=True)
    data.update(LEAST[register] | fields)
    if prefix:
        data.update({f"{prefix}-TOTAL_FORMS": str(len(rows)), f"{prefix}-INITIAL_FORMS": "0"})
    for number, row in enumerate(rows):
        data.update({f"{prefix}-{number}-{name}": value for name, value in row.items()})
    return form(data, instance=model())


def errors_of(register: str, **fields: str) -> dict[str, list[str]]:
    form = form_of(register, **fields)
    return {name: [str(error) for error in errors] for name, errors in form.errors.items()}


def row_errors(register: str, *rows: dict[str, str]) -> list[dict[str, list[str]]]:
    form = form_of(register, *rows)
    assert not form.is_valid()
    return [{name: list(errors) for name, errors in row.errors.items()} for row in form.rows[0].forms]


@pytest.mark.parametrize("register", FORMS)
def test_the_least_is_enough(register: str) -> None:
    form = form_of(register)

    assert (form.is_valid(), form.errors) == (True, {})


@pytest.mark.parametrize(
    ("register", "names"),
    [
        ("association", ["name"]),
        ("partner", ["name", "country", "kind"]),
        ("training", ["title", "topic", "start"]),
        ("event", ["name", "kind", "start"]),
    ],
)
def test_what_must_be_known(register: str, names: list[str]) -> None:
    assert sorted(errors_of(register, **dict.fromkeys(names, ""))) == sorted(names)


@pytest.mark.parametrize(
    ("register", "fields", "expected"),
    [
        (
            "association",
            {"member_since": "01/01/2015", "member_until": "31/12/2014"},
            {"member_until": ["Ngày ra khỏi Liên hiệp (31/12/2014) trước ngày vào (01/01/2015). Xem lại hai ngày."]},
        ),
        (
            "partner",
            {"first_contact": "2016", "ended_on": "31/12/2015"},
            {"ended_on": ["Quan hệ kết thúc (31/12/2015) trước khi thiết lập (2016). Xem lại hai mốc thời gian."]},
        ),
        (
            "training",
            {"start": "quý III/2016", "end_on": "30/06/2016"},
            {"end_on": ["Ngày cuối (30/06/2016) trước ngày đầu (quý III/2016). Xem lại hai ngày."]},
        ),
        (
            "event",
            {"start": "12/02/2016", "end_on": "11/02/2016"},
            {"end_on": ["Ngày cuối (11/02/2016) trước ngày đầu (12/02/2016). Xem lại hai ngày."]},
        ),
        (
            "training",
            {"trainee_count": "85", "trainees_union": "40", "trainees_localities": "46"},
            {
                "trainee_count": [
                    "Cộng các thành phần được 86 học viên, lớn hơn tổng số 85. Sửa tổng hoặc từng thành phần."
                ]
            },
        ),
    ],
)
def test_what_contradicts_itself_is_refused(
    register: str, fields: dict[str, str], expected: dict[str, list[str]]
) -> None:
    assert errors_of(register, **fields) == expected


@pytest.mark.parametrize(
    ("register", "fields"),
    [
        ("association", {"member_since": "01/01/2015", "member_until": "01/01/2015"}),
        ("partner", {"first_contact": "2016", "ended_on": "01/01/2016"}),
        ("training", {"start": "2016", "end_on": "02/01/2016"}),
        ("training", {"trainee_count": "85", "trainees_union": "40", "trainees_localities": "45"}),
        ("training", {"trainees_union": "40"}),
        ("event", {"start": "12/02/2016", "end_on": "12/02/2016"}),
    ],
)
def test_what_just_fits_is_taken(register: str, fields: dict[str, str]) -> None:
    assert errors_of(register, **fields) == {}


@pytest.mark.parametrize(
    ("register", "name", "typed"),
    [
        ("association", "congress_ordinal", "0"),
        ("association", "congress_ordinal", "101"),
        ("association", "congress_on", "2019"),
        ("association", "country", "Nước Không Có"),
        ("association", "name", "Hội" * 100),
        ("partner", "kind", "xyz"),
        ("partner", "first_contact", "31/02/2016"),
        ("training", "topic", "xyz"),
        ("training", "trainee_count", "2147483648"),
        ("training", "cost_vnd", "-1"),
        ("training", "title", "Lớp\x00"),
        ("event", "participant_count", "nhiều"),
        ("event", "start", "hôm qua"),
    ],
)
def test_unreadable_input_is_refused_at_its_field(register: str, name: str, typed: str) -> None:
    assert list(errors_of(register, **{name: typed})) == [name]


def test_an_association_stands_once() -> None:
    make_association(name="Hội hữu nghị Việt – Lào tỉnh")

    assert errors_of("association") == {"name": ["Tên hội này đã dùng cho hồ sơ khác. Ghi lại, hoặc mở hồ sơ đã có."]}


def test_a_year_stands_once() -> None:
    form = form_of("association", {"year": "2019", "official": "1"}, {"year": "2019", "official": "2"})

    assert not form.is_valid()
    assert form.rows[0].non_form_errors() == ["“2019” xuất hiện hai lần. Gộp lại thành một dòng."]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (
            {"year": "2019"},
            {"official": ["Chưa ghi số hội viên nào cho năm này. Ghi ít nhất một loại, hoặc bỏ dòng."]},
        ),
        ({"year": "1944", "official": "1"}, {"year": ["Năm phải trong khoảng từ 1945 đến 2100."]}),
        ({"year": "2101", "official": "1"}, {"year": ["Năm phải trong khoảng từ 1945 đến 2100."]}),
        ({"official": "5"}, {"year": ["Chưa nhập cuối năm."]}),
        ({"year": "2019", "honorary": "-1"}, {"honorary": ["Số này không được nhỏ hơn 0."]}),
    ],
)
def test_a_count_that_says_nothing_is_refused(row: dict[str, str], expected: dict[str, list[str]]) -> None:
    assert row_errors("association", row) == [expected]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"kind": "mou"}, {"signed_on": ["Chưa nhập ngày ký."]}),
        ({"signed_on": "01/05/2017"}, {"kind": ["Chưa nhập loại văn bản."]}),
        (
            {"kind": "mou", "signed_on": "01/05/2017", "valid_to": "30/04/2017"},
            {"valid_to": ["Ngày hết hiệu lực (30/04/2017) trước ngày ký (01/05/2017). Xem lại hai ngày."]},
        ),
    ],
)
def test_an_agreement_needs_kind_and_day(row: dict[str, str], expected: dict[str, list[str]]) -> None:
    assert row_errors("partner", row) == [expected]
