"""Whatever is sent, by a slip or on purpose: a sentence, the form kept, nothing saved, never a fault.

The forms are read off their pages and sent back as a browser would, with one control spoilt at a time.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from tests.contracts.posted import Data, PageForm, main_form, refused_names
from tests.contracts.routes import register_of, routes

pytestmark = pytest.mark.django_db

LISTS = [name for name, route in routes().items() if hasattr(route.view, "filterset_class")]
REGISTERED = [route for name, route in routes().items() if register_of(name)]
EDITS = [route.name for route in REGISTERED if route.name.endswith("-edit")]
CREATES = [route.name for route in REGISTERED if route.name.endswith("-create")]
NUMBERED = [
    *LISTS,
    "office:import-batch",
    "office:history",
    "office:due",
    "office:search",
    "reports:dashboard",
    "reports:projector",
    "reports:exhibit",
    "reports:exhibit-svg",
    "reports:exhibit-xlsx",
    "reports:report-list",
]

NUL = "a\x00b"
MARKUP = "<script>alert('đ')</script>\"><b onmouseover=x>&amp;"
CRAFTED = (
    "%00",
    "%ED%A0%80",
    "%FF%FE",
    "99999999999999999999",
    "-1",
    "1e400",
    "%C2%B2",
    "NaN",
    "0001-01-01",
    "%27%22%3E",
)
REACHES_THE_DATABASE = ("99999999999999999999", "-1", "%C2%B2")
PAGES = (
    "page=abc",
    "page=-1",
    "page=0",
    "page=999999999999999999999",
    "page=",
    "page=%00",
    "page=1&page=2",
    "page=%C2%B2",
)
SORTS = ("sort=zzz", "sort=-", "sort=--name", "sort=%00", "sort=pk", "sort=password", "export=exe", "export=%00")
ODD_TEXTS = {
    "negative": "-1",
    "digits without end": "9" * 40,
    "exponent": "1e400",
    "not a number": "NaN",
    "digits of other scripts": "٣٤",
    "a raised two": "²",
    "a day that is none": "31/02/2015",
    "the year zero": "00/00/0000",
    "the last year": "31/12/9999",
    "only a mark": "\u0301",
    "a bidi mark": "\u202e",
    "a joined emoji": "👩‍👩‍👧‍👦",
    "spaces": "   ",
    "very long": "ệ" * 10_000,
}
TO_BE_STORED = ("digits without end", "the last year")


def filters_of(name: str) -> list[str]:
    """The names of the filters of a list."""
    view = routes()[name].view
    return list(view.filterset_class.base_filters)


@pytest.mark.page
@pytest.mark.parametrize("name", NUMBERED)
def test_page_numbers_and_orders_are_never_a_fault(name: str, admin_client: Client, records: dict[str, Any]):
    url = routes()[name].url(records)

    statuses = {query: admin_client.get(f"{url}?{query}").status_code for query in PAGES + SORTS}

    assert statuses == dict.fromkeys(PAGES + SORTS, 200)


@pytest.mark.stored
@pytest.mark.parametrize("name", LISTS)
def test_crafted_filters_are_never_a_fault(name: str, admin_client: Client, records: dict[str, Any]):
    url = routes()[name].url(records)
    queries = [f"{key}={value}" for key in filters_of(name) for value in REACHES_THE_DATABASE]
    queries += ["&".join(f"{key}={value}" for key in filters_of(name)) for value in CRAFTED]
    queries += ["&".join(f"{key}=1&{key}=x" for key in filters_of(name))]

    statuses = {query: admin_client.get(f"{url}?{query}").status_code for query in queries}

    assert {query: status for query, status in statuses.items() if status != 200} == {}


@pytest.mark.stored
@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_crafted_export_is_never_a_fault(name: str, kind: str, admin_client: Client, records: dict[str, Any]):
    url = routes()[name].url(records)

    statuses = {admin_client.get(f"{url}?export={kind}&{query}").status_code for query in ("q=%00", "page=x", "sort=-")}

    assert statuses == {200}


ELSEWHERE = {
    "reports:dashboard": ("term", "as_of"),
    "office:search": ("q",),
    "office:history": ("by", "register"),
    "office:due": ("kind", "when"),
    "office:due-ics": ("kind", "when"),
    "office:import-batch": ("show", "page"),
    "office:import": ("register",),
    "accounts:login": ("next",),
    "echo": ("text", "currency"),
    "aid:quick-entry": ("period", "year", "part", "show", "page", "export"),
    "reports:figures": ("term", "as_of"),
    "reports:report": ("as_of", "body"),
    "reports:report-list": ("kind", "year", "term", "start_on", "end_on", "body"),
    "reports:draft-file": ("as_of", "body"),
    "reports:compare": ("with", "body"),
}


@pytest.mark.stored
@pytest.mark.parametrize("name", [name for name in ELSEWHERE if name in routes()])
def test_crafted_queries_elsewhere_are_never_a_fault(name: str, admin_client: Client, records: dict[str, Any]):
    url = routes()[name].url(records)
    queries = [f"{key}={value}" for key in ELSEWHERE[name] for value in CRAFTED]
    together = ["&".join(f"{key}={value}" for key in ELSEWHERE[name]) for value in CRAFTED]

    statuses = {query: admin_client.get(f"{url}?{query}").status_code for query in queries + together}

    assert {query: status for query, status in statuses.items() if status >= 500} == {}


@pytest.mark.stored
@pytest.mark.parametrize("name", LISTS)
def test_search_for_nul_is_told_in_a_sentence(name: str, admin_client: Client, records: dict[str, Any]):
    page = admin_client.get(f"{routes()[name].url(records)}?q=a%00b").content.decode()

    assert ("ký tự rỗng (NUL)" in page, "Có ô lọc chưa đọc được" in page) == (True, True)


@pytest.mark.stored
@pytest.mark.parametrize("name", CREATES)
def test_crafted_first_values_are_never_a_fault(name: str, admin_client: Client, records: dict[str, Any]):
    url = routes()[name].url(records)
    fields = routes()[name].view.form_class.base_fields
    queries = ["&".join(f"{key}={value}" for key in fields) for value in CRAFTED]

    statuses = {
        value: admin_client.get(f"{url}?{query}").status_code for value, query in zip(CRAFTED, queries, strict=True)
    }

    assert statuses == dict.fromkeys(CRAFTED, 200)


# Forms ------------------------------------------------------------------------


class Opened:
    """The edit page of a record as it was opened, and what may be sent back."""

    def __init__(self, name: str, client: Client, records: dict[str, Any]) -> None:
        self.client = client
        self.register = register_of(name) or ""
        self.record = records[self.register]
        self.url = routes()[name].url(records)
        self.form: PageForm = main_form(client.get(self.url).content.decode())
        self.before = self.stored()

    def send(self, data: Data) -> Any:
        """Send with a token of its own, so that each is a save of its own."""
        return self.client.post(self.url, data | {"form_token": [""]})

    @property
    def version(self) -> str:
        """The version that a form opened now would carry."""
        return str(self.stored().get("version", ""))

    def stored(self) -> dict[str, Any]:
        """The columns of the record as they stand in the database."""
        return type(self.record)._base_manager.filter(pk=self.record.pk).values().get()


@pytest.fixture
def opened(request: pytest.FixtureRequest, admin_client: Client, records: dict[str, Any]) -> Iterator[Opened]:
    return Opened(request.param, admin_client, records)


every_form = pytest.mark.parametrize("opened", EDITS, indirect=True)


@pytest.mark.stored
@every_form
def test_form_sent_as_it_was_opened_changes_nothing(opened: Opened):
    response = opened.send(opened.form.values)

    assert (response.status_code, opened.stored()) == (302, opened.before)


@pytest.mark.stored
@every_form
def test_nul_is_refused_at_every_field(opened: Opened):
    page = opened.send(opened.form.with_(**dict.fromkeys(opened.form.texts, NUL)))

    assert refused_names(page) >= set(opened.form.texts)
    assert ("Chưa lưu: có" in page.content.decode(), opened.stored()) == (True, opened.before)


@pytest.mark.page
@every_form
@pytest.mark.parametrize("text", ["khong-co", NUL, "9" * 30], ids=["a word", "NUL", "a number"])
def test_choice_that_is_not_offered_is_refused_at_its_field(opened: Opened, text: str):
    names = {name for name, values in opened.form.choices.items() if values != ["on"]}

    page = opened.send(opened.form.with_(**dict.fromkeys(names, text)))

    assert refused_names(page) >= names if names else page.status_code == 302
    assert opened.stored() == opened.before


@pytest.mark.stored
@every_form
def test_odd_text_is_a_sentence_or_a_save_never_a_fault(opened: Opened):
    """Every field of the form at once, where the first to object hides what storing would do; then one at a
    time what a form may let through to the database."""
    changes = [dict.fromkeys(opened.form.texts, text) for text in ODD_TEXTS.values()]
    changes += [{name: ODD_TEXTS[kind]} for name in opened.form.texts for kind in TO_BE_STORED]

    statuses = [opened.send(opened.form.with_(version=opened.version, **change)).status_code for change in changes]

    assert [
        (change, status) for change, status in zip(changes, statuses, strict=True) if status not in (200, 302)
    ] == []


@pytest.mark.page
@every_form
def test_markup_is_shown_as_text(opened: Opened):
    texts = [name for name in opened.form.texts if opened.form.values[name] != [""] or "-" not in name]
    refused = opened.send(opened.form.with_(**dict.fromkeys(texts, MARKUP)))
    wrong = refused_names(refused) if refused.status_code == 200 else set()
    taken = [name for name in texts if name not in wrong]

    saved = opened.send(opened.form.with_(version=opened.version, **dict.fromkeys(taken, MARKUP)))

    acts = ("detail", "edit", "list", "history")
    addresses = [routes()[f"{opened.register}-{act}"].url({opened.register: opened.record}) for act in acts]
    pages = [refused, *(opened.client.get(address, follow=True) for address in addresses)]
    assert saved.status_code == 302
    shown = [page.content.decode() for page in pages if page.status_code == 200]
    assert ["<script>alert" in page or "&amp;lt;" in page for page in shown] == [False] * len(shown)


NOT_ON_A_FORM = {
    "is_superuser": "1",
    "is_staff": "1",
    "is_demonstration": "1",
    "password": "x",
    "usd_cents": "99999999",
    "usd_basis": "document",
    "vnd": "1",
    "rate": "1",
    "import_batch": "1",
    "archived_at": "01/01/2019",
    "archive_reason": "x",
    "search_key": "x",
    "id": "999",
    "pk": "999",
}


@pytest.mark.page
@every_form
def test_what_is_not_on_the_form_cannot_be_sent(opened: Opened):
    extra = {name: text for name, text in NOT_ON_A_FORM.items() if name not in opened.form.values}

    response = opened.send(opened.form.with_(**extra))

    assert (response.status_code, opened.stored()) == (302, opened.before)


BROKEN_VERSIONS = ("", "abc", "-1", "²", "٣", "9" * 30, NUL, "0")


@pytest.mark.page
@every_form
def test_broken_version_overwrites_nothing(opened: Opened):
    texts = [name for name in opened.form.texts if opened.form.values[name] != [""]]
    changed = {name: opened.form.values[name][0] + " x" for name in texts}

    statuses = [opened.send(opened.form.with_(**changed, version=text)).status_code for text in BROKEN_VERSIONS]

    assert statuses == [200] * len(BROKEN_VERSIONS)
    assert opened.stored() == opened.before


BROKEN_COUNTS = ("", "abc", "-1", "²", NUL)


@pytest.mark.page
@every_form
def test_broken_rows_are_never_a_fault(opened: Opened):
    """The number of rows and their ids travel in the form; a crafted request may hold anything there, and
    comes at the present version, at one that somebody else has left behind, and at none."""
    names = [name for name in opened.form.values if name.endswith(("-TOTAL_FORMS", "-INITIAL_FORMS", "-0-id"))]
    changes = [dict.fromkeys(names, text) for text in BROKEN_COUNTS] + [{name: "²"} for name in names]
    changes += [{name: "99999"} for name in names if name.endswith("-TOTAL_FORMS")][:1]
    first = next(name for name in opened.form.texts if opened.form.values[name] != [""])
    opened.send(opened.form.with_(**{first: f"{opened.form.values[first][0]} x"}))

    versions = dict.fromkeys((opened.version, "1", ""))
    sent = [change | {"version": version} for change in changes for version in versions]
    statuses = [opened.send(opened.form.with_(**change)).status_code for change in sent]

    assert [(change, status) for change, status in zip(sent, statuses, strict=True) if status not in (200, 302)] == []


@pytest.mark.page
@pytest.mark.parametrize("name", CREATES)
@pytest.mark.parametrize("text", [NUL, MARKUP, "x" * 10_000], ids=["NUL", "markup", "10.000 characters"])
def test_new_record_of_nonsense_is_refused_and_the_form_kept(name: str, text: str, admin_client: Client):
    url = routes()[name].url()
    form = main_form(admin_client.get(url).content.decode())
    rows = routes()[name].view.register.model._base_manager
    before = rows.count()

    page = admin_client.post(url, form.with_(**dict.fromkeys(form.texts, text))).content.decode()

    kept = main_form(page)
    assert ("Chưa lưu: có" in page, rows.count()) == (True, before)
    assert sorted(kept.values) == sorted(form.values)
    assert "<script>alert" not in page


@pytest.mark.stored
@pytest.mark.parametrize("name", [name for name in routes() if name.endswith("-archive")])
@pytest.mark.parametrize(
    ("reason", "sentence"),
    [(NUL, "ký tự rỗng (NUL)"), ("", "Chưa ghi lý do"), ("dài " * 200, "Rút ngắn lại")],
    ids=["NUL", "nothing", "too long"],
)
def test_reason_that_cannot_be_kept_is_refused(
    name: str, reason: str, sentence: str, admin_client: Client, records: dict[str, Any]
):
    page = admin_client.post(routes()[name].url(records), {"reason": reason}).content.decode()

    record = records[register_of(name)]
    record.refresh_from_db()
    assert (sentence in page, record.is_archived) == (True, False)


@pytest.mark.stored
@pytest.mark.parametrize("name", ["accounts:login", "accounts:password"])
@pytest.mark.parametrize("text", [NUL, MARKUP, "x" * 10_000], ids=["NUL", "markup", "10.000 characters"])
def test_sign_in_pages_take_any_text(name: str, text: str, client: Client, admin_client: Client):
    browser = client if name == "accounts:login" else admin_client
    form = main_form(browser.get(routes()[name].url()).content.decode())

    response = browser.post(routes()[name].url(), form.with_(**dict.fromkeys(form.values, text)))

    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()
