"""No page needs the network, and none lets a script or style in from anywhere but its own files."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from tests.contracts.crawl import Visited

# Without the mark no database of tests is set up for what the pages are read from.
pytestmark = [pytest.mark.django_db, pytest.mark.page]

STATIC = Path(settings.BASE_DIR) / "static"
LOADED = re.compile(
    r"""<(?:script|img|link|iframe|source|video|audio|object|embed|form|use|image)\b[^>]*?
    \b(?:src|href|srcset|data|action|xlink:href)\s*=\s*["']([^"']*)""",
    re.IGNORECASE | re.VERBOSE,
)
INLINE = re.compile(r"<style|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|<script(?![^>]*\ssrc=)|javascript:", re.IGNORECASE)
TEXT_OF_A_PAGE = re.compile(r"<title>.*?</title>|>[^<]*", re.DOTALL)
URLS_IN_CSS = re.compile(r"""(?:url\(\s*["']?|@import\s+["'])([^"')]+)""")
ELSEWHERE = re.compile(r"^(?:[a-z][a-z+.-]*:)?//", re.IGNORECASE)


def tags_of(html: str) -> str:
    """The page without its texts, so that a word in a text is not taken for markup."""
    return TEXT_OF_A_PAGE.sub(">", html)


def test_no_page_loads_from_another_host(visited: Visited):
    loaded = {page.what: [url for url in LOADED.findall(page.html) if ELSEWHERE.match(url)] for page in visited.pages}

    assert {what: urls for what, urls in loaded.items() if urls} == {}


def test_no_page_has_inline_style_or_script(visited: Visited):
    found = {page.what: INLINE.findall(tags_of(page.html)) for page in visited.pages}

    assert {what: inline for what, inline in found.items() if inline} == {}


POLICY = {
    "default-src 'self'",
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
}
# A file that somebody uploaded may load nothing at all (tests/aid/test_documents.py).
DOWNLOADS = ("aid:document-download", "delegations:document-download")


def test_every_page_allows_its_own_files_only(visited: Visited):
    policies = {page.headers.get("Content-Security-Policy", "") for page in visited.pages if page.name not in DOWNLOADS}

    assert [set(policy.split("; ")) for policy in policies] == [POLICY]


def test_every_page_is_private_and_stays_in_its_frame(visited: Visited):
    wanted = {"X-Frame-Options": "DENY", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin"}
    wrong = [
        (page.what, name) for page in visited.pages for name, value in wanted.items() if page.headers.get(name) != value
    ]

    assert wrong == []
    assert [page.what for page in visited.pages if "public" in page.headers.get("Cache-Control", "")] == []
    assert [page.what for page in visited.pages if "Cache-Control" not in page.headers] == []


def test_no_style_sheet_or_script_names_another_host():
    named = {
        str(path.relative_to(STATIC)): [url for url in URLS_IN_CSS.findall(text) if ELSEWHERE.match(url)]
        for path in STATIC.rglob("*.css")
        if (text := path.read_text(encoding="utf-8"))
    }
    scripts = [
        path.name for path in STATIC.rglob("*.js") if re.search(r"https?://|\beval\(|new Function", path.read_text())
    ]

    assert {name: urls for name, urls in named.items() if urls} == {}
    assert scripts == []
