"""The lists of projects and of both ledgers under every filter: what is counted is what is shown, and the totals
line is the sum of the rows shown, added here by hand. Joins never multiply."""

import itertools
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from aid.choices import DonorKind, LegalBasis, Modality, Sector, Stage
from aid.filters.ledger import CommitmentFilter, DisbursementFilter
from aid.filters.projects import ProjectFilter
from aid.models import AidProject, Commitment, Disbursement
from config.accounts.models import User
from config.kit import writing
from config.kit.partial_dates import PartialDate
from tests.factories import aid as make

PROJECTS = "/aid/projects/"
LEDGERS = {"/aid/commitments/": Commitment, "/aid/disbursements/": Disbursement}
TODAY = date(2019, 12, 2)


@pytest.fixture(autouse=True)
def _small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("config.kit.lists.PAGE_SIZE", 10)
    monkeypatch.setattr("aid.filters.projects.today", lambda: TODAY)


def rich_project(number: int, ngos: list[Any], places: list[Any], **fields: Any) -> AidProject:
    """Two donors, two sectors, three places, five rows of money on each side, two outputs."""
    project = make.make_project(
        code=f"VT-{number:02d}",
        donors=[(ngos[number % 3], "60"), (ngos[(number + 1) % 3], "40")],
        sectors=[(list(Sector)[number % 4], "60"), (Sector.OTHER, "40")],
        places=[(place, None) for place in places[number % 2 : number % 2 + 3]],
        owner=make.make_agency(f"UBND xã Suối số {number % 2}"),
        managing_agency=make.make_agency("UBND tỉnh Suối Vàng"),
        **fields,
    )
    for row in range(5):
        shared = {
            "project": project,
            "form": ("cash", "goods", "experts")[row % 3],
            "donor": ngos[2] if row == 4 else None,
        }
        status = ("final", "estimate")[row % 2]
        on: Any = PartialDate.of_year(2015 + row) if row == 3 else date(2015 + row, 1 + number, 10 + row)
        currency = "KRW" if row == 2 else "USD"
        kind = "initial" if row == 0 else "amendment"
        make.make_commitment(f"{1000 * number + row + 1}", currency, on, status=status, kind=kind, **shared)
        make.make_disbursement(f"{100 * number + row + 1}", currency, on, status=status, **shared)
    make.make_output(project)
    make.make_output(project, handed_over_on=date(2017, 3, number))
    return project


@pytest.fixture
def world(db: None, staff: User) -> dict[str, Any]:
    """Eight projects that differ in what people filter by; one refused, one archived, one bare."""
    make.make_rate("USD", "20000", date(2015, 1, 1))
    ngos = [
        make.make_ngo(name="Hội Saemaul", home_country=make.country_of("KR")),
        make.make_ngo(name="Quỹ Ánh sáng", home_country=make.country_of("SE")),
        make.make_ngo(name="Tổ chức chưa rõ nước"),
    ]
    make.make_certificate(ngo=ngos[0], issued_on=date(2018, 1, 1), expires_on=date(2020, 12, 31))
    make.make_certificate(ngo=ngos[1], issued_on=date(2014, 1, 1), expires_on=date(2018, 12, 31))
    district = make.make_place("Huyện Suối Vàng")
    places = [
        make.make_place("Xã Suối Trong", level="commune", parent=district),
        make.make_place("Xã Suối Đục", level="commune", parent=district),
        make.make_place("Huyện Núi Bạc"),
        make.make_place("Huyện Rừng Vần"),
    ]
    span = {"start": PartialDate.of_month(2016, 3), "end": PartialDate.of_quarter(2019, 2)}
    rich_project(1, ngos, places, approval_on=date(2016, 4, 28), legal_basis=LegalBasis.ND_93_2009, **span)
    rich_project(2, ngos, places, stage=Stage.COMPLETED, approval_on=date(2017, 4, 28), is_call_for_aid=True)
    rich_project(3, ngos, places, modality=Modality.NON_PROJECT, stage=Stage.SOLICITING)
    rich_project(4, ngos, places, stage=Stage.REJECTED)
    rich_project(5, ngos, places, stage=Stage.HANDED_OVER, handed_over_on=date(2018, 1, 1))
    archived = rich_project(6, ngos, places)
    rich_project(7, ngos, places, legal_basis=LegalBasis.ND_80_2020)
    make.make_project(code="VT-08", name="Chưa ghi gì")
    writing.archive(archived, by=staff, reason="Nhập trùng")
    row = Commitment.objects.filter(project__code="VT-01").order_by("pk")[1]
    writing.archive(row, by=staff, reason="Ghi trùng")
    return {"district": district, "ngos": ngos}


# Asking ---------------------------------------------------------------------------------------------

