"""A page asks the database as often with three rows as with one: a query inside a loop shows here.

How many queries each page takes stands in the tests of its app; here only that the number does not grow.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.contracts.routes import routes
from tests.contracts.world import make_records

pytestmark = pytest.mark.django_db

LISTS = [name for name, route in routes().items() if hasattr(route.view, "filterset_class")]
# Pages over many records, with the query that makes them show some.
OVERVIEWS = {
    "office:search": "?q=a",
    "office:history": "",
    "office:due": "",
    "office:import": "",
    "reports:report-list": "",
    "reports:jobs": "",
    "reports:ngo-years": "",
    "reports:dashboard": "?as_of=2019-12-31",
    "reports:projector": "?as_of=2019-12-31",
    "reports:exhibit": "?as_of=2019-12-31",
}
ADDRESSES = (
    [(name, query) for name in LISTS for query in ("", "?export=csv", "?export=xlsx", "?archived=all")]
    + [(name, "") for name in routes() if name.endswith("-create")]
    + [(name, query) for name, query in OVERVIEWS.items() if name in routes()]
)


@pytest.fixture
def queries_of(admin_client: Client) -> Callable[[str], int]:
    """How many queries opening an address takes."""

    def count(url: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            response = admin_client.get(url)
        assert response.status_code in (200, 302)
        return len(queries)

    return count


@pytest.fixture
def fewest_and_more(queries_of: Callable[[str], int]) -> dict[str, tuple[int, int]]:
    """Per address: the number of queries with one record of each register, and with three."""
    records: dict[str, Any] = make_records(1)
    urls = {f"{name}{query}": f"{routes()[name].url(records)}{query}" for name, query in ADDRESSES}
    for url in urls.values():
        queries_of(url)
    few = {key: queries_of(url) for key, url in urls.items()}
    make_records(2)
    make_records(3)
    return {key: (few[key], queries_of(url)) for key, url in urls.items()}


def test_no_page_asks_more_for_more_rows(fewest_and_more: dict[str, tuple[int, int]]):
    grown = {key: counts for key, counts in fewest_and_more.items() if counts[0] != counts[1]}

    assert grown == {}
