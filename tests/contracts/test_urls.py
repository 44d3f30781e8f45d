"""One table: which address answers whom, with what. The addresses are fixed points."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.apps import apps
from django.urls import reverse

from config.kit.records import Tracked
from tests.contracts.routes import ALL_REGISTERS, ARGUMENTS, Route, routes
from tests.contracts.world import MAKERS

pytestmark = [pytest.mark.django_db, pytest.mark.page]

PEOPLE = ("stranger", "leader", "staff", "admin")

REFUSAL = "Bạn không có quyền"

# Whom a page lets in, in the order of PEOPLE. A stranger is sent to sign in, whoever lacks the right gets 403.
EVERYBODY = (200, 200, 200, 200)
ALL_SIGNED_IN = (302, 200, 200, 200)
ENTERS = (302, 403, 200, 200)
ADMINISTERS = (302, 403, 403, 200)
# What a form that is sent empty answers: it comes back (200). A page that only reads refuses (405).
NOT_SENT = (302, 405, 405, 405)
NOT_SENT_BY_ENTERS = (302, 403, 405, 405)
NOT_SENT_BY_ADMINISTERS = (302, 403, 403, 405)
# A page that is only sent, never opened; afterwards it leads on (302).
LEADS_ON = (302, 403, 302, 302)
ADMINISTRATOR_LEADS_ON = (302, 403, 403, 302)
LEADS_ELSEWHERE = (302, 302, 302, 302)


@dataclass(frozen=True)
class Answer:
    """The path of a page and its statuses for PEOPLE: opened (GET), and sent empty (POST)."""

    path: str
    opened: tuple[int, ...]
    sent: tuple[int, ...] = NOT_SENT


def register(
    root: str, *, reads: tuple[int, ...] = ALL_SIGNED_IN, enters: tuple[int, ...] = ENTERS
) -> dict[str, Answer]:
    """The seven pages that every register has, below its list."""
    unsent = {ALL_SIGNED_IN: NOT_SENT, ENTERS: NOT_SENT_BY_ENTERS, ADMINISTERS: NOT_SENT_BY_ADMINISTERS}
    leads_on = {ENTERS: LEADS_ON, ADMINISTERS: ADMINISTRATOR_LEADS_ON}
    return {
        "list": Answer(root, reads, unsent[reads]),
        "create": Answer(f"{root}new/", enters, enters),
        "detail": Answer(f"{root}<int:pk>/", reads, unsent[reads]),
        "edit": Answer(f"{root}<int:pk>/edit/", enters, enters),
        "archive": Answer(f"{root}<int:pk>/archive/", enters, enters),
        "restore": Answer(f"{root}<int:pk>/restore/", unsent[enters], leads_on[enters]),
        "history": Answer(f"{root}<int:pk>/history/", reads, unsent[reads]),
    }


REGISTERS: dict[str, dict[str, Answer]] = {
    "aid:ngo": register("/aid/ngos/"),
    "aid:certificate": register("/aid/ngos/certificates/"),
    "aid:project": register("/aid/projects/"),
    "aid:commitment": register("/aid/commitments/"),
    "aid:disbursement": register("/aid/disbursements/"),
    "aid:rate": register("/aid/rates/"),
    "aid:deadline": register("/aid/deadlines/", enters=ADMINISTERS),
    "delegations:delegation": register("/delegations/"),
    "associations:association": register("/associations/"),
    "associations:partner": register("/associations/partners/"),
    "associations:training": register("/associations/training/"),
    "associations:event": register("/associations/events/"),
    "reports:term": register("/reports/terms/"),
    # Targets stand on the page of their term: the list and the page of one lead there.
    "reports:target": register("/reports/targets/")
    | {
        "list": Answer("/reports/targets/", LEADS_ELSEWHERE),
        "detail": Answer("/reports/targets/<int:pk>/", LEADS_ELSEWHERE),
    },
    "reference:place": register("/reference/places/"),
    "reference:agency": register("/reference/agencies/"),
    "reference:country": register("/reference/countries/", enters=ADMINISTERS),
    "reference:body": register("/reference/bodies/", enters=ADMINISTERS),
    "reference:period": register("/reference/periods/", enters=ADMINISTERS),
}

REPORT = "/reports/<report_kind:kind>/<str:which>/"

PAGES: dict[str, Answer] = {
    "reports:dashboard": Answer("/", ALL_SIGNED_IN),
    "reports:figures": Answer("/reports/figures/", ALL_SIGNED_IN),
    "reports:projector": Answer("/reports/projector/", ALL_SIGNED_IN),
    "reports:exhibit": Answer("/reports/exhibits/<slug:key>/", ALL_SIGNED_IN),
    "reports:exhibit-svg": Answer("/reports/exhibits/<slug:key>.svg", ALL_SIGNED_IN),
    "reports:exhibit-xlsx": Answer("/reports/exhibits/<slug:key>.xlsx", ALL_SIGNED_IN),
    "reports:reconversion": Answer("/reports/reconversion/", ENTERS, ENTERS),
    "reports:briefing": Answer("/delegations/<int:pk>/briefing/", ALL_SIGNED_IN),
    "reports:briefing-pdf": Answer("/delegations/<int:pk>/briefing.pdf", ALL_SIGNED_IN),
    "delegations:delegation-programme": Answer("/delegations/<int:pk>/programme/", ENTERS, ENTERS),
    "delegations:delegation-programme-pdf": Answer("/delegations/<int:pk>/programme.pdf", ALL_SIGNED_IN),
    "delegations:delegation-programme-ics": Answer("/delegations/<int:pk>/programme.ics", ALL_SIGNED_IN),
    "aid:ngo-profile": Answer("/aid/ngos/<int:pk>/profile/", ALL_SIGNED_IN),
    "aid:ngo-profile-pdf": Answer("/aid/ngos/<int:pk>/profile.pdf", ALL_SIGNED_IN),
    "aid:rate-notice": Answer("/aid/rates/notice/", ENTERS, ENTERS),
    "aid:quick-entry": Answer("/aid/disbursements/quick-entry/", ENTERS, ENTERS),
    "aid:project-calls": Answer("/aid/projects/calls/", ALL_SIGNED_IN),
    "aid:project-calls-pdf": Answer("/aid/projects/calls.pdf", ALL_SIGNED_IN),
    "aid:outputs": Answer("/aid/outputs/", ALL_SIGNED_IN),
    "aid:obligations": Answer("/aid/reports-due/", ALL_SIGNED_IN),
    "aid:project-receive": Answer("/aid/projects/<int:pk>/reports/receive/", ENTERS, ENTERS),
    "aid:ngo-receive": Answer("/aid/ngos/<int:pk>/reports/receive/", ENTERS, ENTERS),
    "aid:deadline-sent": Answer("/aid/deadlines/<int:pk>/sent/", ENTERS, ENTERS),
    "aid:receipt-edit": Answer("/aid/reports/<int:pk>/edit/", ENTERS, ENTERS),
    "aid:receipt-remove": Answer("/aid/reports/<int:pk>/remove/", ENTERS, ENTERS),
    "delegations:delegation-status": Answer("/delegations/<int:pk>/status/", ENTERS, ENTERS),
    "delegations:calendar": Answer("/delegations/calendar/", ALL_SIGNED_IN),
    "delegations:years": Answer("/delegations/years/", ALL_SIGNED_IN),
    "delegations:results": Answer("/delegations/<int:pk>/results/", ENTERS, ENTERS),
    "delegations:table": Answer("/delegations/table/", ALL_SIGNED_IN),
    "delegations:table-pdf": Answer("/delegations/table.pdf", ALL_SIGNED_IN),
    "delegations:table-xlsx": Answer("/delegations/table.xlsx", ALL_SIGNED_IN),
    "reports:report-list": Answer("/reports/", ALL_SIGNED_IN),
    "reports:ngo-years": Answer("/reports/ngos/", ALL_SIGNED_IN),
    "aid:project-amend": Answer("/aid/projects/<int:pk>/amend/", ENTERS, ENTERS),
    "aid:amendment-edit": Answer("/aid/projects/amendments/<int:pk>/edit/", ENTERS, ENTERS),
    "aid:amendment-remove": Answer("/aid/projects/amendments/<int:pk>/remove/", ENTERS, ENTERS),
    "aid:project-stage": Answer("/aid/projects/<int:pk>/stage/", ENTERS, ENTERS),
    "reports:report": Answer(REPORT, ALL_SIGNED_IN),
    "reports:report-file": Answer(f"{REPORT.removesuffix('/')}.<file_format:format>", ALL_SIGNED_IN),
    "reports:draft": Answer(f"{REPORT}draft/", ALL_SIGNED_IN),
    "reports:draft-file": Answer(f"{REPORT}draft.<file_format:format>", ALL_SIGNED_IN),
    "reports:draft-edit": Answer(f"{REPORT}edit/", ENTERS, ENTERS),
    "reports:outline": Answer(f"{REPORT}outline/", ENTERS, ENTERS),
    "reports:issue": Answer(f"{REPORT}issue/", ENTERS, ENTERS),
    "reports:compare": Answer(f"{REPORT}compare/", ALL_SIGNED_IN),
    "reports:issued": Answer("/reports/issued/<int:pk>/", ALL_SIGNED_IN),
    "reports:issued-file": Answer("/reports/issued/<int:pk>/file.<file_format:format>", ALL_SIGNED_IN),
    "reports:issued-changes": Answer("/reports/issued/<int:pk>/changes/", ALL_SIGNED_IN),
    "reports:issued-changes-pdf": Answer("/reports/issued/<int:pk>/changes.pdf", ALL_SIGNED_IN),
    # One that was replaced before leads back and says so.
    "reports:issued-correct": Answer("/reports/issued/<int:pk>/correct/", NOT_SENT_BY_ENTERS, LEADS_ON),
    # Files are seen by who asked for them; there is none of a report that is not named.
    "reports:jobs": Answer("/reports/jobs/", ALL_SIGNED_IN, (302, 404, 404, 404)),
    "reports:job": Answer("/reports/jobs/<int:pk>/", (302, 404, 404, 200)),
    "reports:job-file": Answer("/reports/jobs/<int:pk>/file", (302, 404, 404, 200)),
    "delegations:delegation-members": Answer("/delegations/<int:pk>/members/", ENTERS, ENTERS),
    "delegations:delegation-identities": Answer("/delegations/<int:pk>/identities/", ADMINISTERS, ADMINISTERS),
    "delegations:delegation-identities-entry": Answer(
        "/delegations/<int:pk>/identities/edit/", ADMINISTERS, ADMINISTERS
    ),
    "office:import": Answer("/import/", ENTERS, ENTERS),
    "office:import-template": Answer("/import/template.xlsx", ENTERS, NOT_SENT_BY_ENTERS),
    "office:import-batch": Answer("/import/<int:pk>/", ENTERS, NOT_SENT_BY_ENTERS),
    # Opened, they lead back to the batch; sent, a batch that was saved before says so there.
    "office:import-confirm": Answer("/import/<int:pk>/confirm/", LEADS_ON, LEADS_ON),
    "office:import-discard": Answer("/import/<int:pk>/discard/", LEADS_ON, LEADS_ON),
    "office:import-undo": Answer("/import/<int:pk>/undo/", ENTERS, LEADS_ON),
    "office:search": Answer("/search/", ALL_SIGNED_IN),
    "office:history": Answer("/history/", ALL_SIGNED_IN),
    "office:due": Answer("/due/", ALL_SIGNED_IN),
    "office:due-ics": Answer("/due.ics", ALL_SIGNED_IN),
    "office:administration": Answer("/administration/", ENTERS, NOT_SENT_BY_ENTERS),
    "office:roles": Answer("/administration/roles/", ENTERS, NOT_SENT_BY_ENTERS),
    "office:healthz": Answer("/healthz", EVERYBODY, EVERYBODY),
    "reference:settings": Answer("/reference/settings/", ADMINISTERS, ADMINISTERS),
    "accounts:login": Answer("/accounts/login/", (200, 302, 302, 302), (200, 302, 302, 302)),
    "accounts:logout": Answer("/accounts/logout/", (405, 405, 405, 405), (302, 302, 302, 302)),
    "accounts:password": Answer("/accounts/password/", ALL_SIGNED_IN, ALL_SIGNED_IN),
    "accounts:user-list": Answer("/accounts/users/", ADMINISTERS, NOT_SENT_BY_ADMINISTERS),
    "accounts:user-create": Answer("/accounts/users/new/", ADMINISTERS, ADMINISTERS),
    "accounts:user-detail": Answer("/accounts/users/<int:pk>/", ADMINISTERS, NOT_SENT_BY_ADMINISTERS),
    "accounts:user-edit": Answer("/accounts/users/<int:pk>/edit/", ADMINISTERS, ADMINISTERS),
    "accounts:user-password": Answer("/accounts/users/<int:pk>/password/", ADMINISTERS, ADMINISTERS),
    "accounts:user-history": Answer("/accounts/users/<int:pk>/history/", ADMINISTERS, NOT_SENT_BY_ADMINISTERS),
    "echo": Answer("/echo/", ALL_SIGNED_IN),
    "style": Answer("/style/", ALL_SIGNED_IN),
}

# A row is converted again after its page has shown before and after; one that would not change stays on the page.
RECONVERTED = {
    f"{name}-reconvert": Answer(f"{REGISTERS[name]['list'].path}<int:pk>/reconvert/", ENTERS, ENTERS)
    for name in ("aid:commitment", "aid:disbursement")
}

# Records that may be one. A merge that was never made is not taken back: both lead on and say so.
DUPLICATES = {
    f"{name}-{act}": answer
    for name in ("aid:ngo", "reference:agency")
    for act, answer in {
        "duplicates": Answer(f"{REGISTERS[name]['list'].path}duplicates/", ALL_SIGNED_IN, LEADS_ON),
        "like": Answer(f"{REGISTERS[name]['list'].path}like/", ENTERS, NOT_SENT_BY_ENTERS),
        "merge": Answer(f"{REGISTERS[name]['list'].path}<int:pk>/merge/", ENTERS, ENTERS),
        "unmerge": Answer(f"{REGISTERS[name]['list'].path}<int:pk>/merge/undo/", LEADS_ON, LEADS_ON),
    }.items()
}

DOCUMENTS = {
    f"{name}-document-new": Answer(f"{REGISTERS[name]['list'].path}<int:pk>/documents/new/", ENTERS, ENTERS)
    for name in ("aid:ngo", "aid:project", "aid:commitment", "aid:disbursement", "delegations:delegation")
} | {
    "aid:document-download": Answer("/aid/documents/<int:pk>/", ALL_SIGNED_IN),
    "aid:document-rename": Answer("/aid/documents/<int:pk>/rename/", ENTERS, ENTERS),
    "aid:document-archiving": Answer("/aid/documents/<int:pk>/archive/", ENTERS, ENTERS),
    "aid:document-restoring": Answer("/aid/documents/<int:pk>/restore/", ENTERS, ENTERS),
    "delegations:document-download": Answer("/delegations/documents/<int:pk>/", ALL_SIGNED_IN),
    "delegations:document-rename": Answer("/delegations/documents/<int:pk>/rename/", ENTERS, ENTERS),
    "delegations:document-archiving": Answer("/delegations/documents/<int:pk>/archive/", ENTERS, ENTERS),
    "delegations:document-restoring": Answer("/delegations/documents/<int:pk>/restore/", ENTERS, ENTERS),
}

TABLE: dict[str, Answer] = (
    PAGES
    | RECONVERTED
    | DOCUMENTS
    | DUPLICATES
    | {f"{name}-{act}": answer for name, acts in REGISTERS.items() for act, answer in acts.items()}
)

# Opened by hand, these only lead to the page where their button stands.
LEAD_BACK = ("office:import-confirm", "office:import-discard")

# Fixed addresses whose pages come with a later issue; each moves into the table when it is there.
COMES_LATER = ("/associations/anniversaries/",)


def test_every_route_is_in_the_table():
    assert sorted(set(routes()) - set(TABLE)) == []


@pytest.mark.parametrize("name", TABLE)
def test_route_has_its_fixed_address(name: str):
    assert routes()[name].pattern == TABLE[name].path


def test_pages_that_come_later_are_not_there_yet():
    patterns = {route.pattern for route in routes().values()}

    assert [path for path in COMES_LATER if path in patterns] == []


def url_of(name: str, records: dict[str, Any]) -> str:
    return routes()[name].url(records)


@pytest.mark.parametrize("name", TABLE)
def test_page_answers_each_person(name: str, clients: dict[str, Any], records: dict[str, Any]):
    """A stranger is sent to sign in and back; who lacks the right is told in words; an empty form saves nothing."""
    url, before = url_of(name, records), rows_stored()

    opened = [clients[who].get(url) for who in PEOPLE]
    sent = [clients[who].post(url) for who in PEOPLE]

    assert tuple(answer.status_code for answer in opened) == TABLE[name].opened
    assert tuple(answer.status_code for answer in sent) == TABLE[name].sent
    assert rows_stored() == before
    if TABLE[name].opened[0] == 302:
        sign_in = f"{reverse('accounts:login')}?next={url}"
        assert [answer.headers["Location"] for answer in (opened[0], sent[0])] == [sign_in, sign_in]
    refused = [answer.content.decode() for answer in (*opened, *sent) if answer.status_code == 403]
    assert [REFUSAL in page for page in refused] == [True] * len(refused)


def rows_stored() -> dict[str, int]:
    """How many rows every kind of record has, its history included."""
    tracked = [
        model for model in apps.get_models() if issubclass(model, Tracked) or model.__name__.startswith("Historical")
    ]
    return {model._meta.label: model._base_manager.count() for model in tracked}


@pytest.mark.parametrize("name", [name for name, route in routes().items() if "pk" in route.arguments])
def test_record_that_is_not_there_is_not_found(name: str, admin_client: Any):
    others = {argument: ARGUMENTS[argument] for argument in routes()[name].arguments if argument != "pk"}
    addresses = [reverse(name, kwargs=others | {"pk": pk}) for pk in (10**8, 10**30)]

    statuses = {send(url).status_code for url in addresses for send in (admin_client.get, admin_client.post)}

    assert statuses - ({302} if name in LEAD_BACK else set()) <= {404, 405}


def test_every_register_has_its_pages():
    acts = ("list", "detail", "create", "edit", "history")

    missing = [f"{one.name}-{act}" for one in ALL_REGISTERS for act in acts if f"{one.name}-{act}" not in routes()]

    assert missing == []


def test_contracts_can_make_a_record_of_every_register():
    assert {one.name for one in ALL_REGISTERS} - set(MAKERS) == set()


def test_route_gives_an_address_that_can_be_opened():
    assert Route("reports:dashboard", "/", ()).url() == "/"