TO_MANY = ("donor", "country", "sector", "place", "certificate", "aid_form", "active_from")
TYPED = {
    "q": ["suoi", "saemaul", "khong co"],
    "year": ["2016", "2018"],
    "approval_year": ["2016"],
    "active_from": ["2017"],
    "active_to": ["2016"],
    "from": ["2016-02-01"],
    "to": ["2017-12-31"],
    "no_figures_from": ["2016-01-01"],
    "no_figures_to": ["2016-12-31"],
    "running_from": ["2016-01-01"],
    "running_to": ["2016-12-31"],
    "approved_from": ["2017-01-01"],
    "approved_to": ["2016-12-31"],
    "handed_over_from": ["2017-03-02"],
    "handed_over_to": ["2017-03-05"],
}


def values_of(filterset: Any) -> dict[str, list[str]]:
    """For every filter of a list some values: of a choice the first three and the last."""
    form = filterset({}, queryset=filterset._meta.model.objects.all()).form
    found = {}
    for name, field in form.fields.items():
        choices = [str(value) for value, _ in getattr(field, "choices", ()) if value != ""]
        found[name] = [*choices[:3], *choices[3:][-1:]] if choices else TYPED[name]
    return found


def queries_of(filterset: Any) -> Iterator[dict[str, str]]:
    """Nothing asked, every filter alone with each of its values, each beside the next, and every pair of those
    that look into many rows of a project."""
    values = values_of(filterset)
    yield {}
    for name, choices in values.items():
        yield from ({name: value} for value in choices)
    many = [name for name in TO_MANY if name in values]
    for one, other in {*itertools.pairwise(values), *itertools.combinations(many, 2)}:
        yield {one: values[one][0], other: values[other][-1]}


def pages(client: Client, address: str, asked: dict[str, str]) -> Iterator[Any]:
    number = 1
    while True:
        context = client.get(f"{address}?{urlencode({**asked, 'page': str(number)})}").context
        yield context
        if not context["page"].has_next():
            return
        number += 1


def cents(amount: Decimal | None) -> int | None:
    return None if amount is None else int(amount * 100)


def told(context: Any, key: str) -> int | None:
    """A sum of the totals line in cents; None for a dash."""
    from django.utils.html import strip_tags

    place = [head["column"].key for head in context["heads"]].index(key)
    text = strip_tags(context["total"][place].html)
    return None if text == "–" else cents(Decimal(text.replace(".", "").replace(",", ".")))


def added(values: Iterator[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def is_counted(project: AidProject) -> bool:
    return project.archived_at is None and project.stage != Stage.REJECTED


def ledger_of(model: Any) -> dict[int, list[Any]]:
    rows: dict[int, list[Any]] = {}
    for row in model.objects.select_related("project"):
        if row.archived_at is None and is_counted(row.project):
            rows.setdefault(row.project_id, []).append(row)
    return rows


@pytest.mark.stored
def test_projects_add_up_under_every_filter_and_pair(leader_client: Client, world: dict[str, Any]) -> None:
    ledgers = {"committed": ledger_of(Commitment), "disbursed": ledger_of(Disbursement)}
    wrong = []
    for asked in queries_of(ProjectFilter):
        contexts = list(pages(leader_client, PROJECTS, asked))
        shown = [item.pk for context in contexts for item in context["page"].object_list]
        if (len(shown), len(set(shown))) != (contexts[0]["found"],) * 2:
            wrong.append((asked, "rows"))
        for key, ledger in ledgers.items():
            wanted = added(row.usd_cents for pk in shown for row in ledger.get(pk, []))
            if shown and told(contexts[0], key) != wanted:
                wrong.append((asked, key))

    assert wrong == []


@pytest.mark.stored
@pytest.mark.parametrize(
    ("address", "filterset"), [("/aid/commitments/", CommitmentFilter), ("/aid/disbursements/", DisbursementFilter)]
)
def test_ledgers_add_up_under_every_filter_and_pair(
    leader_client: Client, world: dict[str, Any], address: str, filterset: Any
) -> None:
    counted = {row.pk: row for rows in ledger_of(LEDGERS[address]).values() for row in rows}
    wrong = []
    for asked in queries_of(filterset):
        contexts = list(pages(leader_client, address, asked))
        shown = [item.pk for context in contexts for item in context["page"].object_list]
        if (len(shown), len(set(shown))) != (contexts[0]["found"],) * 2:
            wrong.append((asked, "rows"))
        rows = [counted[pk] for pk in shown if pk in counted]
        if shown and told(contexts[0], "usd") != added(row.usd_cents for row in rows):
            wrong.append((asked, "usd"))
        dong = added(row.vnd for row in rows)
        if shown and told(contexts[0], "vnd") != (None if dong is None else dong * 100):
            wrong.append((asked, "vnd"))

    assert wrong == []


def test_the_list_of_projects_holds_the_money_of_its_ledgers(leader_client: Client, world: dict[str, Any]) -> None:
    """Without a filter the three lists tell the same two sums."""
    projects, given, paid = (next(pages(leader_client, address, {})) for address in (PROJECTS, *LEDGERS))

    assert (told(projects, "committed"), told(projects, "disbursed")) == (told(given, "usd"), told(paid, "usd"))


# What the filters find ------------------------------------------------------------------------------


def codes(client: Client, query: str) -> set[str]:
    asked = dict(part.split("=") for part in query.split("&") if part)
    return {item.code for context in pages(client, PROJECTS, asked) for item in context["page"].object_list}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("legal_basis=nd93-2009", {"VT-01"}),
        ("legal_basis=none", {"VT-02", "VT-03", "VT-04", "VT-05", "VT-08"}),
        # Donors: 1 Quỹ + chưa rõ, 2 chưa rõ + Hội, 3 Hội + Quỹ, 4 as 1, 5 as 2, 7 as 1 (6 is archived).
        ("certificate=valid", {"VT-02", "VT-03", "VT-05"}),
        ("certificate=expired", {"VT-01", "VT-03", "VT-04", "VT-07"}),
        ("certificate=none", {"VT-01", "VT-02", "VT-04", "VT-05", "VT-07"}),
        ("aid_form=experts&stage=completed", {"VT-02"}),
        ("archived=archived", {"VT-06"}),
        ("approved_from=2017-01-01", {"VT-02"}),
        ("approved_to=2016-12-31", {"VT-01"}),
        ("approved_from=2016-01-01&approved_to=2017-12-31", {"VT-01", "VT-02"}),
        ("approved_from=2017-12-31&approved_to=2016-01-01", set()),
        ("handed_over_from=2017-03-05", {"VT-05", "VT-07"}),
        ("handed_over_to=2017-03-02", {"VT-01", "VT-02"}),
    ],
)
def test_new_filters_of_projects_find(
    leader_client: Client, world: dict[str, Any], query: str, found: set[str]
) -> None:
    assert codes(leader_client, query) == found


