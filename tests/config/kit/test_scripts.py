"""Letters of other scripts on paper: drawn where a font has them, else legible."""

import subprocess
from typing import Any

import pytest

from config.kit import scripts
from config.kit.scripts import known_letters, legible, printable

pytestmark = pytest.mark.page


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Quỹ 새마을 (경상북도)", "Quỹ Saemaeul (Gyeongsangbukdo)"),
        ("Kim김영희và con", "Kim Gimyeonghui và con"),
        ("㈜한국", "(Ju)hanguk"),
        ("ㄱ", "[chữ Hàn]"),
        ("ສະຫະພັນ ແມ່ຍິງລາວ", "[chữ Lào]"),
        ("中华人民，北京", "[chữ Hán],[chữ Hán]"),
        ("「日本」のハナ", "“[chữ Nhật]”[chữ Nhật]"),
        ("ไทย ខ្មែរ မြန်မာ", "[chữ Thái] [chữ Khmer] [chữ Myanmar]"),
        ("مرحبا שלום नमस्ते", "[chữ Ả Rập] [chữ Do Thái] [chữ Ấn Độ]"),
        ("Ж и Я", "[chữ Nga]"),
        ("𐍈", "[chữ nước khác]"),
        ("\U0001f600 vui", "[ký hiệu] vui"),
        ("ＡＢＣ １２", "ABC 12"),
        ("a\x00b\x1fc\u202ed\ufeff\ue000\u0085", "abcd"),
        ("", ""),
    ],
)
def test_letters_without_a_font(typed: str, printed: str) -> None:
    assert legible(typed, frozenset()) == printed


def test_vietnamese_and_common_signs_stay_as_they_are() -> None:
    text = "Nguyễn “Ưng” – 5₫, 3,5 €… • §2\u00a0%\tẮẴ\n"

    assert legible(text, frozenset()) == text


def test_letters_with_a_font_stay() -> None:
    assert legible("Kim 김영희 ລາວ", frozenset(map(ord, "김영희"))) == "Kim 김영희 [chữ Lào]"
    assert legible("김영희", frozenset(map(ord, "영"))) == "Gim영Hui"


@pytest.mark.parametrize("typed", ["＜script＞x＜/script＞", "﹤b﹥", "＆lt；", "＂ onload=＇"])
def test_nothing_becomes_markup(typed: str) -> None:
    assert not set(legible(typed, frozenset())) & set("<>&\"'")


def test_papers_in_two_languages_mark_what_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scripts, "known_letters", lambda: frozenset())

    assert printable("Kim 김영희 ລາວ ລາວ, 中国") == "Kim Gimyeonghui […], […]"


def test_the_fonts_of_this_machine_are_asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    known_letters.cache_clear()
    assert {ord(ch) for ch in "ăâđêôơưẠỹ€ЖΨ"} <= known_letters()

    def refuse(*args: Any, **kwargs: Any) -> Any:
        raise OSError("no fontconfig")

    monkeypatch.setattr(subprocess, "run", refuse)
    assert known_letters()
    known_letters.cache_clear()
    assert known_letters() == frozenset()
    known_letters.cache_clear()
