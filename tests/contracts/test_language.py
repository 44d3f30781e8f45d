"""No page holds a word that is neither Vietnamese, nor a record's own, nor on the list of foreign terms."""

import re
import unicodedata
from functools import cache
from pathlib import Path

import pytest

from tests.contracts.crawl import Page, Visited, text_of, words_of
from tests.contracts.routes import routes

# Without the mark no database of tests is set up for what the pages are read from.
pytestmark = [pytest.mark.django_db, pytest.mark.page]

TERMS = Path(__file__).with_name("foreign_terms.txt")

# A Vietnamese syllable: an initial or none, then a rhyme, its tone mark taken off before.
INITIALS = "ngh|ng|nh|gh|gi|g|kh|k|qu|ch|c|ph|p|th|tr|t|b|d|đ|h|l|m|n|r|s|v|x|"
OPEN_RHYMES = """
a ai ao au ay âu ây e eo ê êu i ia iêu iu ia o oi oa oai oao oay oe oeo ô ôi ơ ơi u ua ui uê uôi uơ uy uya uyu uây
ư ưa ưi ươi ươu ưu y yêu yê ưu uêu ia
"""
NASAL_RHYMES = """
am ăm âm em êm im iêm om ôm ơm um uôm ươm ưm oam oăm yêm uym
an ăn ân en ên in iên on ôn ơn un uôn ươn ưn oan oăn oen uân uyên yên uên uyn
ang ăng âng eng êng iêng ong ông ung uông ương ưng oang oăng uâng oong yêng
anh ênh inh oanh uênh uynh
"""
STOPPED_RHYMES = """
ac ăc âc ec êc iêc oc ôc uc uôc ươc ưc oac oăc ooc uâc
ach êch ich oach uêch uych
at ăt ât et êt iêt it ot ôt ơt ut uôt ươt ưt oat oăt oet uât uêt uyêt uyt yêt
ap ăp âp ep êp iêp ip op ôp ơp up ươp ưp oap oăp uyp
"""
# Syllables spelled "gi" + rhyme share their i with an "iê" that begins it (giêng, giếng).
TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
SHARP_OR_HEAVY = {"\u0301", "\u0323"}


def _rhymes(*groups: str) -> str:
    return "|".join(sorted({rhyme for group in groups for rhyme in group.split()}, key=len, reverse=True))


SMOOTH = re.compile(f"(?:{INITIALS})(?:{_rhymes(OPEN_RHYMES, NASAL_RHYMES)})|gi(?:n|m|êng|ên)?|qu(?:y)?")
STOPPED = re.compile(f"(?:{INITIALS})(?:{_rhymes(STOPPED_RHYMES)})|gi(?:êc|êt|p|t)")


@cache
def is_vietnamese(word: str) -> bool:
    """Whether a word is a possible Vietnamese syllable: those ending in c, ch, p, t carry sắc or nặng."""
    apart = unicodedata.normalize("NFD", word.lower())
    tones = {mark for mark in apart if mark in TONES}
    bare = unicodedata.normalize("NFC", "".join(ch for ch in apart if ch not in TONES))
    if len(tones) > 1:
        return False
    if SMOOTH.fullmatch(bare):
        return True
    return bool(STOPPED.fullmatch(bare) and tones & SHARP_OR_HEAVY)


@cache
def foreign_terms() -> frozenset[str]:
    """The allow-list: one term a line, what follows a # explains."""
    lines = TERMS.read_text(encoding="utf-8").splitlines()
    return frozenset(line.split("#")[0].strip() for line in lines) - {""}


@pytest.mark.parametrize(
    "word", ["nghiêng", "giếng", "quốc", "khuỷu", "ương", "Đặng", "y", "gì", "quý", "thuyền", "tuổi"]
)
def test_syllables_are_known(word: str):
    assert is_vietnamese(word)


@pytest.mark.parametrize("word", ["page", "date", "cat", "that", "list", "save", "filter", "zero", "true", "None"])
def test_other_words_are_told_apart(word: str):
    assert not is_vietnamese(word)


def pages(visited: Visited) -> list[Page]:
    """The pages that are read: a style page shows made-up words of its own."""
    return [page for page in visited.pages if page.is_html and page.name != "style"]


NUMBERING = re.compile("[A-Z]|[IVX]+")  # "Phụ lục B", "quý III"


def test_no_foreign_word_on_any_page(visited: Visited):
    known = visited.words | foreign_terms()
    found: dict[str, str] = {}
    for page in pages(visited):
        for word in words_of(text_of(page.html)):
            if word not in known and not is_vietnamese(word) and not NUMBERING.fullmatch(word):
                found.setdefault(word, page.what)

    assert found == {}


LEFTOVERS = re.compile(
    r"\b(?:None|True|False|undefined|NaN|null|Traceback|Decimal\(|datetime|QuerySet|object at)\b"
    r"|{{|{%|&(?:lt|gt|amp|quot|#)"
    r"|This field|Select a valid|Enter a valid|Ensure th|ManagementForm|Please |Unknown|\(Hidden field"
)


def test_no_page_shows_what_the_machine_thinks(visited: Visited):
    texts = {page.what: text_of(page.html) for page in visited.pages}
    found = {what: LEFTOVERS.findall(text) for what, text in texts.items() if LEFTOVERS.search(text)}

    assert found == {}


def test_all_pages_are_composed(visited: Visited):
    assert [page.what for page in visited.pages if not unicodedata.is_normalized("NFC", page.html)] == []


def test_every_page_says_it_is_vietnamese_and_what_it_is(visited: Visited):
    wrong = [
        page.what
        for page in visited.pages
        if page.is_html
        and page.status == 200
        and not ('<html lang="vi">' in page.html and re.search(r"<title>[^<]{3,} – Cầu Nối</title>", page.html))
    ]

    assert wrong == []


def test_every_opened_page_answers(visited: Visited):
    wrong = {page.what: page.status for page in visited.pages if page.status not in (200, 301, 302)}

    assert wrong == {}


# Pages nobody is led to by a link: for developers, machines, and steps that are only sent.
WITHOUT_A_LINK = {
    *("style", "echo", "aid:ngo-like", "reference:agency-like", "office:healthz"),
    *("accounts:logout", "office:import-confirm", "office:import-discard", "reports:issued-correct"),
    # A target stands on the page of its term, which links to its form only.
    *("reports:target-detail", "reports:target-archive", "reports:target-history"),
}


def test_every_page_is_reached_by_links(visited: Visited):
    reached = {page.name for page in visited.pages}
    expected = {name for name in routes() if not name.endswith("-restore")} - WITHOUT_A_LINK

    assert sorted(expected - reached) == []
