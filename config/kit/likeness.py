"""How alike two names are: marks, order of words, a slip of the pen, legal forms and abbreviations set aside.

Nothing here decides that two records are one; it only proposes a pair to a person. What is told apart on
purpose: names that differ in a number ("số 1", "số 2"), in a letter ("xã A", "xã B") or in a whole word
("Việt - Lào", "Việt - Hàn"). Two possible Vietnamese syllables that differ are two words, never a slip.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from rapidfuzz.distance import OSA

from config.kit.text import fold


class Why(StrEnum):
    """What makes two names alike, as a person reads it."""

    SAME = "trùng tên khi bỏ dấu và viết hoa"
    FORM = "chỉ khác chữ chỉ loại hình hoặc cách viết tắt"
    ORDER = "cùng các từ, khác thứ tự"
    SPACES = "chỉ khác chỗ cách chữ"
    SPELLING = "chỉ khác một vài chữ cái"
    PLACE = "một tên ghi thêm địa bàn"
    ABBREVIATION = "tên viết tắt của nhau"


# 0 to 100. A slip of the pen lies between 70 and 90, the higher the longer the names.
SCORES = {Why.SAME: 100, Why.FORM: 96, Why.ORDER: 94, Why.SPACES: 92, Why.PLACE: 82, Why.ABBREVIATION: 80}
ALIKE = 80
"""From here on a pair is proposed."""
VERY_ALIKE = 85
"""From here on a new record is asked about before it is saved."""
_IN_WORDS = ((100, "Trùng tên"), (90, "Rất giống"), (VERY_ALIKE, "Giống"), (0, "Có thể giống"))


@dataclass(frozen=True)
class Likeness:
    """A score of 0 to 100, its reason, and the two names that were compared."""

    score: int
    why: Why
    one: str
    other: str

    @property
    def in_words(self) -> str:
        return next(words for least, words in _IN_WORDS if self.score >= least)


# Written out before anything is compared; folded, longest first where one holds another.
_WRITTEN_OUT = {
    "ubnd": "uy ban nhan dan",
    "hdnd": "hoi dong nhan dan",
    "thcs": "trung hoc co so",
    "thpt": "trung hoc pho thong",
    "gd dt": "giao duc dao tao",
    "ld tb xh": "lao dong thuong binh xa hoi",
    "nn ptnt": "nong nghiep phat trien nong thon",
    "kh dt": "ke hoach dau tu",
    "tn mt": "tai nguyen moi truong",
    "tp": "thanh pho",
    "tx": "thi xa",
    "bv": "benh vien",
    "intl": "international",
    "assoc": "association",
    "dev": "development",
    "univ": "university",
    "vietnam": "viet nam",
    "vn": "viet nam",
}
# What says of which legal form a body is, where it works, or joins other words; it tells nobody apart.
_PHRASES_SET_ASIDE = ("phi chinh phu nuoc ngoai", "phi chinh phu", "to chuc", "quoc te", "viet nam")
_SET_ASIDE = frozenset(
    [
        *("the", "of", "and", "for", "in", "va", "cua", "tai"),
        *("international", "foundation", "fund", "organization", "ngo", "inc", "ltd", "llc", "gmbh"),
    ]
)
_FIRST_ONLY = frozenset({"quy"})  # "Quỹ" heads a name; further on it may be Quý or Quy Nhơn
_SPELLED = {"centre": "center", "programme": "program", "theatre": "theater"}
_UNITS = ("tinh", "huyen", "xa", "phuong", "thanh", "thi")
_SYLLABLE = re.compile(
    "(?:ngh|ng|nh|gh|gi|g|kh|k|qu|ch|c|ph|p|th|tr|t|b|d|h|l|m|n|r|s|v|x)?[aeiouy]{1,3}(?:ng|nh|ch|c|m|n|p|t)?"
)
_BRACKETED = re.compile(r"\(([^()\s]{2,12})\)")
_SHORTEST_ABBREVIATION = 3
_SHORTEST_MISSPELT = 5
_TWO_SLIPS_FROM = 12
_WORDS_BEFORE_A_PLACE = 4
_CROWD = 8  # an abbreviation that more records share says nothing about any of them


@dataclass(frozen=True)
class Name:
    """A name as it is compared: all its folded words, and those that tell it from others."""

    text: str
    all_words: tuple[str, ...]
    words: tuple[str, ...]
    abbreviation: str = ""
    is_short: bool = False  # an abbreviation itself: alike only to what it abbreviates
    has_short: bool = False  # its record says how it is abbreviated, so its first letters say nothing

    @property
    def acronym(self) -> str:
        """The first letters, when there are enough of them to mean something and no abbreviation is known."""
        if self.has_short or self.abbreviation:
            return ""
        letters = "".join(word[0] for word in self.all_words if word not in {"the", "of", "and", "for", "in", "va"})
        return letters if len(letters) >= _SHORTEST_ABBREVIATION else ""


@lru_cache(maxsize=50_000)  # a list of pairs and each keystroke read the same few thousand names
def read_name(text: str, *, is_short: bool = False, has_short: bool = False) -> Name:
    """The name taken apart. `words` is empty only when the text holds no letter or digit."""
    bracketed = _BRACKETED.search(text)
    abbreviation = bracketed[1] if bracketed and bracketed[1].isupper() else ""
    rest = text.replace(f"({abbreviation})", " ") if abbreviation else text
    every = _split(rest) or _split(text)
    line = f" {' '.join(every)} "
    for short, long in _WRITTEN_OUT.items():
        line = line.replace(f" {short} ", f" {long} ")
    written_out = tuple(_glued(_spelled(word) for word in line.split()))
    return Name(text, every, _telling(written_out), "".join(_split(abbreviation)), is_short, has_short)


def _split(text: str) -> tuple[str, ...]:
    plain = re.sub("['’ʼ`]", "", fold(text))
    return tuple("".join(ch if ch.isalnum() else " " for ch in plain).split())


def _spelled(word: str) -> str:
    """One spelling for British and American, singular and plural."""
    if len(word) >= 5 and word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    if len(word) >= 6 and word.endswith("our"):
        word = f"{word[:-3]}or"
    return _SPELLED.get(word, word.replace("isation", "ization"))


def _glued(words: Iterable[str]) -> Iterator[str]:
    """A number or single letter stays with the word it counts: "số 1" is one word."""
    held = ""
    for word in words:
        if held and (len(word) == 1 or word.isdecimal()):
            held = f"{held}_{word}"
            continue
        if held:
            yield held
        held = word
    if held:
        yield held


def _telling(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words without those that tell nobody apart; all of them when nothing else is left."""
    line = f" {' '.join(words)} "
    for phrase in _PHRASES_SET_ASIDE:
        line = line.replace(f" {phrase} ", " ")
    rest = line.split()
    if len(rest) > 1 and rest[0] in _FIRST_ONLY:
        rest = rest[1:]
    return tuple(word for word in rest if word not in _SET_ASIDE) or words


