"""Selects of the house are those of Django's own templates, but for the white space between options."""

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.test.html import parse_html

from config.kit.rendering import HouseRenderer

GROUPED = [("", "Chọn"), ("Huyện", [("1", "Đại Từ"), ("2", "Phú <Bình> & 'Võ Nhai'")]), ("3", "Xã “La Bằng”")]
WIDGETS = {
    "plain": (forms.Select(choices=[("a", "A"), ("b", "B")]), "b"),
    "none chosen": (forms.Select(choices=[("a", "A")]), None),
    "empty": (forms.Select(choices=[]), ""),
    "groups and signs": (forms.Select(choices=GROUPED, attrs={"class": 'x"y', "required": True, "hidden": False}), "2"),
    "numbers": (forms.Select(choices=[(1, "Một"), (2, "Hai")]), 2),
    "several": (forms.SelectMultiple(choices=[("a", "A"), ("b", "B")]), ["a", "b"]),
    "unknown": (forms.NullBooleanSelect(), None),
}


@pytest.mark.parametrize("case", WIDGETS)
def test_a_select_is_printed_as_django_prints_it(case: str):
    widget, value = WIDGETS[case]
    attrs = {"id": "id_x", "aria-describedby": "a b"}

    ours = widget.render("tên&", value, attrs=attrs, renderer=HouseRenderer())

    assert parse_html(ours) == parse_html(widget.render("tên&", value, attrs=attrs, renderer=DjangoTemplates()))


def test_another_control_is_left_to_django():
    assert forms.TextInput().render("x", "1", renderer=HouseRenderer()) == '<input type="text" name="x" value="1">'
