"""The page of the search over all registers."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import View

from config.kit.fields import TidyCharField
from config.kit.forms import HouseForm
from config.kit.text import search_words
from config.office.search import search_everywhere

LONGEST = 200
NOTHING_ASKED = "Gõ tên, mã hoặc nơi cần tìm; không cần gõ dấu, không cần đúng thứ tự."
NO_WORD = "Chưa có chữ hoặc số nào để tìm. Gõ tên, mã hoặc nơi."


class SearchForm(HouseForm):
    q = TidyCharField(label="Tìm trong toàn bộ dữ liệu", required=False, max_length=LONGEST)


class SearchPage(View):
    """Results by register. Needs sign-in only: each register shows what the person may see in it."""

    template_name = "office/search.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        form = SearchForm(request.GET)
        if not form.is_valid():
            return self._show(note=" ".join(map(str, form.errors["q"])), is_wrong=True)
        text = form.cleaned_data["q"]
        if not search_words(text):
            return self._show(q=text, note=NO_WORD if text else NOTHING_ASKED)
        return self._show(q=text, groups=search_everywhere(text, request.user), is_asked=True)

    def _show(self, q: str = "", **context: Any) -> HttpResponse:
        return render(self.request, self.template_name, {"q": q, "section": "", **context})