# Two names ---------------------------------------------------------------------


def likeness(first: str, second: str) -> Likeness | None:
    """How alike two names are; None when they are not. The order of the two does not matter."""
    return compare(read_name(first), read_name(second))


def compare(first: Name, second: Name) -> Likeness | None:
    found = _reason(first, second) if first.words and second.words else None
    return found and Likeness(found[1], found[0], first.text, second.text)


def _reason(first: Name, second: Name) -> tuple[Why, int] | None:
    if first.is_short or second.is_short:
        is_same = first.all_words == second.all_words or _abbreviates(first, second) or _abbreviates(second, first)
        return (Why.ABBREVIATION, SCORES[Why.ABBREVIATION]) if is_same else None
    same = (
        (Why.SAME, first.all_words == second.all_words),
        (Why.FORM, first.words == second.words),
        (Why.ORDER, _bag(first.words) == _bag(second.words) or _bag(first.all_words) == _bag(second.all_words)),
        (Why.SPACES, "".join(first.words) == "".join(second.words)),
        (Why.PLACE, _adds_place(first.words, second.words) or _adds_place(second.words, first.words)),
        (Why.ABBREVIATION, _abbreviates(first, second) or _abbreviates(second, first)),
    )
    why = next((why for why, holds in same[:4] if holds), None)
    if why is None and (score := _slip(first.words, second.words)):
        return Why.SPELLING, score
    why = why or next((why for why, holds in same[4:] if holds), None)
    return (why, SCORES[why]) if why else None


