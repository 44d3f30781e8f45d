"""Bars by name, columns of counts, fields of years, points in time by name: drawings of whole numbers as SVG.

Rows stand in pixels from the top, because a name needs its line on a phone as on paper; lengths stand in per
cent, as in charts.py. A name longer than a phone is wide goes on over two lines.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString

from config.kit.numbers import write_number
from reports.render.charts import at, coming, counts_scale, drawing, line_at, text_at

LONGEST = 44  # letters of a name on one line of a phone
LINE, BAR, GAP, HEAD = 16, 14, 12, 20  # pixels
MOST_WORDS = 8  # fields of years with words below them
BAR_END = 6000  # hundredths of a per cent: beyond it stand the values


def lines_of(name: str, longest: int = LONGEST) -> list[str]:
    """A name on one or two lines; what is longer ends in "…"."""
    lines = [""]
    for word in name.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > longest:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    if len(lines) > 2:
        lines = [lines[0], f"{lines[1][: longest - 2].rstrip()} …"]
    return [line if len(line) <= longest + 1 else f"{line[:longest].rstrip()}…" for line in lines]


def _text(x: int, y: int, words: str, css: str = "", *, dx: int = 0) -> str:
    """Words at hundredths of a per cent from the left and pixels from the top."""
    dressed = (f' class="{css}"' if css else "") + f' x="{at(x)}" y="{y}"' + (f' dx="{dx}"' if dx else "")
    return f"<text{dressed}>{escape(words)}</text>"


# Bars by name -----------------------------------------------------------------


@dataclass(frozen=True)
class Bar:
    """One bar: its name, its length in any unit, the words at its end. `is_rest` is drawn pale."""

    name: str
    value: int
    words: str
    is_rest: bool = False


def bars(rows: Sequence[Bar], *, name: str, unit: str, title: str, description: str) -> SafeString:
    """Bars from a common line, the name above each and its value at its end; below zero they go to the left."""
    low, high = min([0, *(row.value for row in rows)]), max([0, *(row.value for row in rows)])
    span = max(high - low, 1)
    zero = -low * BAR_END // span
    y, bits = HEAD, []
    for row in rows:
        lines = lines_of(row.name)
        bits += [_text(0, y + LINE * (index + 1) - 5, line, "halo") for index, line in enumerate(lines)]
        y += LINE * len(lines)
        bits.append(_bar(row, zero, span, y))
        y += BAR + GAP
    axis = f'<line class="axis" x1="{at(zero)}" y1="{HEAD}" x2="{at(zero)}" y2="{y - GAP + 2}"/>'
    return drawing("plot", f"c-{name}", title, description, _text(0, 12, unit) + axis + "".join(bits), height=y)


def _bar(row: Bar, zero: int, span: int, y: int) -> str:
    length = abs(row.value) * BAR_END // span
    left = zero - length if row.value < 0 else zero
    end = max(left + length, zero)
    return (
        f'<rect class="{"rest" if row.is_rest else "full"}" x="{at(left)}" y="{y}" width="{at(length)}" '
        f'height="{BAR}"/>{_text(end, y + 11, row.words, "strong", dx=6)}'
    )


# Columns of counts ------------------------------------------------------------


def columns(
    years: Sequence[tuple[str, int | None]], *, name: str, unit: str, title: str, description: str
) -> SafeString:
    """One column a year with its count above; None for a year that has not come."""
    scale = counts_scale([value or 0 for _, value in years], unit, top=1500, bottom=8800)
    width = 10000 // max(len(years), 1)
    bits = [text_at(0, 600, unit)]
    for index, (label, value) in enumerate(years):
        middle = width * index + width // 2
        bits.append(text_at(middle, scale.bottom, label, "mid", dy=18))
        if value is not None:
            top, bar = scale.y(value), width * 3 // 5
            place = f'x="{at(middle - bar // 2)}" y="{at(top)}" width="{at(bar)}" height="{at(scale.bottom - top)}"'
            bits += [f'<rect class="full" {place}/>', text_at(middle, top, write_number(value), "mid", dy=-6)]
    bits.append(coming([index for index, (_, value) in enumerate(years) if value is None], width, scale.bottom))
    bits.append(line_at("axis", 0, scale.bottom, 10000, scale.bottom))
    return drawing("plot half", f"c-{name}", title, description, "".join(bits), height=224)


# Fields of years --------------------------------------------------------------


@dataclass(frozen=True)
class YearField:
    """A year as a field: solid, hollow or grey ("full", "open", "future"), its count, and its state below it."""

    label: str
    css: str
    count: str
    words: str


def year_fields(years: Sequence[YearField], *, name: str, title: str, description: str) -> SafeString:
    """A field a year, side by side; states told apart by shade and, while they have room, by words."""
    width = 10000 // max(len(years), 1)
    bits = []
    for index, year in enumerate(years):
        middle = width * index + width // 2
        bits.append(_text(middle, 12, year.label, "mid"))
        bits.append(
            f'<rect class="{year.css}" x="{at(width * index + 80)}" y="{HEAD}" width="{at(width - 160)}" height="40"/>'
        )
        bits.append(_text(middle, HEAD + 25, year.count, "mid onfull" if year.css == "full" else "mid strong"))
        words = lines_of(year.words, 7) if len(years) <= MOST_WORDS else []
        bits += [_text(middle, HEAD + 58 + LINE * place, line, "mid") for place, line in enumerate(words)]
    return drawing("plot", f"c-{name}", title, description, "".join(bits), height=HEAD + 84)


# Points in time by name -------------------------------------------------------


@dataclass(frozen=True)
class Moment:
    """A point of a row: days since the first day, solid or hollow, and its words."""

    day: int
    is_filled: bool
    words: str


def timeline(
    rows: Sequence[tuple[str, Sequence[Moment]]],
    years: Sequence[tuple[str, int]],
    days: int,
    *,
    name: str,
    title: str,
    description: str,
) -> SafeString:
    """A line for each name with its points from left to right; `years` gives the first day of each year shown."""
    y, bits = HEAD, [_text(0, 12, "điểm đặc: thiết lập mới · điểm rỗng: mở rộng")]
    for label, moments in rows:
        bits.append(_text(0, y + 13, label, "strong"))
        y += LINE + 18
        bits.append(f'<line class="grid" x1="0%" y1="{y}" x2="100%" y2="{y}"/>')
        bits += [_moment(one, days, y) for one in moments]
        y += 20
    bits.append(f'<line class="axis" x1="0%" y1="{y}" x2="100%" y2="{y}"/>')
    for label, day in years:
        bits.append(_text(_along(day, days), y + 16, label))
    return drawing("plot", f"c-{name}", title, description, "".join(bits), height=y + 22)


def _along(day: int, days: int) -> int:
    return 200 + day * 9600 // max(days, 1)


def _moment(one: Moment, days: int, y: int) -> str:
    x = _along(one.day, days)
    css, dx = ("fin halo", -10) if x > 7000 else ("halo", 10)
    dot = f'<circle class="{"full" if one.is_filled else "d-open"}" cx="{at(x)}" cy="{y}" r="6"/>'
    return f"{dot}{_text(x, y - 5, one.words, css, dx=dx)}"
