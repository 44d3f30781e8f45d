"""What records lack: each need broken and met, the same on the page, in the filter, in the work list and in figures."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from aid.choices import DonorKind, LegalBasis, Modality, RelationKind, Sector, Stage
from aid.models import AidProject, ForeignNGO, NGOContact, NGORelation
from aid.queries.completeness import (
    BY_STAGE,
    NGO_NEEDS,
    PROJECT_NEEDS,
    Completeness,
    complete,
    completeness,
    incomplete,
    needs_of,
    with_missing,
)
from config.accounts.models import User
from config.kit import writing
from config.kit.completeness import any_lacking, lacking, with_needs
from config.kit.partial_dates import PartialDate
from config.reference.models import Country
from tests.factories import aid as make

pytestmark = pytest.mark.django_db

S = Stage
APPROVED_ON = (S.APPROVED, S.IMPLEMENTING, S.COMPLETED, S.HANDED_OVER, S.SUSPENDED, S.REVOKED)
# In which stages each thing is wanted, by hand.
WANTED: dict[str, tuple[Stage, ...]] = {
    "donor": (S.SUBMITTED, *APPROVED_ON),
    "sector": (S.SOLICITING, S.SUBMITTED, *APPROVED_ON),
    "place": (S.SOLICITING, S.SUBMITTED, *APPROVED_ON),
    "owner": (S.SUBMITTED, *APPROVED_ON),
    "approval_number": APPROVED_ON,
    "approval_on": APPROVED_ON,
    "approval_issuer": APPROVED_ON,
    "commitment": APPROVED_ON,
    "legal_basis": APPROVED_ON,
    "start": (S.IMPLEMENTING, S.COMPLETED, S.HANDED_OVER),
    "end": (S.COMPLETED, S.HANDED_OVER),
    "handed_over_on": (S.HANDED_OVER,),
    "output": (S.HANDED_OVER,),
}


def project_without(*keys: str, stage: Stage, **fields: Any) -> AidProject:
    """A project that holds everything but what is named."""
    columns: dict[str, Any] = {
        "owner": make.make_agency(),
        "approval_number": "1086/QĐ-UBND",
        "approval_on": date(2016, 4, 28),
        "approval_issuer": "UBND tỉnh",
        "legal_basis": LegalBasis.ND_93_2009,
        "start": PartialDate.of_year(2016),
        "end": PartialDate.of_month(2019, 6),
        "handed_over_on": date(2019, 7, 1),
    }
    ngo = ForeignNGO.objects.first() or make.make_ngo()
    shares: dict[str, Any] = {"donors": [(ngo, None)], "sectors": [(Sector.HEALTH, None)]}
    shares["places"] = [(make.make_place(), None)]
    given = {key: value for key, value in columns.items() if key not in keys}
    given |= {name: rows for name, rows in shares.items() if name.removesuffix("s") not in keys}
    project = make.make_project(stage=stage, **given | fields)
    if "commitment" not in keys:
        make.make_commitment("10", "VND", project=project)
    if "output" not in keys:
        make.make_output(project)
    return project


def lacks(project: AidProject) -> list[str]:
    found = with_needs(AidProject.objects.filter(pk=project.pk), PROJECT_NEEDS).get()
    return [need.key for need in lacking(found, PROJECT_NEEDS)]


def box(client: Client, project: AidProject) -> list[str]:
    return [str(sentence) for sentence in client.get(project.get_absolute_url()).context["missing"]]


def codes(client: Client, query: str) -> list[str]:
    """Codes in the order of the list, read off the line below each name."""
    rows = client.get(f"/aid/projects/?{query}").context["rows"]
    return [row.cells[0].html.partition('class="sub">')[2].split(" · ")[0] for row in rows]


# Each need ----------------------------------------------------------------------


def test_every_need_is_known_here() -> None:
    assert [one.need.key for one in BY_STAGE] == list(WANTED)


@pytest.mark.parametrize("stage", list(Stage))
@pytest.mark.parametrize("key", list(WANTED))
def test_each_thing_is_missed_in_the_stages_that_want_it(key: str, stage: Stage) -> None:
    project = project_without(key, stage=stage)

    assert lacks(project) == ([key] if stage in WANTED[key] else [])


@pytest.mark.parametrize("stage", list(Stage))
def test_a_project_that_holds_everything_lacks_nothing(stage: Stage) -> None:
    assert lacks(project_without(stage=stage)) == []


def test_what_a_stage_needs_does_not_ask_where_the_project_stands() -> None:
    assert [need.key for need in needs_of(S.SUBMITTED)] == ["donor", "sector", "place", "owner"]
    assert [need.key for need in needs_of(S.HANDED_OVER)] == list(WANTED)
    assert needs_of(S.REJECTED) == ()


def test_archived_money_is_missed(staff: User) -> None:
    project = project_without(stage=S.APPROVED)

    writing.archive(project.commitments.get(), by=staff, reason="Ghi trùng")

    assert lacks(project) == ["commitment"]


def test_a_programme_lacks_no_money_of_its_own(staff: User) -> None:
    programme = project_without("commitment", stage=S.APPROVED, modality=Modality.PROGRAMME)
    assert lacks(programme) == ["commitment"]
    component = project_without(stage=S.APPROVED, parent=programme)
    assert lacks(programme) == []

    writing.archive(component, by=staff, reason="Nhập trùng")

    assert lacks(programme) == ["commitment"]


# The page, the filter, the work list -----------------------------------------------


def test_the_box_says_what_the_stage_wants(leader_client: Client) -> None:
    project = project_without("donor", "owner", "end", stage=S.IMPLEMENTING)

    assert box(leader_client, project) == [
        "Thiếu bên tài trợ.",
        "Thiếu chủ khoản viện trợ.",
        "1 dòng tiền chưa quy đổi đủ ra USD và đồng.",
    ]


@pytest.mark.parametrize("key", list(WANTED))
def test_the_filter_finds_what_lacks_one_thing(leader_client: Client, key: str) -> None:
    """Of a full project and one without it, both as far as can be, the second alone."""
    project_without(stage=S.HANDED_OVER, code="ĐỦ")
    project_without(key, stage=S.HANDED_OVER, code="THIẾU")

    assert codes(leader_client, f"missing={key}") == ["THIẾU"]
    assert codes(leader_client, "missing=any") == ["THIẾU"]
    assert codes(leader_client, "missing=none") == ["ĐỦ"]


def test_a_commitment_is_missed_at_every_stage_that_counts(leader_client: Client) -> None:
    """The figures say so of their sums; a project still sought for is not incomplete because of it."""
    project_without("commitment", stage=S.SOLICITING, code="VẬN ĐỘNG")
    project_without("commitment", stage=S.REJECTED, code="BÁC")

    assert codes(leader_client, "missing=commitment") == ["VẬN ĐỘNG"]
    assert codes(leader_client, "missing=any") == []


def test_a_refused_project_wants_nothing(leader_client: Client) -> None:
    project = make.make_project(stage=S.REJECTED)

    assert box(leader_client, project) == []
    assert codes(leader_client, "missing=any") == codes(leader_client, "missing=none") == []


def test_the_work_list_begins_with_the_emptiest_record(leader_client: Client) -> None:
    project_without("donor", stage=S.APPROVED, code="MỘT")
    project_without("donor", "place", "owner", stage=S.APPROVED, code="BA")
    project_without("sector", "owner", stage=S.APPROVED, code="HAI")

    assert codes(leader_client, "missing=any") == ["BA", "HAI", "MỘT"]
    assert codes(leader_client, "missing=any&sort=missing") == ["MỘT", "HAI", "BA"]


def test_the_work_list_names_what_is_missing(leader_client: Client) -> None:
    project_without("donor", "owner", stage=S.APPROVED)

    context = leader_client.get("/aid/projects/?missing=owner").context

    assert [head["column"].label for head in context["heads"]][:2] == ["Khoản viện trợ, bên tài trợ", "Còn thiếu"]
    assert str(context["rows"][0].cells[1].html) == "bên tài trợ, chủ khoản viện trợ"


@pytest.mark.parametrize("query", ["", "missing=none", "missing=zzz", "missing=any&missing=zzz", "q=x"])
def test_other_lists_have_no_such_column(leader_client: Client, query: str) -> None:
    heads = leader_client.get(f"/aid/projects/?{query}").context["heads"]

    assert "Còn thiếu" not in [head["column"].label for head in heads]


@pytest.mark.parametrize(
    "query", ["missing=any&donor=zzz", "missing=any&sort=time", "missing=any&page=9", "sort=missing"]
)
def test_odd_questions_to_the_work_list_are_no_fault(leader_client: Client, query: str) -> None:
    project_without("donor", stage=S.APPROVED)

    assert leader_client.get(f"/aid/projects/?{query}").status_code == 200


def test_the_work_list_is_exported_with_what_is_missing(leader_client: Client) -> None:
    project_without("donor", "owner", stage=S.APPROVED)

    text = leader_client.get("/aid/projects/?missing=any&export=csv").getvalue().decode("utf-8-sig")

    assert ("Còn thiếu" in text, "bên tài trợ, chủ khoản viện trợ" in text) == (True, True)


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("address", "count"), [("/aid/projects/?missing=any", 26), ("/aid/ngos/?missing=any", 14)])
def test_the_number_of_queries_does_not_grow(
    leader_client: Client, django_assert_num_queries: Callable[..., Any], rows: int, address: str, count: int
) -> None:
    for _ in range(rows):
        project = project_without("donor", "output", stage=S.HANDED_OVER)
        for _ in range(rows):
            make.make_commitment("5", "VND", project=project)
    for _ in range(rows - 1):
        make.make_ngo()
    assert len(leader_client.get(address).context["rows"]) == rows

    with django_assert_num_queries(count):
        leader_client.get(address)


# Figures --------------------------------------------------------------------------


def test_counts_by_hand(staff: User, django_assert_num_queries: Callable[..., Any]) -> None:
    """Four count; of them one lacks its owner and one its money; a fifth is refused, a sixth archived."""
    project_without(stage=S.APPROVED)
    project_without(stage=S.SOLICITING)
    project_without("owner", stage=S.SUBMITTED)
    project_without("commitment", stage=S.COMPLETED)
    make.make_project(stage=S.REJECTED)
    writing.archive(make.make_project(), by=staff, reason="Ghi trùng")

    with django_assert_num_queries(1):
        found = completeness()

    assert found == Completeness(counted=4, incomplete=2, without_commitment=1)
    assert found.complete == 2
    every = AidProject.objects.active()
    assert (incomplete(every).count(), complete(every).count()) == (2, 2)


# Generated --------------------------------------------------------------------------


class TestTheSameEverywhere(TestCase):
    @settings(max_examples=25, deadline=None)
    @given(made=st.lists(st.tuples(st.sampled_from(list(Stage)), st.sets(st.sampled_from(list(WANTED)))), max_size=4))
    def test_filter_box_count_and_hand_agree(self, made: list[tuple[Stage, set[str]]]) -> None:
        wanted = {
            project_without(*keys, stage=stage).pk: {key for key in keys if stage in WANTED[key]}
            for stage, keys in made
        }

        rows = {row.pk: row for row in with_missing(AidProject.objects.all())}

        assert {pk: {need.key for need in lacking(row, PROJECT_NEEDS)} for pk, row in rows.items()} == wanted
        assert {pk: row.missing_count for pk, row in rows.items()} == {pk: len(keys) for pk, keys in wanted.items()}
        found = set(incomplete(AidProject.objects.all()).values_list("pk", flat=True))
        assert found == {pk for pk, keys in wanted.items() if keys}
        for need in PROJECT_NEEDS:
            alone = set(AidProject.objects.filter(need.lacks).values_list("pk", flat=True))
            assert alone == {pk for pk, keys in wanted.items() if need.key in keys}


# Organisations ----------------------------------------------------------------------


def ngo_without(*keys: str, **fields: Any) -> ForeignNGO:
    country = None if "country" in keys else Country.objects.get(code="KR")
    ngo = make.make_ngo(**{"home_country": country} | fields)
    if "relation" not in keys:
        writing.save(NGORelation(ngo=ngo, kind=RelationKind.DIRECT), by=None)
    if "certificate" not in keys:
        make.make_certificate(ngo=ngo)
    if "contact" not in keys:
        writing.save(NGOContact(ngo=ngo, name="Kim Min Ho"), by=None)
    return ngo


@pytest.mark.parametrize(
    ("key", "sentence"),
    [
        ("country", "Thiếu quốc gia."),
        ("relation", "Thiếu quan hệ với tỉnh."),
        ("certificate", "Thiếu giấy đăng ký."),
        ("contact", "Thiếu người liên hệ."),
    ],
)
def test_each_thing_an_organisation_lacks_stands_on_its_page(leader_client: Client, key: str, sentence: str) -> None:
    full, poor = ngo_without(), ngo_without(key)

    assert list(leader_client.get(full.get_absolute_url()).context["missing"]) == []
    assert list(leader_client.get(poor.get_absolute_url()).context["missing"]) == [sentence]
    assert list(ForeignNGO.objects.filter(any_lacking(NGO_NEEDS))) == [poor]


def test_only_an_ngo_registers(staff: User) -> None:
    embassy, ngo = ngo_without("certificate", donor_kind=DonorKind.PUBLIC_BODY), ngo_without()
    assert list(ForeignNGO.objects.filter(any_lacking(NGO_NEEDS))) == []

    writing.archive(ngo.certificates.get(), by=staff, reason="Ghi nhầm tổ chức")

    assert list(ForeignNGO.objects.filter(any_lacking(NGO_NEEDS))) == [ngo]
    assert embassy.certificates.count() == 0