def _bag(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted(words))


def _slip(first: Sequence[str], second: Sequence[str]) -> int:
    """The score of two names that differ by a slip in one word; 0 when they differ by more."""
    if len(first) != len(second):
        return 0
    only_first, only_second = Counter(first) - Counter(second), Counter(second) - Counter(first)
    if only_first.total() != 1 or only_second.total() != 1:
        return 0
    one, other = next(iter(only_first)), next(iter(only_second))
    if not is_slip(one, other):
        return 0
    length = max(sum(map(len, first)), sum(map(len, second)))
    return 70 + 20 * (length - OSA.distance(one, other)) // length


def is_slip(one: str, other: str) -> bool:
    """Whether one word is the other with a letter wrong, missing, too many or swapped (two in a long word)."""
    longer = max(len(one), len(other))
    if longer < _SHORTEST_MISSPELT or not (one.isalpha() and other.isalpha()):
        return False
    if _is_syllable(one) and _is_syllable(other):
        return False
    most = 2 if longer >= _TWO_SLIPS_FROM else 1
    return bool(OSA.distance(one, other, score_cutoff=most) <= most)


@lru_cache(maxsize=50_000)
def _is_syllable(word: str) -> bool:
    """Whether a folded word may be a Vietnamese syllable."""
    return _SYLLABLE.fullmatch(word) is not None


def _adds_place(shorter: Sequence[str], longer: Sequence[str]) -> bool:
    """Whether the longer name is the shorter with the unit it lies in: "… xã La Bằng, huyện Đại Từ"."""
    size = len(shorter)
    return longer[:size] == shorter and size in _places_from(longer)


def _places_from(words: Sequence[str]) -> list[int]:
    """Where a name may be cut because a unit above follows. "Sở Y tế tỉnh …" may be cut after three words."""
    return [
        at
        for at, word in enumerate(words)
        if word in _UNITS and at >= (2 if word == "tinh" else _WORDS_BEFORE_A_PLACE) and at + 1 < len(words)
    ]


def _abbreviates(short: Name, long: Name) -> bool:
    """Whether the first is written as the other's first letters, or in brackets behind the other's name."""
    written = "".join(short.all_words) if len(short.all_words) == 1 else ""
    if len(written) < _SHORTEST_ABBREVIATION:
        return False
    return written in (long.acronym if len(long.all_words) > 1 else "", long.abbreviation)


# Many records ------------------------------------------------------------------


@dataclass(frozen=True)
class Named:
    """A record with every name it goes by (its own first) and its abbreviations."""

    pk: int
    names: tuple[str, ...]
    abbreviations: tuple[str, ...] = ()

    def read(self) -> list[Name]:
        shorts = [read_name(short, is_short=True) for short in self.abbreviations if _split(short)]
        return [read_name(name, has_short=bool(shorts)) for name in self.names if _split(name)] + shorts


Key = tuple[str, ...]


def _keys(name: Name) -> Iterator[Key]:
    """What names that may be alike have in common; names without a common key never are."""
    for short in {name.acronym, name.abbreviation, "".join(name.all_words) if len(name.all_words) == 1 else ""} - {""}:
        yield ("short", short)
    if name.is_short:
        return
    yield ("bag", *_bag(name.words))
    yield ("all", *_bag(name.all_words))
    yield ("joined", "".join(name.words))
    yield ("whole", *name.words)


