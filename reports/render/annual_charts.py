"""The two charts of the annual summary: by year, and cumulative against an even pace.

WeasyPrint applies no page style to inline drawings, so face and size are attributes here. Told apart by shape,
not colour: hollow is committed, solid is disbursed, dashed is the even pace. Whole numbers throughout: tenths
of a drawing unit, which is about a point.
"""

from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from config.kit.numbers import write_million_usd
from reports.summary import Summary, TermStand

WIDTH, HEIGHT = 2260, 1200
LEFT, RIGHT, TOP, FLOOR = 40, 2220, 260, 1040
FACE = 'font-family="Times New Roman, Liberation Serif, serif" font-size="9" fill="#000"'
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
        f"{_text(LEFT, 90, 'triệu USD', 'start', ' font-style="italic"')}{body}"
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
    goals = [target.goal or 0 for target in term.targets if target.kind == "total" and target.unit == "USD"]
    last = term.years[-1]
    highest = max(*goals, last.committed_sum, last.disbursed_sum, 1)
    years = range(term.start.year, term.end.year + 1)
    step = (RIGHT - LEFT - 200) // len(years)

    def x(year: int) -> int:
        return LEFT + (year - years[0] + 1) * step

    def y(cents: int) -> int:
        return FLOOR - cents * (FLOOR - TOP) // highest

    body = [_legend()]
    for goal in sorted(set(goals)):
        if goal:
            body.append(
                _line(LEFT, FLOOR, x(years[-1]), y(goal), 'stroke="#000" stroke-width=".6" stroke-dasharray="3 2.5"')
            )
            body.append(_text(x(years[-1]) + 20, y(goal) + 30, _million(goal), "start"))
    for sums, thick in (
        ([line.committed_sum for line in term.years], ".9"),
        ([line.disbursed_sum for line in term.years], "1.8"),
    ):
        points = [(LEFT, FLOOR), *((x(line.year), y(value)) for line, value in zip(term.years, sums, strict=True))]
        path = " ".join(f"{_n(px)},{_n(py)}" for px, py in points)
        body.append(f'<polyline points="{path}" fill="none" stroke="#000" stroke-width="{thick}"/>')
        look = 'fill="#fff"' if thick == ".9" else 'fill="#444"'
        body += [
            f'<circle cx="{_n(px)}" cy="{_n(py)}" r="2.4" {look} stroke="#000" stroke-width=".8"/>'
            for px, py in points[1:]
        ]
    body.append(_text(x(last.year), y(last.committed_sum) - 50, _million(last.committed_sum)))
    body.append(_text(x(last.year), y(last.disbursed_sum) + 115, _million(last.disbursed_sum)))
    body += [_text(x(year), FLOOR + 120, str(year)) for year in years]
    said = "; ".join(
        f"đến hết năm {line.year}: cam kết {_million(line.committed_sum)}, giải ngân {_million(line.disbursed_sum)} triệu USD"
        for line in term.years
    )
    return _drawing("bd2", f"Lũy kế so với tiến độ đều của nhiệm kỳ {term.name}", said, "".join(body))