def test_people_ask_by_owner_and_by_managing_agency(leader_client: Client, world: dict[str, Any]) -> None:
    owner = make.make_agency("UBND xã Suối số 1")
    manager = make.make_agency("UBND tỉnh Suối Vàng")

    assert codes(leader_client, f"owner={owner.pk}") == {"VT-01", "VT-03", "VT-05", "VT-07"}
    assert codes(leader_client, f"managing_agency={manager.pk}") == {f"VT-0{number}" for number in (1, 2, 3, 4, 5, 7)}


def test_a_giver_that_need_not_register_lacks_no_certificate(leader_client: Client, world: dict[str, Any]) -> None:
    embassy = make.make_ngo(name="Đại sứ quán", donor_kind=DonorKind.PUBLIC_BODY)
    make.make_project(code="VT-09", donors=[(embassy, None)])

    assert "VT-09" not in codes(leader_client, "certificate=none")


@pytest.mark.parametrize("address", list(LEDGERS))
def test_ledgers_are_asked_by_stage_and_owner(leader_client: Client, world: dict[str, Any], address: str) -> None:
    owner = make.make_agency("UBND xã Suối số 1")

    def found(**asked: Any) -> set[str]:
        return {row.project.code for one in pages(leader_client, address, asked) for row in one["page"].object_list}

    assert found(stage="completed") == {"VT-02"}
    assert found(owner=str(owner.pk)) == {"VT-01", "VT-03", "VT-05", "VT-07"}
    assert found(owner=str(owner.pk), stage="soliciting") == {"VT-03"}


# Queries --------------------------------------------------------------------------------------------

ASKED = "owner={owner}&managing_agency={manager}&certificate=none&legal_basis=none&aid_form=cash&sector=other"


@pytest.mark.parametrize("rows", [1, 3])
def test_a_filtered_list_asks_as_often(
    leader_client: Client, django_assert_num_queries: Callable[..., Any], rows: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("config.kit.lists.PAGE_SIZE", 50)
    ngos = [make.make_ngo() for _ in range(3)]
    places = [make.make_place(f"Xã số {number}", level="commune") for number in range(4)]
    for number in range(rows):
        rich_project(2 * number + 1, ngos, places)
    query = ASKED.format(
        owner=make.make_agency("UBND xã Suối số 1").pk, manager=make.make_agency("UBND tỉnh Suối Vàng").pk
    )
    with django_assert_num_queries(27):
        context = leader_client.get(f"{PROJECTS}?{query}").context

    assert context["found"] == rows


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("address", list(LEDGERS))
def test_a_filtered_ledger_asks_as_often(
    leader_client: Client,
    django_assert_num_queries: Callable[..., Any],
    address: str,
    rows: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("config.kit.lists.PAGE_SIZE", 50)
    ngos = [make.make_ngo() for _ in range(3)]
    places = [make.make_place(f"Xã số {number}", level="commune") for number in range(4)]
    for number in range(rows):
        rich_project(2 * number + 1, ngos, places)
    query = f"owner={make.make_agency('UBND xã Suối số 1').pk}&stage=implementing&sector=other&counted=1"
    with django_assert_num_queries(21):
        context = leader_client.get(f"{address}?{query}").context

    assert context["found"] == 5 * rows
