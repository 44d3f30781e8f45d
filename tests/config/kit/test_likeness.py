"""How alike two names are: what is proposed, what never is, and what the question costs."""

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.kit.likeness import ALIKE, VERY_ALIKE, Named, Namesakes, Why, is_slip, likeness

SCORED = [
    ("Tầm nhìn Thế giới", "Tam nhin The gioi", 100, Why.SAME),
    ("Good Neighbors International", "Good Neighbours Intl", 96, Why.FORM),
    ("Tổ chức Tầm nhìn Thế giới", "Tầm nhìn thế giới", 96, Why.FORM),
    ("Quỹ Nhân ái", "Nhân Ái", 96, Why.FORM),
    ("The Asia Foundation", "Asia Foundation", 96, Why.FORM),
    ("World Vision", "World Vision Việt Nam", 96, Why.FORM),
    ("UBND huyện Đại Từ", "Ủy ban nhân dân huyện Đại Từ", 96, Why.FORM),
    ("Sở GD&ĐT", "Sở Giáo dục và Đào tạo", 96, Why.FORM),
    ("Room to Read", "Read to Room", 94, Why.ORDER),
    ("Good Neighbors", "GoodNeighbors", 92, Why.SPACES),
    ("Saemaul Globalization Foundation", "Saemaeul Globalisation Foundation", 89, Why.SPELLING),
    ("Oxfam", "Oxfarm", 86, Why.SPELLING),
    ("Sở Y tế", "Sở Y tế tỉnh Thái Nguyên", 82, Why.PLACE),
    ("Trạm Y tế xã La Bằng", "Trạm y tế xã La Bằng, huyện Đại Từ", 82, Why.PLACE),
    ("GNI", "Good Neighbors International", 80, Why.ABBREVIATION),
    ("SNV", "Tổ chức Phát triển Hà Lan (SNV)", 80, Why.ABBREVIATION),
]

TOLD_APART = [
    ("Hội hữu nghị Việt - Lào", "Hội hữu nghị Việt - Hàn"),
    ("Trường tiểu học số 1", "Trường tiểu học số 2"),
    ("Trường tiểu học số 1", "Trường tiểu học"),
    ("UBND xã A", "UBND xã B"),
    ("UBND xã Phú Bình", "UBND huyện Phú Bình"),
    ("Trường THCS Phú Lương", "Trường THCS Phú Dương"),
    ("Trường THCS Phú Lương", "Trường THPT Phú Lương"),
    ("Hội Saemaul số 11", "Hội Saemaul số 12"),
    ("Caritas Australia", "Caritas Austria"),
    ("World Vision", "World Mission"),
    ("Care", "Core"),
    ("Sở Y tế", "Sở Ngoại vụ"),
    ("Kieng Sang Buk", "Gyeongsangbuk-do"),  # two spellings of one place: found by an alias only
    ("", "Oxfam"),
    ("–", "–"),
]


@pytest.mark.parametrize(("first", "second", "score", "why"), SCORED)
def test_names_that_are_alike(first: str, second: str, score: int, why: Why) -> None:
    found = likeness(first, second)

    assert found is not None
    assert (found.score, found.why, found.one, found.other) == (score, why, first, second)


@pytest.mark.parametrize(("first", "second"), TOLD_APART)
def test_names_that_are_told_apart(first: str, second: str) -> None:
    assert likeness(first, second) is None


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("saemaul", "saemaeul", True),
        ("neighbor", "nieghbor", True),  # two letters changed places
        ("lao", "han", False),
        ("phuong", "thuong", False),  # both are Vietnamese syllables
        ("care", "core", False),
        ("globalization", "globalisatoin", True),
        ("so_1", "so_2", False),
        ("b52ab", "b53ab", False),
    ],
)
def test_a_slip_of_the_pen(one: str, other: str, expected: bool) -> None:
    assert (is_slip(one, other), is_slip(other, one)) == (expected, expected)


def test_a_score_is_told_in_words() -> None:
    said = [likeness(first, second) for first, second, *_ in SCORED]

    assert [each and each.in_words for each in said] == [
        *["Trùng tên", *["Rất giống"] * 9, *["Giống"] * 2, *["Có thể giống"] * 4]
    ]


WORDS = st.lists(st.text("abcdefghilmnopqrstuvàếịđơư", min_size=2, max_size=9), min_size=1, max_size=5)
NAMES = WORDS.map(" ".join)