def _cuts(name: Name) -> Iterator[Key]:
    """The name without the unit it ends in, which another name may be as a whole."""
    for at in () if name.is_short else _places_from(name.words):
        yield ("whole", *name.words[:at])


def _gaps(name: Name) -> Iterator[tuple[Key, str]]:
    """The name without one of its words, and that word: a slip leaves the rest alike."""
    for at, word in enumerate(() if name.is_short else name.words):
        if len(word) >= _SHORTEST_MISSPELT - 1 and word.isalpha():
            yield _bag((*name.words[:at], *name.words[at + 1 :])), word


class Namesakes:
    """The records of a register, ready to be asked which are alike.

    Only records that share a key are compared, so the cost grows with the records and not with their
    square: the pairs of 3.000 agencies take about a second, the question for one name some milliseconds.
    """

    def __init__(self, records: Iterable[Named]) -> None:
        self.names = {record.pk: record.read() for record in records}
        self._keyed: dict[Key, set[int]] = defaultdict(set)
        self._cut: dict[Key, set[int]] = defaultdict(set)
        self._gapped: dict[Key, set[tuple[str, int]]] = defaultdict(set)
        for pk, names in self.names.items():
            for name in names:
                for key in _keys(name):
                    self._keyed[key].add(pk)
                for key in _cuts(name):
                    self._cut[key].add(pk)
                for gap, word in _gaps(name):
                    self._gapped[gap].add((word, pk))

    def pairs(self) -> list[tuple[int, int, Likeness]]:
        """Every two records that are alike, the most alike first; the smaller key stands first."""
        found = []
        for first, second in sorted(self._candidates()):
            best = _best(self.names[first], self.names[second])
            if best is not None:
                found.append((first, second, best))
        return sorted(found, key=lambda pair: (-pair[2].score, pair[0], pair[1]))

    def like(self, asked: Named) -> list[tuple[int, Likeness]]:
        """The records that are like the one asked about, itself left out; the most alike first."""
        near: set[int] = set()
        names = asked.read()
        for name in names:
            for key in _keys(name):
                near |= self._shared(key) | self._cut.get(key, set())
            for key in _cuts(name):
                near |= self._keyed.get(key, set())
            for gap, word in _gaps(name):
                near |= {pk for other, pk in self._gapped.get(gap, ()) if other != word and is_slip(word, other)}
        found = [(pk, _best(names, self.names[pk])) for pk in near - {asked.pk}]
        alike = [(pk, best) for pk, best in found if best is not None]
        return sorted(alike, key=lambda pair: (-pair[1].score, pair[0]))

    def _shared(self, key: Key) -> set[int]:
        """The records under a key; none under an abbreviation that a crowd shares."""
        pks = self._keyed.get(key, set())
        return set() if key[0] == "short" and len(pks) > _CROWD else pks

    def _candidates(self) -> set[tuple[int, int]]:
        found: set[tuple[int, int]] = set()
        for key in self._keyed:
            pks = sorted(self._shared(key))
            found.update((first, second) for at, first in enumerate(pks) for second in pks[at + 1 :])
        for key, longer in self._cut.items():
            crossed = ((one, other) for one in self._keyed.get(key, ()) for other in longer if one != other)
            found.update((min(pair), max(pair)) for pair in crossed)
        for gapped in self._gapped.values():
            # Two syllables are never a slip of one another, and they are most of what a bucket holds.
            foreign = [entry for entry in gapped if not _is_syllable(entry[0])]
            for word, first in foreign:
                slips = (pk for other, pk in gapped if other != word and pk != first and is_slip(word, other))
                found.update((min(first, second), max(first, second)) for second in slips)
        return found


def _best(first: Sequence[Name], second: Sequence[Name]) -> Likeness | None:
    """The strongest likeness between any name of the one record and any of the other."""
    found = (compare(one, other) for one in first for other in second)
    alike = [each for each in found if each is not None and each.score >= ALIKE]
    return max(alike, key=lambda each: each.score, default=None)
