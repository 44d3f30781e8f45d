"""A drawing of a page as a picture file of its own.

A page gives a drawing its size, colours and fonts; away from it nothing of that holds. So every place becomes pixels
and every class becomes attributes: no style sheet, which our own policy would stop and office programs read in part.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from textwrap import wrap
from xml.etree.ElementTree import Element, SubElement, fromstring, tostring

from django.utils.safestring import SafeString

NAMESPACE = "http://www.w3.org/2000/svg"
FONTS = "'Be Vietnam Pro', 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', Arial, sans-serif"
WIDTH, MARGIN = 960, 24
HEIGHTS = {"tall": 420, "half": 300}
USUAL_HEIGHT = 420

INK, INK_2, INK_3, LINE, LINE_2, ACCENT = "#1b1d25", "#4a4d59", "#62656f", "#dcd9d1", "#858175", "#2b3f86"
SURFACE, SUNK, TINT, TINT_2 = "#ffffff", "#efede8", "#eceef7", "#c3cae6"
# Class of a drawing (static/css/components.css) -> what it looks like in the colours of paper; later classes win.
LOOKS: Mapping[str, Mapping[str, str]] = {
    "mid": {"text-anchor": "middle"},
    "fin": {"text-anchor": "end"},
    "grid": {"stroke": LINE},
    "axis": {"stroke": INK},
    "today": {"stroke": INK_3},
    "pace": {"stroke": INK_2, "stroke-width": "1.5", "stroke-dasharray": "5 4"},
    "track": {"fill": SUNK, "stroke": LINE_2},
    "future": {"fill": SUNK, "opacity": ".6"},
    "mark": {"stroke": INK, "stroke-width": "2"},
    "full": {"fill": ACCENT},
    "rest": {"fill": TINT_2},
    "open": {"fill": TINT, "stroke": ACCENT, "stroke-width": "1.5"},
    "l-full": {"stroke": ACCENT, "stroke-width": "3.5"},
    "l-open": {"stroke": ACCENT, "stroke-width": "2"},
    "d-open": {"fill": SURFACE, "stroke": ACCENT, "stroke-width": "2"},
    "strong": {"fill": INK, "font-weight": "600", "font-size": "13"},
    "onfull": {"fill": SURFACE},
    "onopen": {"fill": ACCENT},
    # What a class only arranges on a page, or what would spoil letters where painting has one order only.
    "plot": {"overflow": "visible"},
    "halo": {},
    "tall": {},
    "half": {},
}
PLAIN_TEXT = {"font-size": "12", "fill": INK_2}
ACROSS = {"x", "x1", "x2", "cx", "width", "dx"}
DOWN = {"y", "y1", "y2", "cy", "height", "dy"}


@dataclass(frozen=True)
class Caption:
    """What stands around a drawing once it is away from its page: above it and, smaller, below."""

    heading: str
    finding: str
    basis: str
    note: str = ""


def standalone(drawing: SafeString, caption: Caption) -> bytes:
    """The drawing with its caption as an SVG file; without a drawing the caption alone."""
    root = Element("svg", {"xmlns": NAMESPACE, "font-family": FONTS, "role": "img"})
    SubElement(root, "title").text = f"{caption.heading}. {caption.finding}"
    paper = SubElement(root, "rect", {"fill": SURFACE, "width": str(WIDTH + 2 * MARGIN)})
    down = _lines(root, MARGIN + 16, (caption.heading,), {"fill": INK, "font-size": "20", "font-weight": "600"}, 26)
    down = _lines(root, down, wrap(caption.finding, 110), {"fill": INK, "font-size": "15"}, 22)
    down = _lines(root, down, (caption.basis,), PLAIN_TEXT, 22)
    if drawing:
        down = _placed(root, fromstring(drawing), down) + 36  # noqa: S314  text of our own making
    down = _lines(root, down, wrap(caption.note, 150), PLAIN_TEXT, 17)
    width, height = WIDTH + 2 * MARGIN, down + MARGIN - 12
    paper.set("height", str(height))
    root.attrib |= {"width": str(width), "height": str(height), "viewBox": f"0 0 {width} {height}"}
    return tostring(root, encoding="utf-8", xml_declaration=True)


def _lines(root: Element, down: int, lines: Sequence[str], look: Mapping[str, str], step: int) -> int:
    """Lines of text from `down` on; gives where the next line stands."""
    for line in lines:
        SubElement(root, "text", {**look, "x": str(MARGIN), "y": str(down)}).text = line
        down += step
    return down


def _placed(root: Element, drawing: Element, top: int) -> int:
    """Puts a drawing below `top` and gives its lower end."""
    height = _height_of(drawing)
    drawing.attrib |= {"x": str(MARGIN), "y": str(top), "width": str(WIDTH), "height": str(height)}
    for name in ("role", "aria-labelledby"):
        drawing.attrib.pop(name, None)
    _resolve(drawing, WIDTH + 2 * MARGIN, height)
    root.append(drawing)
    return top + height


def _height_of(drawing: Element) -> int:
    """Pixels: what the drawing says itself, else what its class gives it on a page."""
    if (own := drawing.get("height", "")).isdigit():
        return int(own)
    return next((HEIGHTS[name] for name in _classes(drawing) if name in HEIGHTS), USUAL_HEIGHT)


def _classes(element: Element) -> list[str]:
    return element.get("class", "").split()


def _resolve(element: Element, width: int, height: int) -> None:
    """Turns per cents of a box of that size into pixels, and classes into what they look like, all the way down."""
    looks = dict(PLAIN_TEXT) if element.tag == "text" else {}
    for name in LOOKS:
        if name in _classes(element):
            looks |= LOOKS[name]
    element.attrib.pop("class", None)
    element.attrib |= {name: _pixels(name, value, width, height) for name, value in element.attrib.items()}
    for name, value in looks.items():
        element.attrib.setdefault(name, value)
    inner = _inner_size(element, width, height)
    for child in element:
        _resolve(child, *inner)


def _pixels(name: str, value: str, width: int, height: int) -> str:
    if not value.endswith("%") or name not in ACROSS | DOWN:
        return value
    size = Decimal(value[:-1]) * (width if name in ACROSS else height) / 100
    return f"{size.quantize(Decimal('.01'), ROUND_HALF_UP).normalize():f}"


def _inner_size(element: Element, width: int, height: int) -> tuple[int, int]:
    """The box that per cents of the children refer to: a drawing inside a drawing may have its own."""
    if element.tag != "svg":
        return width, height
    if box := element.get("viewBox", "").split():
        return _whole(box[2]), _whole(box[3])
    return _whole(element.get("width", str(width))), _whole(element.get("height", str(height)))


def _whole(text: str) -> int:
    return int(Decimal(text))