@given(NAMES, NAMES)
def test_likeness_has_no_direction(first: str, second: str) -> None:
    one, other = likeness(first, second), likeness(second, first)

    assert (one and (one.score, one.why)) == (other and (other.score, other.why))


@given(NAMES)
def test_a_name_is_like_itself_however_it_is_written(name: str) -> None:
    for written in (name, name.upper(), f"  {name.title()} ", name.replace(" ", " - ")):
        found = likeness(name, written)
        assert (found and found.score) == 100


@given(WORDS, st.randoms(use_true_random=False))
def test_the_order_of_words_does_not_hide_a_name(words: list[str], random: Any) -> None:
    mixed = random.sample(words, len(words))

    found = likeness(" ".join(words), " ".join(mixed))

    assert found is not None
    assert found.score >= 94


@given(st.lists(NAMES, min_size=2, max_size=12))
def test_the_list_of_pairs_holds_what_comparing_each_with_each_finds(names: list[str]) -> None:
    expected = {
        (first, second): found.score
        for first in range(len(names))
        for second in range(first + 1, len(names))
        if (found := likeness(names[first], names[second])) is not None and found.why != Why.ABBREVIATION
    }

    pairs = Namesakes(Named(at, (name,)) for at, name in enumerate(names)).pairs()

    assert {pair[:2]: pair[2].score for pair in pairs if pair[2].why != Why.ABBREVIATION} == expected


def test_every_name_of_a_record_counts_and_the_strongest_is_told() -> None:
    records = [
        Named(1, ("Hội Saemaul tỉnh Gyeongsangbuk", "Kieng Sang Buk")),
        Named(2, ("Tỉnh Kyungsangbuk-do", "Kiêng Sang Búk")),
        Named(3, ("Hội Phụ nữ",)),
    ]

    [(first, second, found)] = Namesakes(records).pairs()

    assert (first, second, found.score, found.one, found.other) == (1, 2, 100, "Kieng Sang Buk", "Kiêng Sang Búk")


def test_an_abbreviation_finds_the_name_and_itself() -> None:
    known = Namesakes([Named(1, ("Good Neighbors International",), ("GNI",)), Named(2, ("Oxfam",))])

    assert [pk for pk, _ in known.like(Named(0, ("GNI",)))] == [1]
    assert [pk for pk, _ in known.like(Named(0, ("Tên khác hẳn",), ("gni",)))] == [1]
    assert known.like(Named(1, ("Good Neighbors International",))) == []


def test_first_letters_say_nothing_where_the_abbreviation_is_known() -> None:
    offices = [Named(1, ("Sở Ngoại vụ",), ("SNgV",)), Named(2, ("Sở Nội vụ",), ("SNV",))]

    assert Namesakes(offices).pairs() == []


def test_an_abbreviation_that_a_crowd_shares_says_nothing() -> None:
    names = ("Ánh Dương", "Ban Mai", "Cây Xanh", "Dòng Sông", "Em Nhỏ", "Gia Đình", "Hoa Sen", "Khăn Đỏ", "Lá Xanh")
    known = Namesakes(Named(at, (name,), ("MNT",)) for at, name in enumerate(names, start=1))

    assert (known.pairs(), known.like(Named(0, ("MNT",)))) == ([], [])


def test_the_pairs_of_a_few_thousand_names_are_found_in_seconds() -> None:
    """Comparing each with each would be 4.5 million comparisons, about half a minute."""
    parts = [*("Tân", "Thái", "Phú", "Lương", "Đại", "Từ", "Bình", "Hòa"), *("Yên", "Sơn", "Cao", "Ngạn")]
    parts += ["Linh", "Quang", "Minh", "Đức"]
    kinds = ("UBND xã", "Trường Tiểu học", "Trạm Y tế xã")
    names = [f"{kind} {one} {two} {three}" for kind in kinds for one in parts for two in parts for three in parts[:4]]
    started = time.process_time()

    pairs = Namesakes(Named(at, (name,)) for at, name in enumerate(names)).pairs()

    assert len(names) == 3072
    assert {found.why for *_, found in pairs} == {Why.ORDER}
    assert time.process_time() - started < 20


def test_thresholds_are_in_order() -> None:
    assert ALIKE < VERY_ALIKE < 100
