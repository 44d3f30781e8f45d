import functools
import itertools
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.kit.text import (
    collate,
    collation_key,
    fold,
    nfc,
    no_break,
    search_key,
    search_words,
    slug,
    tidy,
    unreadable_characters,
    word_starts,
)

_VIETNAMESE = st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạằẳẵắặềểễếệ AĐƯỞ-,.0123")


# Stored form


def test_nfc_composes():
    assert nfc(unicodedata.normalize("NFD", "Đại Từ")) == "Đại Từ"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  Hội   Bàn\u00a0\u00a0Tay Xanh ", "Hội Bàn Tay Xanh"),
        ("a\tb", "a b"),
        ("một \r\n hai\rba\n\n", "một\nhai\nba"),
        ("", ""),
        (" \u00a0\n", ""),
        (unicodedata.normalize("NFD", "xã La Bằng"), "xã La Bằng"),
    ],
)
def test_tidy(text, expected):
    assert tidy(text) == expected


@given(st.text())
def test_tidy_twice_is_tidy_once(text):
    assert tidy(tidy(text)) == tidy(text)


# Search


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Đường", "duong"),
        ("ĐỒNG HỶ", "dong hy"),
        ("Ðại Từ ðó", "dai tu do"),  # Icelandic look-alikes
        ("  Hội \u00a0 hữu\nnghị ", "hoi huu nghi"),
        (unicodedata.normalize("NFD", "Thuỵ Điển"), "thuy dien"),
        ("Straße", "strasse"),
        ("Malmö Ørsted Łódź", "malmo orsted lodz"),
        ("a\u200bb\u00ad", "ab"),
        ("ລາວ", "ລາວ"),
        ("", ""),
    ],
)
def test_fold(text, expected):
    assert fold(text) == expected


def test_fold_meets_both_ways_of_placing_the_tone():
    assert fold("Hoá, Thuý") == fold("Hóa, Thúy")


@given(st.text())
def test_fold_twice_is_fold_once_and_ignores_the_unicode_form(text):
    assert fold(fold(text)) == fold(text)
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


def test_search_key_holds_the_words_between_spaces():
    assert search_key("xã La Bằng", "huyện Đại Từ") == " xa la bang huyen dai tu "
    assert search_key("Việt - Đức (VIDUC)/2016", "") == " viet duc viduc 2016 "
    assert search_key("", " - ") == ""
    assert search_key() == ""


def test_search_words_find_a_key_in_any_order():
    key = search_key("xã La Bằng, huyện Đại Từ")

    assert [f" {word}" in key for word in search_words("Đại tu  la BANG")] == [True] * 4
    assert [f" {word}" in key for word in search_words("ang")] == [False]


def test_search_words_are_folded_and_not_repeated():
    assert search_words("Đại-Từ, dai  tu; La") == ["dai", "tu", "la"]
    assert search_words(" ?! ") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Đường", "duong"),  # Django's slugify gives "uong"
        ("  Báo cáo năm 2019 – Thái Nguyên ", "bao-cao-nam-2019-thai-nguyen"),
        ("№ 5/ລາວ", "5"),
        ("---", ""),
    ],
)
def test_slug(text, expected):
    assert slug(text) == expected


# Order


# The order of ICU 72, locale vi.
_IN_ORDER = [
    "",
    " a",
    "-a",
    "1",
    "10",
    "2",
    "a",
    "A",
    "à",
    "À",
    "ả",
    "ã",
    "á",
    "ạ",
    "ä",
    "a b",
    "An",
    "Án",
    "anh",
    "Anh",
    "Ánh",
    "ă",
    "Ăn",
    "Ân",
    "Ba",
    "Dũng",
    "Duy",
    "Dz",
    "Đà",
    "Đại Từ",
    "Định Hóa",
    "Đồng Hỷ",
    "e",
    "ê",
    "Hoa",
    "hoà",
    "Hoá",
    "Hóa",
    "oa",
    "ôa",
    "ơa",
    "Phổ Yên",
    "Phú Bình",
    "Phú Lương",
    "u",
    "ư",
    "Võ Nhai",
    "zebra",
    "한국",
]


@pytest.mark.parametrize(("before", "after"), list(itertools.pairwise(_IN_ORDER)))
def test_collate_gives_the_vietnamese_order(before, after):
    assert (collate(before, after), collate(after, before)) == (-1, 1)


def test_sorting_by_key_and_by_function_agree():
    shuffled = sorted(_IN_ORDER)  # by code point, which is another order

    assert shuffled != _IN_ORDER
    assert sorted(shuffled, key=collation_key) == _IN_ORDER
    assert sorted(shuffled, key=functools.cmp_to_key(collate)) == _IN_ORDER


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Malmo", "Malmö"),
        ("oz", "Øz"),
        ("Lodz", "Łódź"),
        ("strase", "straße"),
        ("strasse", "straße"),
        ("ae", "æ"),
        ("dz", "ðz"),
        ("ðz", "đ"),
        ("x 1", "x\u00a01"),
        ("m2", "m²"),
        ("q", "q\u0302"),
        ("a...", "a…"),
        ("z", "þ"),
        ("\u0300", "a"),
    ],
)
def test_collate_knows_foreign_letters(before, after):
    assert (collate(before, after), collate(after, before)) == (-1, 1)


def test_collate_ignores_the_unicode_form_and_invisible_characters():
    assert collate("Đồng Hỷ", unicodedata.normalize("NFD", "Đồng Hỷ")) == 0
    assert collate("a\u200bb", "ab") == 0


@given(_VIETNAMESE, _VIETNAMESE)
def test_collate_tells_apart_what_differs(a, b):
    assert collate(a, b) == -collate(b, a)
    assert (collate(a, b) == 0) == (a == b)


@given(st.text())
def test_any_text_has_a_key(text):
    assert collation_key(text) == collation_key(unicodedata.normalize("NFD", text))


# Characters that cannot be stored


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ab\0c", "ký tự rỗng (NUL) ở vị trí 3"),
        ("\x07", "ký tự điều khiển (mã 0007) ở vị trí 1"),
        ("a\x85", "ký tự điều khiển (mã 0085) ở vị trí 2"),
        ("a\ud800", "ký tự bị hỏng (nửa mã Unicode) ở vị trí 2"),
    ],
)
def test_unreadable_characters_are_named_with_their_place(text, found):
    assert unreadable_characters(text) == f"Nội dung có {found}; hãy xóa ký tự đó hoặc gõ lại nội dung."


@pytest.mark.parametrize("text", ["", "Đại Từ", "một\thai\r\nba", "😀 ລາວ \u00a0\u200b"])
def test_readable_text_passes(text):
    assert unreadable_characters(text) is None


def test_no_break():
    assert no_break("1.500", "đồng") == "1.500\u00a0đồng"


def test_word_starts_are_looked_for_at_the_beginning_of_words():
    key = search_key("Luang Prabang")

    assert [start in key for start in word_starts("luang PRA bang")] == [True, True, False]
