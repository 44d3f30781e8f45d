"""The sentences on whole years: what the running one is expected to come to, and how several years went. Pure."""

from collections.abc import Callable, Sequence
from functools import partial

from config.kit.numbers import write_scaled_vnd
from reports.printed.summary import Summary, YearAhead, YearLine, YearSum
from reports.printed.wording import CENTS_PER_MILLION, DECREASE, amounts, counted, million_usd, sentence, whole_usd

# The year ahead -----------------------------------------------------------------


def outlook(summary: Summary) -> str:
    """ "Ước thực hiện cả năm 2019: …", with what of it is estimated or dated after the as-of date."""
    found = summary.outlook
    if found is None:
        return ""
    sides = ((found.committed, "cam kết"), (found.disbursed, "giải ngân"))
    said = "; ".join(_side(side, word, summary) for side, word in sides if side.rows)
    missing = [row for side, _ in sides for row in side.without_usd]
    loose = f"chưa gồm {counted(len(missing), 'khoản')} ({amounts(missing)}) chưa quy đổi" if missing else ""
    return sentence(f"Ước thực hiện cả {found.name}: {said}", loose)


def _side(side: YearAhead, word: str, summary: Summary) -> str:
    if side.usd < 0:
        return f"về {word}, {DECREASE[word]} {whole_usd(-side.usd)}"
    vnd = f"tương đương {write_scaled_vnd(side.vnd)}" if side.vnd > 0 else ""
    inside = f"trong đó {whole_usd(side.open_usd)} là {_kinds(side, summary)}" if side.open_usd > 0 else ""
    brackets = ", ".join(part for part in (vnd, inside) if part)
    about = "ước " if side.estimate_rows else ""
    return f"giá trị {word} {about}đạt {whole_usd(side.usd)}{f' ({brackets})' if brackets else ''}"


def _kinds(side: YearAhead, summary: Summary) -> str:
    """What the open part consists of."""
    later = f"số phát sinh sau ngày {summary.as_of:%d/%m/%Y}" if side.later_rows else ""
    return " và ".join(part for part in ("số ước" if side.estimate_rows else "", later) if part)


# Several years ------------------------------------------------------------------


def money_by_year(summary: Summary) -> str:
    """Both sides of the ledger year by year, each with its best year."""
    aid = summary.aid
    sides = (
        (aid.committed, "cam kết", [(line, line.committed) for line in summary.years]),
        (aid.disbursed, "giải ngân", [(line, line.disbursed) for line in summary.years]),
    )
    return " ".join(
        _by_year(f"Giá trị {word}", years, partial(_reached, decrease=DECREASE[word]), "cao nhất")
        for side, word, years in sides
        if years and side.now.happened and not side.is_unconverted
    )


def _reached(cents: int, decrease: str) -> str:
    """Millions with one decimal, below a million in full."""
    said = million_usd(abs(cents)) if abs(cents) >= CENTS_PER_MILLION else whole_usd(abs(cents))
    return f"{'đạt' if cents >= 0 else decrease} {said}"


def delegations_by_year(summary: Summary) -> str:
    if not (summary.years and summary.visits.incoming.now):
        return ""
    years = [(line, YearSum(line.incoming or None)) for line in summary.years]
    return _by_year("Số đoàn vào", years, lambda number: f"đón {counted(number, 'đoàn')}", "nhiều nhất")


def _by_year(label: str, years: Sequence[tuple[YearLine, YearSum]], written: Callable[[int], str], best: str) -> str:
    """ "Giá trị cam kết qua các năm: năm 2018 đạt …, năm 2019 đạt …; năm 2020 không phát sinh; cao nhất là năm 2018."
    The best year is named where there are others and none reads like it."""
    held = [(line, found.cents) for line, found in years if found.cents is not None]
    told = [f"{_named(line)} {written(value)}" for line, value in held]
    most = max((value for _, value in held), default=0)
    top = [line.year for line, value in held if written(value) == written(most)]
    parts = (
        ", ".join(told),
        _without(years, "chưa quy đổi", is_unconverted=True),
        _without(years, "không phát sinh", is_unconverted=False),
        f"{best} là năm {top[0]}" if len(top) == 1 < len(held) and most > 0 else "",
    )
    return f"{label} qua các năm: {'; '.join(part for part in parts if part)}."


def _named(line: YearLine) -> str:
    return f"năm {line.year}{' (một phần)' if line.is_partial else ''}"


def _without(years: Sequence[tuple[YearLine, YearSum]], words: str, *, is_unconverted: bool) -> str:
    """The years that hold no value, for one of the two reasons."""
    bare = [str(line.year) for line, found in years if found.cents is None and found.is_unconverted is is_unconverted]
    return f"năm {', '.join(bare)} {words}" if bare else ""
