"""The rules of the templates (house style §4.4): declared inputs, no script or style inside, no
queries; every component is on the style page; the pages of errors stand on their own."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import get_template, render_to_string
from django.urls import reverse

ROOT = Path(settings.BASE_DIR) / "templates"
TEMPLATES = sorted(ROOT.rglob("*.html"))
UI = sorted((ROOT / "ui").glob("*.html"))
COMPONENTS = [path for path in UI if not path.stem.endswith(("_page", "_paper")) and not path.name.startswith("_")]
SPRITE = (ROOT / "ui" / "_sprite.html").read_text()

HEAD = re.compile(r'\A({% extends "[^"]+" %}\s*)?{% comment %}')
INLINE = re.compile(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", re.IGNORECASE)
QUERY = re.compile(r"{[{%][^}]*(?<!forloop)\.(all|count|filter|exists|first|last)\b")


def name_of(path):
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", UI, ids=name_of)
def test_component_starts_with_its_inputs(path):
    assert HEAD.match(path.read_text())


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_template_is_short(path):
    assert len(path.read_text().splitlines()) <= 120


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_template_has_no_inline_style_or_script(path):
    assert INLINE.findall(path.read_text()) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_template_asks_the_database_nothing(path):
    assert QUERY.findall(path.read_text()) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_icons_are_in_the_sprite(path):
    named = re.findall(r'{% icon "([a-z-]+)"', path.read_text())
    assert [icon for icon in named if f'id="i-{icon}"' not in SPRITE] == []


@pytest.mark.parametrize("path", COMPONENTS, ids=name_of)
def test_component_is_on_the_style_page(path):
    assert name_of(path) in included_from("ui/style_page.html", set())


def included_from(name, seen):
    """The names of all templates drawn by one, directly or through others."""
    for found in re.findall(r'{% include "([^"]+)"', (ROOT / name).read_text()):
        if found not in seen:
            seen.add(found)
            included_from(found, seen)
    return seen


def test_style_page_shows_every_state(staff_client):
    page = staff_client.get(reverse("style")).content.decode()

    for shown in (
        "Chưa lưu: có",
        "Chưa ghi kết quả nào.",
        "Số tiền này là bao nhiêu?",
        "xã La Bằng",
        "Chưa nhập địa bàn.",
    ):
        assert shown in page


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_template_compiles(path):
    assert get_template(name_of(path))


def test_fault_page_needs_neither_context_nor_database():
    assert "Hệ thống gặp lỗi" in render_to_string("500.html")


def test_missing_page_is_answered_in_words(db, client):
    response = client.get("/khong-co-trang-nay/")

    assert response.status_code == 404
    assert "Không tìm thấy trang này" in response.content.decode()


def test_page_without_the_right_says_which_role_one_has(leader_client):
    response = leader_client.get(reverse("aid:ngo-create"))

    assert response.status_code == 403
    assert "vai trò <b>Lãnh đạo</b>" in response.content.decode()


def test_static_files_named_by_the_sheets_are_there():
    """The addresses of fonts resolve, so that the manifest of production can be built."""
    sheet = (Path(settings.BASE_DIR) / "static" / "css" / "tokens.css").read_text()
    fonts = re.findall(r'url\("\.\./(fonts/[^"]+)"\)', sheet)

    assert len(fonts) == 4
    assert [font for font in fonts if finders.find(unquote(font)) is None] == []
