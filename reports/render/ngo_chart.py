"""The number of organisations over the years as steps, with published figures as hollow points."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.safestring import SafeString

from aid.queries.running import NGOCount
from config.kit.numbers import write_number
from reports.ngo_years import Baseline, NGOYears, YearLine
from reports.render.charts import CLOSE, Scale, at, counts_scale, drawing, line_at, text_at
from reports.render.published import said

LEFT, RIGHT, TOP, BOTTOM = 100, 9000, 900, 8900
MOST_LABELS = 8
UNIT = "tổ chức"


@dataclass(frozen=True)
class Axis:
    """The years from left to right; a year stands at its end."""

    first: int
    last: int

    def x(self, hundredths_of_year: int) -> int:
        """The place of a point in time, in hundredths of a year (201550 is the middle between 2015 and 2016)."""
        span = max(self.last - self.first, 1) * 100
        return LEFT + (hundredths_of_year - self.first * 100) * (RIGHT - LEFT) // span

    def labels(self) -> list[int]:
        """Years that carry a label: every one, or each second, fifth or tenth."""
        step = next(step for step in (1, 2, 5, 10, 20) if (self.last - self.first) // step < MOST_LABELS)
        return [year for year in range(self.first, self.last + 1) if year % step == 0] or [self.first]


def finding(years: NGOYears) -> str:
    """What the drawing shows, in one line."""
    first, last = years.lines[0], years.lines[-1]
    now = f"{write_number(last.counts.related)} tổ chức có quan hệ (ngày {last.day:%d/%m/%Y})"
    if first.year == last.year:
        return f"Hiện nay: {now}"
    then = f"{write_number(first.counts.related)} tổ chức cuối năm {first.year}"
    return f"Từ {then} đến {now}"


def in_words(years: NGOYears) -> str:
    """The figures of the drawing for those who cannot see it."""
    counts = [(line.day, write_number(line.counts.related), write_number(line.counts.direct)) for line in years.lines]
    lines = [f"Ngày {day:%d/%m/%Y}: {related} có quan hệ, {direct} trực tiếp." for day, related, direct in counts]
    published = [
        f"Đã công bố, {one.row.period_label}: {said(one.row)} ({one.row.label.lower()})." for one in years.baselines
    ]
    return " ".join([*lines, *published])


def ngo_chart(years: NGOYears) -> SafeString:
    """Two stepped lines, in relation and in direct relation, and the published figures whose years are known."""
    shown = [one for one in years.baselines if one.years]
    named = [year for one in shown for year in one.years]
    axis = Axis(min([years.lines[0].year, *named]), max([years.lines[-1].year, *named]))
    published = [value for one in shown for value in (one.row.value_low, one.row.value_high) if value is not None]
    counts = [line.counts.related for line in years.lines]
    scale = counts_scale([*counts, *published], UNIT, top=TOP, bottom=BOTTOM)
    bits = [*_grid(scale), *(text_at(axis.x(year * 100), BOTTOM, str(year), "mid", dy=18) for year in axis.labels())]
    bits += _steps(years.lines, "direct", "Trực tiếp", axis, scale)
    bits += _steps(years.lines, "related", "Có quan hệ", axis, scale)
    bits += [_baseline(one, axis, scale, years.lines) for one in shown]
    return drawing("plot tall", "c-ngos", finding(years), in_words(years), "".join(bits))


def _grid(scale: Scale) -> list[str]:
    bits = []
    for value in scale.lines:
        y = scale.y(value)
        bits.append(line_at("axis" if value == 0 else "grid", LEFT, y, RIGHT, y))
        if value:
            unit = f" {UNIT}" if value == scale.high else ""
            bits.append(text_at(LEFT, y, write_number(value) + unit, dy=-5))
    return bits


def _steps(lines: Sequence[YearLine], name: str, words: str, axis: Axis, scale: Scale) -> list[str]:
    """A count holds until the next one is known: level, then up or down."""
    css = "l-full" if name == "related" else "l-open"
    places = [(axis.x(line.year * 100), scale.y(getattr(line.counts, name))) for line in lines]
    bits = []
    for (x, y), (next_x, next_y) in pairwise(places):
        bits += [line_at(css, x, y, next_x, y), line_at(css, next_x, y, next_x, next_y)]
    x, y = places[-1]
    bits.append(f'<circle class="full" cx="{at(x)}" cy="{at(y)}" r="5"/>')
    bits.append(
        text_at(x, y, f"{words} {write_number(getattr(lines[-1].counts, name))}", "strong fin halo", dx=40, dy=-10)
    )
    return bits


def _baseline(one: Baseline, axis: Axis, scale: Scale, lines: Sequence[YearLine]) -> str:
    """A hollow point with the number as its source has it; a range is a line between its ends.

    Lines mostly rise: above one its left side is free, below one its right side.
    """
    x = axis.x(sum(one.years) * 100 // len(one.years))
    low, high = one.row.value_low, one.row.value_high or one.row.value_low
    y = scale.y((low + high) // 2)
    bits = [line_at("l-open", x, scale.y(low), x, scale.y(high))] if high != low else []
    bits.append(f'<circle class="d-open" cx="{at(x)}" cy="{at(y)}" r="6"/>')
    is_above = scale.bottom - y < CLOSE or (low + high) // 2 >= _nearest(lines, one.years[-1], low)
    css, dx, dy = ("fin halo", -6, -10) if is_above and x > 1500 else ("halo", 8, -22 if is_above else 20)
    bits.append(text_at(x, y, said(one.row).replace("\u00a0", " ").removesuffix(f" {UNIT}"), css, dx=dx, dy=dy))
    return "".join(bits)


def _nearest(lines: Sequence[YearLine], year: int, value: int) -> int:
    """The count of that year, of both lines, that lies nearest to a value; 0 for a year without counts."""
    counts = next((line.counts for line in lines if line.year == year), NGOCount())
    return min((counts.related, counts.direct), key=lambda count: abs(count - value))
