"""The two charts of the annual summary: by year, and cumulative against an even pace.

WeasyPrint applies no page style to inline drawings, so face and size are attributes here. Told apart by shape,
not colour: hollow is committed, solid is disbursed, dashed is the even pace. Whole numbers throughout: tenths
of a drawing unit, which is about a point.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from config.kit.numbers import write_million_usd
from reports.printed.summary import Summary, TermStand

WIDTH, HEIGHT = 2260, 1200
LEFT, RIGHT, TOP, FLOOR = 40, 2220, 260, 1040
FACE = 'font-family="Times New Roman, Liberation Serif, serif" font-size="9" fill="#000"'
ITALIC = ' font-style="italic"'
PACE = 'stroke="#000" stroke-width=".6" stroke-dasharray="3 2.5"'
HOLLOW, SOLID = 'fill="#fff" stroke="#000" stroke-width=".8"', 'fill="#444" stroke="#000" stroke-width=".8"'


@dataclass(frozen=True)
class Chart:
    """A drawing with the words under it."""

    caption: str
    svg: SafeString


def charts(summary: Summary) -> tuple[Chart, ...]:
    """Both charts of the term up to the as-of date; none where a sum is below zero or nothing has happened."""
    term = summary.term
    if term is None or not term.years:
        return ()
    values = [value for line in term.years for value in (line.committed, line.disbursed)]
    sums = [value for line in term.years for value in (line.committed_sum, line.disbursed_sum)]
    if min(*values, *sums) < 0 or max(values) <= 0:
        return ()
    return (
        Chart("Biểu đồ 1. Cam kết và giải ngân theo năm", _by_year(term)),
        Chart("Biểu đồ 2. Lũy kế so với tiến độ đều", _cumulative(term)),
    )


def _n(tenths: int) -> str:
    return f"{tenths // 10}.{tenths % 10}" if tenths >= 0 else f"-{-tenths // 10}.{-tenths % 10}"


def _text(x: int, y: int, words: str, anchor: str = "middle", more: str = "") -> str:
    return f'<text x="{_n(x)}" y="{_n(y)}" text-anchor="{anchor}"{more}>{escape(words)}</text>'


def _line(x1: int, y1: int, x2: int, y2: int, more: str = 'stroke="#000" stroke-width=".8"') -> str:
    return f'<line x1="{_n(x1)}" y1="{_n(y1)}" x2="{_n(x2)}" y2="{_n(y2)}" {more}/>'


def _box(x: int, y: int, width: int, height: int, look: str) -> str:
    return f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}" {look}/>'


def _million(cents: int) -> str:
    return write_million_usd(cents, 1)


def _drawing(name: str, title: str, description: str, body: str) -> SafeString:
    return mark_safe(  # noqa: S308  built here from numbers and escaped words
        f'<svg class="bd" viewBox="0 0 {WIDTH // 10} {HEIGHT // 10}" role="img" aria-labelledby="{name}-t {name}-d" '
        f'{FACE}><title id="{name}-t">{escape(title)}</title><desc id="{name}-d">{escape(description)}</desc>'
        f"{_text(LEFT, 90, 'triệu USD', 'start', ITALIC)}{body}"
        f"{_line(LEFT, FLOOR, RIGHT, FLOOR)}</svg>"
    )


def _legend() -> str:
    """What hollow and solid mean."""
    return (
        _box(1250, 30, 70, 70, HOLLOW)
        + _text(1350, 93, "cam kết", "start")
        + _box(1720, 30, 70, 70, SOLID)
        + _text(1820, 93, "giải ngân", "start")
    )


def _by_year(term: TermStand) -> SafeString:
    highest = max(value for line in term.years for value in (line.committed, line.disbursed))
    step = (RIGHT - LEFT) // len(term.years)
    width = min(step * 42 // 100, 320)
    body = [_legend()]
    for place, line in enumerate(term.years):
        middle = LEFT + place * step + step // 2
        for x, value, look in ((middle - width, line.committed, HOLLOW), (middle, line.disbursed, SOLID)):
            tall = value * (FLOOR - TOP) // highest
            body.append(_box(x, FLOOR - tall, width, tall, look))
            body.append(_text(x + width // 2, FLOOR - tall - 35, _million(value)))
        body.append(_text(middle, FLOOR + 120, str(line.year)))
    said = "; ".join(
        f"năm {line.year}: cam kết {_million(line.committed)}, giải ngân {_million(line.disbursed)} triệu USD"
        for line in term.years
    )
    title = f"Giá trị cam kết và giải ngân theo năm, {term.years[0].year}-{term.years[-1].year}"
    return _drawing("bd1", title, said, "".join(body))


def _cumulative(term: TermStand) -> SafeString:
    totals = [target.goal or 0 for target in term.targets if target.kind == "total" and target.unit == "USD"]
    goals, last = sorted({goal for goal in totals if goal}), term.years[-1]
    plane = _Plane(term, max(*goals, last.committed_sum, last.disbursed_sum, 1))
    committed = [(line.year, line.committed_sum) for line in term.years]
    disbursed = [(line.year, line.disbursed_sum) for line in term.years]
    body = [_legend(), *(plane.pace(goal) for goal in goals)]
    body += [plane.curve(committed, thick=False), plane.curve(disbursed, thick=True)]
    x = plane.x(last.year)
    body.append(_text(x - 40, plane.y(last.committed_sum) - 40, _million(last.committed_sum), "end"))
    body.append(_text(x, plane.y(last.disbursed_sum) + 125, _million(last.disbursed_sum), "end"))
    body += [_text(plane.x(year), FLOOR + 120, str(year)) for year in plane.years]
    said = "; ".join(
        f"đến hết năm {line.year}: cam kết {_million(line.committed_sum)}, "
        f"giải ngân {_million(line.disbursed_sum)} triệu USD"
        for line in term.years
    )
    return _drawing("bd2", f"Lũy kế so với tiến độ đều của nhiệm kỳ {term.name}", said, "".join(body))


class _Plane:
    """Years of the term from left to right, cents from the floor up."""

    def __init__(self, term: TermStand, highest: int) -> None:
        self.years = range(term.start.year, term.end.year + 1)
        self.step, self.highest = (RIGHT - LEFT - 200) // len(self.years), highest

    def x(self, year: int) -> int:
        return LEFT + (year - self.years[0] + 1) * self.step

    def y(self, cents: int) -> int:
        return FLOOR - cents * (FLOOR - TOP) // self.highest

    def pace(self, goal: int) -> str:
        """The dashed line to a goal, with its value at the end."""
        x, y = self.x(self.years[-1]), self.y(goal)
        return _line(LEFT, FLOOR, x, y, PACE) + _text(x + 20, y + 30, _million(goal), "start")

    def curve(self, sums: Sequence[tuple[int, int]], *, thick: bool) -> str:
        points = [(LEFT, FLOOR), *((self.x(year), self.y(value)) for year, value in sums)]
        path = " ".join(f"{_n(x)},{_n(y)}" for x, y in points)
        width, fill = ("1.8", "#444") if thick else (".9", "#fff")
        dots = "".join(
            f'<circle cx="{_n(x)}" cy="{_n(y)}" r="2.4" fill="{fill}" stroke="#000" stroke-width=".8"/>'
            for x, y in points[1:]
        )
        return f'<polyline points="{path}" fill="none" stroke="#000" stroke-width="{width}"/>{dots}'
