"""Charts as SVG text: line with pace, grouped bars, meters; bars by name and counts stand in bar_charts.py.

Positions and lengths stand in per cent and text in pixels, without a viewBox, so a drawing follows its
box while labels keep their size on a phone and on paper (design/mock/README.md, Charts). Every drawing
has a role, a name and its figures in words. Plain string building: a template took ten times as long.
Arithmetic is whole numbers throughout.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from django.utils.html import escape
from django.utils.safestring import SafeString

from config.kit.money import ratio
from config.kit.numbers import write_number, write_percent

STEPS = (1, 2, 5)
MOST_LINES = 5
UNITS = ((100_000_000, "triệu USD"), (100_000, "nghìn USD"), (100, "USD"))
CLOSE = 600  # hundredths of a per cent between two labels that would touch


def at(hundredths: int) -> str:
    """Hundredths of a per cent as SVG writes them: 5699 → "56.99%"."""
    sign, size = ("-", -hundredths) if hundredths < 0 else ("", hundredths)
    return f"{sign}{size // 100}.{size % 100:02d}%"


@dataclass(frozen=True)
class Scale:
    """A vertical axis from `low` to `high` cents, with its step and the unit of its labels.

    `top` and `bottom` are the heights of both ends in hundredths of a per cent.
    """

    low: int
    high: int
    step: int
    divisor: int
    unit: str
    top: int
    bottom: int

    def y(self, cents: int) -> int:
        return self.bottom - (cents - self.low) * (self.bottom - self.top) // (self.high - self.low)

    def said(self, cents: int) -> str:
        """A value in the unit of the axis, without needless zeros: "20", "0,5"."""
        text = write_number(ratio(cents, self.divisor, 2), 2)
        return text.rstrip("0").rstrip(",") if "," in text else text

    @property
    def lines(self) -> list[int]:
        return list(range(self.low, self.high + 1, self.step))


def scale_of(values: Iterable[int], *, top: int, bottom: int) -> Scale:
    """An axis that holds zero and all values, parted by at most five round steps."""
    known = [0, *values]
    low, high = min(known), max(known)
    span = max(high - low, 100)
    power = 10 ** max(len(str(span)) - 2, 0)
    step = next(
        base * power * more for more in (1, 10, 100) for base in STEPS if base * power * more * MOST_LINES >= span
    )
    floor, ceiling = low // step * step, -(-high // step) * step
    if ceiling == floor:
        ceiling += step
    divisor, unit = next((one for one in UNITS if ceiling - floor >= one[0]), UNITS[-1])
    return Scale(floor, ceiling, step, divisor, unit, top, bottom)


def counts_scale(values: Iterable[int], unit: str, *, top: int, bottom: int) -> Scale:
    """An axis from zero in whole numbers, parted by at most five round steps."""
    high = max([1, *values])
    powers = range(len(str(high)) + 1)
    step = next(base * 10**power for power in powers for base in STEPS if base * 10**power * MOST_LINES >= high)
    return Scale(0, -(-high // step) * step, step, 1, unit, top, bottom)


def drawing(css: str, name: str, title: str, description: str, body: str, *, height: int = 384) -> SafeString:
    """The frame of a chart: role, name and the figures in words. `height` in pixels holds where no style says more."""
    return SafeString(
        f'<svg class="{css}" width="100%" height="{height}" role="img" aria-labelledby="{name}-t {name}-d">'
        f'<title id="{name}-t">{escape(title)}</title><desc id="{name}-d">{escape(description)}</desc>{body}</svg>'
    )


def text_at(x: int, y: int, words: str, css: str = "", *, dx: int = 0, dy: int = 0) -> str:
    """Words at a place in hundredths of a per cent, moved by pixels."""
    moved = (f' dx="{dx}"' if dx else "") + (f' dy="{dy}"' if dy else "")
    dressed = f' class="{css}"' if css else ""
    return f'<text{dressed} x="{at(x)}" y="{at(y)}"{moved}>{escape(words)}</text>'


def _rect(css: str, x: int, y: int, width: int, height: int) -> str:
    return f'<rect class="{css}" x="{at(x)}" y="{at(y)}" width="{at(width)}" height="{at(height)}"/>'


def line_at(css: str, x1: int, y1: int, x2: int, y2: int) -> str:
    """A straight line between two places in hundredths of a per cent."""
    return f'<line class="{css}" x1="{at(x1)}" y1="{at(y1)}" x2="{at(x2)}" y2="{at(y2)}"/>'


# Cumulative against the pace --------------------------------------------------

LEFT, RIGHT = 100, 8500


@dataclass(frozen=True)
class Series:
    """A cumulative line: pairs of (days since the start, cents), its name, and the goal its pace leads to.

    `pace` holds the points the dashed line runs through; without any it runs straight to the goal.
    """

    name: str
    is_filled: bool
    points: Sequence[tuple[int, int]]
    goal: int | None = None
    goal_text: str = ""
    pace: Sequence[tuple[int, int]] = ()


@dataclass(frozen=True)
class YearSpan:
    """A calendar year on the axis: the days between which it lies."""

    label: str
    start: int
    end: int


def cumulative(
    series: Sequence[Series],
    years: Sequence[YearSpan],
    days: int,
    today: int,
    *,
    today_label: str,
    title: str,
    description: str,
) -> SafeString:
    """Lines from the first day of a term, with dashed pace lines to the goals at its last day.

    `days` is the length of the term, `today` how many of them the lines cover; what lies behind is shaded.
    """
    values = [cents for one in series for _, cents in one.points]
    aims = [aim for one in series if one.goal is not None for aim in (one.goal, *(cents for _, cents in one.pace))]
    scale = scale_of([*values, *aims], top=700, bottom=9100)
    bits = [_grid(scale, days, today), *(_year_label(span, days) for span in years)]
    bits += _today_line(scale, days, today, today_label)
    bits += _paces(series, scale, days)
    bits += [_series(one, scale, days) for one in series]
    bits += _end_labels(series, scale, days)
    return drawing("plot tall", "c-cumulative", title, description, "".join(bits))


def _x(day: int, days: int) -> int:
    return LEFT + day * (RIGHT - LEFT) // days


def _grid(scale: Scale, days: int, today: int) -> str:
    shade = ""
    if today < days:
        shade = _rect("future", _x(today, days), scale.top, RIGHT - _x(today, days), scale.bottom - scale.top)
    rows = []
    for value in scale.lines:
        y = scale.y(value)
        rows.append(line_at("axis" if value == 0 else "grid", LEFT, y, RIGHT, y))
        if value:
            unit = f" {scale.unit}" if value == scale.high else ""
            rows.append(text_at(LEFT, y, scale.said(value) + unit, dy=-5))
    return shade + "".join(rows)


def _year_label(span: YearSpan, days: int) -> str:
    start, end = _x(span.start, days), _x(span.end, days)
    return text_at((start + end) // 2, 9100, span.label, "mid", dy=18) if end - start >= 400 else ""


def _today_line(scale: Scale, days: int, today: int, label: str) -> list[str]:
    x = _x(today, days)
    css, dx = ("fin", 0) if x > 5000 else ("", 4)
    return [line_at("today", x, scale.top - 200, x, scale.bottom), text_at(x, scale.top, label, css, dx=dx, dy=-7)]


def _paces(series: Sequence[Series], scale: Scale, days: int) -> list[str]:
    """Dashed lines to the goals; the upper goal is named above its end, the lower one below."""
    with_goal = sorted((one for one in series if one.goal is not None), key=lambda one: -(one.goal or 0))
    bits = []
    for index, one in enumerate(with_goal):
        places = [(_x(day, days), scale.y(cents)) for day, cents in one.pace or ((0, 0), (days, one.goal or 0))]
        bits += [line_at("pace", *before, *after) for before, after in pairwise(places)]
        end = scale.y(one.goal or 0)
        is_close = index > 0 and end - scale.y(with_goal[0].goal or 0) < CLOSE
        first, second = ((15, 29) if is_close else (8, 22)) if index else (1, -13)
        bits.append(text_at(RIGHT + 100, end, one.goal_text, "strong", dy=first))
        bits.append(text_at(RIGHT + 100, end, one.name.lower(), dy=second))
    return bits


def _series(one: Series, scale: Scale, days: int) -> str:
    places = [(_x(day, days), scale.y(cents)) for day, cents in one.points]
    line, dot = ("l-full", "full") if one.is_filled else ("l-open", "d-open")
    bits = [line_at(line, *before, *after) for before, after in pairwise(places)]
    for x, y in places[1:]:
        bits.append(f'<circle class="{dot}" cx="{at(x)}" cy="{at(y)}" r="{5 if (x, y) == places[-1] else 4}"/>')
    return "".join(bits)


def _end_labels(series: Sequence[Series], scale: Scale, days: int) -> list[str]:
    """The last value of each line beside its end: the upper line's above it, the lower one's below."""
    ends = [(one, one.points[-1]) for one in series if len(one.points) > 1]
    ends.sort(key=lambda end: -end[1][1])
    bits = []
    for index, (one, (day, cents)) in enumerate(ends):
        x = _x(day, days)
        above = ("strong fin halo", -12, -9) if x > 4000 else ("strong halo", 8, -9)
        below = ("strong fin halo", 0, 30) if x > 7000 else ("strong halo", 8, 20)
        css, dx, dy = below if index else above
        bits.append(text_at(x, scale.y(cents), f"{one.name} {scale.said(cents)}", css, dx=dx, dy=dy))
    return bits


# Two bars a year --------------------------------------------------------------


@dataclass(frozen=True)
class YearBars:
    """A year with both values; None for a year that has not come. `growth` is printed under its name."""

    label: str
    committed: int | None
    disbursed: int | None
    growth: str = ""


def yearly(years: Sequence[YearBars], *, title: str, description: str) -> SafeString:
    """Hollow (cam kết) and solid (giải ngân) bars side by side, a pair a year."""
    known = [value for year in years for value in (year.committed, year.disbursed) if value is not None]
    scale = scale_of(known, top=1300, bottom=7900)
    width = 10000 // max(len(years), 1)
    bits = []
    for index, year in enumerate(years):
        middle = width * index + width // 2
        bits.append(text_at(middle, scale.bottom, year.label, "mid", dy=18))
        if year.growth:
            bits.append(text_at(middle, scale.bottom, year.growth, "mid", dy=34))
        bits.append(_pair(year, scale, middle, width))
    named = _tallest(years, scale)
    if named is not None:
        bits += _names_in_bars(width * named + width // 2, width, scale.y(0) - 300)
    ahead = [index for index, year in enumerate(years) if year.committed is None and year.disbursed is None]
    bits.append(coming(ahead, width, scale.bottom))
    zero = scale.y(0)
    bits.append(line_at("axis", 0, zero, 10000, zero))
    return drawing("plot half", "c-yearly", title, description, "".join(bits), height=256)


def _pair(year: YearBars, scale: Scale, middle: int, width: int) -> str:
    bar, gap = width * 2 // 5, width // 100
    bits = []
    for css, value, left in (("open", year.committed, middle - bar - gap), ("full", year.disbursed, middle + gap)):
        if value is None:
            continue
        top, bottom = sorted((scale.y(value), scale.y(0)))
        bits.append(_rect(css, left, top, bar, bottom - top))
        bits.append(text_at(left + bar // 2, top, short(value, scale), "mid", dy=-6))
    return "".join(bits)


def short(cents: int, scale: Scale) -> str:
    """A value over a bar: one decimal in the unit of the axis."""
    return write_number(ratio(cents, scale.divisor, 1), 1)


def _tallest(years: Sequence[YearBars], scale: Scale) -> int | None:
    """The pair whose lower bar is the highest, where it is tall enough to carry its name."""
    lower = [min(scale.y(0) - scale.y(value or 0) for value in (year.committed, year.disbursed)) for year in years]
    highest = max(lower, default=0)
    return lower.index(highest) if highest >= (scale.bottom - scale.top) * 2 // 5 else None


def _names_in_bars(middle: int, width: int, y: int) -> list[str]:
    bar = width * 2 // 5
    places = (("onopen", "Cam kết", middle - bar // 2), ("onfull", "Giải ngân", middle + bar // 2))
    return [
        f'<svg class="plot" x="{at(x)}" y="{at(y)}">'
        f'<text class="{css}" x="0" y="4" transform="rotate(-90)">{words}</text></svg>'
        for css, words, x in places
    ]


def coming(ahead: Sequence[int], width: int, bottom: int) -> str:
    """The words "chưa đến" over the years that have not come, given by their place."""
    if not ahead:
        return ""
    return text_at((ahead[0] + ahead[-1] + 1) * width // 2, bottom, "chưa đến", "mid", dy=-10)


# Meters -----------------------------------------------------------------------


def meter(percent: Decimal, pace: Decimal, *, is_over: bool) -> SafeString:
    """How far a target is: the fill is what was reached, the mark the pace. Above 100 % the scale widens
    and the mark becomes the target, so nothing is cut off."""
    whole = max(Decimal(100), percent)
    is_beyond = percent > 100 or is_over
    marked = Decimal(100) if is_beyond else pace
    full, mark = (int(ratio(max(part, Decimal(0)) * 9960, whole, 0)) for part in (percent, marked))
    words = "chỉ tiêu" if is_beyond else f"nhịp {write_percent(pace)}"
    label = f"Đạt {write_percent(percent)} chỉ tiêu"
    if not is_over:
        label += f"; theo thời gian cần {write_percent(pace)}"
    return SafeString(
        f'<svg class="meter" role="img" aria-label="{label}">'
        f'<rect class="track" x=".5" y="6" width="99.6%" height="12"/>'
        f'<rect class="full" y="6" height="12" width="{at(full)}"/>'
        f'<line class="mark" x1="{at(mark)}" x2="{at(mark)}" y1="1" y2="23"/>'
        f'<text class="{_anchor(mark)}" x="{at(mark)}" y="37">{words}</text></svg>'
    )


def _anchor(x: int) -> str:
    """Where a label under a mark is tied, so that it stays in its box."""
    return "fin" if x > 8500 else "mid" if x > 1500 else ""


def years_meter(years: Sequence[tuple[str, str]], label: str) -> SafeString:
    """One field a year: pairs of name and "full" (đạt), "track" (không đạt) or "future"."""
    width = 10000 // max(len(years), 1)
    bits = []
    for index, (name, css) in enumerate(years):
        left = width * index + 30
        bits.append(f'<rect class="{css}" x="{at(left)}" y="6" width="{at(width - 60)}" height="12"/>')
        if len(years) <= 8:
            bits.append(f'<text class="mid" x="{at(left + width // 2 - 30)}" y="37">{escape(name)}</text>')
    return SafeString(f'<svg class="meter" role="img" aria-label="{escape(label)}">{"".join(bits)}</svg>')


def dots_meter(names: Sequence[str], label: str) -> SafeString:
    """One dot a name on a line; the names stand below while they have room."""
    width = 10000 // max(len(names), 1)
    bits = ['<line class="axis" x1="0" x2="100%" y1="12" y2="12"/>']
    for index, name in enumerate(names):
        x = width * index + width // 2
        bits.append(f'<circle class="full" cx="{at(x)}" cy="12" r="7"/>')
        if len(names) <= 3:
            bits.append(f'<text class="mid" x="{at(x)}" y="37">{escape(name)}</text>')
    return SafeString(f'<svg class="meter" role="img" aria-label="{escape(label)}">{"".join(bits)}</svg>')
