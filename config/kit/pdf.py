"""HTML to PDF. Nothing is fetched but our own static files; what the machine lacks is said in words.

The decree asks for Times New Roman. Liberation Serif 2 has its measures and every Vietnamese letter; version 1
of the same name lacks 93 of them and would print letters of another face in the middle of words, so the file
itself is looked at before anything is printed.
"""

import gc
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from django.contrib.staticfiles import finders
from django.http import HttpRequest
from django.template.loader import render_to_string

from config.kit.scripts import legible

SCHEME = "static:"
VARIANT = "pdf/ua-1"
FONT_FILES = ("LiberationSerif-Regular.ttf", "Times_New_Roman.ttf", "times.ttf")
LETTERS = (
    "ăâđêôơưĂÂĐÊÔƠƯàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ"
    "ÀÁẢÃẠẰẮẲẴẶẦẤẨẪẬÈÉẺẼẸỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌỒỐỔỖỘỜỚỞỠỢÙÚỦŨỤỪỨỬỮỰỲÝỶỸỴ"
)
NO_LIBRARY = (
    "Máy chủ thiếu thư viện tạo PDF (Pango, HarfBuzz). Cài bằng lệnh: sudo apt-get install libpango-1.0-0 "
    "libpangoft2-1.0-0 libharfbuzz-subset0 fonts-liberation2, rồi chạy lại phần mềm."
)
NO_FONT = (
    "Máy chủ thiếu phông chữ kiểu Times có đủ chữ tiếng Việt. Cài bằng lệnh: sudo apt-get install fonts-liberation2, "
    "rồi chạy lại phần mềm."
)


class PdfUnavailable(Exception):
    """This machine cannot make PDFs; the text says what to install."""


class ForeignAddress(ValueError):
    """A document asked for something that is not a static file of the product."""


@dataclass(frozen=True)
class Piece:
    """A template to lay out with a style sheet of its own; `laid_out` gets the ids on each page and answers how
    many of the pages are kept."""

    template: str
    context: dict[str, Any]
    css: str
    laid_out: Callable[[list[set[str]]], int]


def make_pdf(template: str, context: dict[str, Any], request: HttpRequest | None = None) -> bytes:
    """The template as a tagged PDF (PDF/UA-1); the same context gives the same bytes. Raises PdfUnavailable.

    A template that prints what every page shows (the name of the office) is given the request.
    """
    with _collector_off():
        return bytes(_html(_library(), template, context, request).write_pdf(pdf_variant=VARIANT))


def make_page(template: str, contexts: Iterable[dict[str, Any]]) -> bytes:
    """The template on one page: of the contexts, each shorter than the one before, the first that fits.

    The last one is taken as it comes out. Raises PdfUnavailable; ValueError without a context.
    """
    weasyprint, document = _library(), None
    with _collector_off():
        for context in contexts:
            document = _html(weasyprint, template, context).render(pdf_variant=VARIANT)
            if len(document.pages) == 1:
                break
        if document is None:
            raise ValueError("nothing to print")
        return bytes(document.write_pdf(pdf_variant=VARIANT))


def make_joined(pieces: Iterable[Piece]) -> bytes:
    """One tagged PDF out of pieces laid out one after another, so that memory holds the pages of one piece only.

    A piece is asked for when the one before it is laid out, and may depend on what that gave. Raises PdfUnavailable.
    """
    weasyprint = _library()
    from config.kit.pdf_join import JoinedPdf

    joined = JoinedPdf()
    for piece in pieces:
        with _collector_off():
            html = _html(weasyprint, piece.template, piece.context)
            document = html.render(pdf_variant=VARIANT, stylesheets=[weasyprint.CSS(string=piece.css)])
            kept = piece.laid_out([set(page.anchors) for page in document.pages])
            for page in document.pages:
                page.anchors.clear()
            if kept:
                document.copy(document.pages[:kept]).write_pdf(pdf_variant=VARIANT, finisher=joined.take)
            del html, document
        gc.collect()
    return joined.content()


def _html(weasyprint: Any, template: str, context: dict[str, Any], request: HttpRequest | None = None) -> Any:
    html = legible(render_to_string(template, context, request))
    return weasyprint.HTML(string=html, url_fetcher=_fetcher(weasyprint))


@contextmanager
def _collector_off() -> Iterator[None]:
    """Boxes of a layout are many and live to its end: looking for cycles among them costs a quarter of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _library() -> Any:
    """WeasyPrint; importing it opens the libraries of the system. Raises PdfUnavailable without them or the face."""
    try:
        import weasyprint
    except (ImportError, OSError) as error:
        raise PdfUnavailable(NO_LIBRARY) from error
    if not has_font():
        raise PdfUnavailable(NO_FONT)
    return weasyprint


# What may be fetched ----------------------------------------------------------


def _fetcher(weasyprint: Any) -> Any:
    """Serves addresses like `static:css/report.css` and refuses every other."""

    class StaticFiles(weasyprint.urls.URLFetcher):
        def fetch(self, url: str, headers: Any = None) -> Any:
            content, kind = static_file(url)
            return weasyprint.urls.URLFetcherResponse(url, content, {"Content-Type": kind})

    # Without its stylesheet the paper would come out unstyled: a refusal ends the making.
    return StaticFiles(fail_on_errors=True)


def static_file(url: str) -> tuple[bytes, str]:
    """Content and type of a static file of the product. Raises ForeignAddress."""
    kinds = {".css": "text/css", ".svg": "image/svg+xml", ".png": "image/png", ".ttf": "font/ttf"}
    name = unquote(url.removeprefix(SCHEME))
    suffix = Path(name).suffix
    found = finders.find(name) if url.startswith(SCHEME) and suffix in kinds and ".." not in name else None
    if not isinstance(found, str):
        raise ForeignAddress(f"not a static file of the product: {url[:100]}")
    return Path(found).read_bytes(), kinds[suffix]


# Fonts ------------------------------------------------------------------------


@lru_cache(maxsize=1)
def has_font() -> bool:
    """Whether a Times-like face with every Vietnamese letter is installed; asked once a process."""
    return any(_has_letters(path) for path in _candidates())


def _candidates() -> Iterable[Path]:
    for folder in font_folders():
        for name in FONT_FILES:
            yield from sorted(folder.rglob(name))


def font_folders() -> list[Path]:
    data = os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
    home = Path.home()
    folders = [*(Path(folder) / "fonts" for folder in data.split(":")), home / ".fonts", home / ".local/share/fonts"]
    return [folder for folder in folders if folder.is_dir()]


def _has_letters(path: Path) -> bool:
    from fontTools.ttLib import TTFont, TTLibError  # type: ignore[import-untyped]

    try:
        with TTFont(path, lazy=True) as font:
            letters = font.getBestCmap() or {}
    except (OSError, TTLibError):
        return False
    return all(ord(letter) in letters for letter in LETTERS)
