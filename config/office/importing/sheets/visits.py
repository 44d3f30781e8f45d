"""The cells of a delegation that hold several things: time, persons, countries, papers, costs."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError

from config.kit.importing import (
    CellRefused,
    CellValue,
    folded_words,
    read_date,
    read_day,
    read_stay,
    read_text,
    read_whole,
)
from config.kit.numbers import DoubtfulNumber, UnreadableNumber, read_amount, write_amount
from config.kit.partial_dates import PartialDate, ReversedRange
from config.kit.records import Tracked
from config.office.importing.known import Known
from config.office.importing.plan import Add, CellChange, Operation, Replace
from config.office.importing.rows import RowReader
from delegations.choices import Direction, PermitKind
from delegations.forms.headcount import Headcount, HeadcountField
from delegations.models import CoHost, Delegation, DelegationCost, DelegationCountry, Permit

Row = dict[str, Any]
NO_TIME = "Chưa ghi thời gian; ghi cột “Thời gian” hoặc “Ngày đến”."
TWO_TIMES = "Cột này ghi {}, nhưng cột “{}” ghi {}; hãy sửa cho khớp."
NOT_POSITIVE = "Số tiền phải lớn hơn 0; để trống ô này nếu không có khoản nào."
NO_AMOUNT = "Có nguồn kinh phí nhưng chưa ghi số tiền; ghi số tiền, hoặc chuyển nội dung này sang cột “Ghi chú”."
NO_SOURCE = "Có số tiền nhưng chưa ghi nguồn kinh phí; ghi nguồn, ví dụ “Ngân sách tỉnh” hoặc “Đoàn tự chi trả”."
SAME_IN_VND = "Khoản này đã tính bằng đồng: để trống ô này, hoặc ghi đúng số tiền."
ONE_PERMIT = "Ghi nhiều văn bản thì ghi ngày ngay sau từng số văn bản, ví dụ “12/UBND-NC ngày 05/3/2018; 15/SYT”."
PERMIT_WITHOUT_NUMBER = "Có ngày hoặc cơ quan cho phép nhưng chưa ghi số văn bản; hãy ghi số."
PERMIT_TWICE = "Văn bản “{}” ghi hai lần; chỉ để một lần."
_MOST_PERSONS = HeadcountField(required=False)


@dataclass(frozen=True)
class Wanted:
    """The parts that a row tells; an empty list says nothing about what is stored."""

    countries: Sequence[Row] = ()
    cohosts: Sequence[Row] = ()
    permits: Sequence[Row] = ()
    costs: Sequence[Row] = ()


def read_parts(reader: RowReader, known: Known) -> Wanted:
    """Countries, hosts, papers and costs of the row."""
    countries = reader.read(
        "countries", lambda value: several(read_text(value, limit=500, is_multiline=True), known.countries.find)
    )
    agencies = reader.read("cohosts", lambda value: _listed(value, known.agency))
    return Wanted(
        [{"country": each} for each in countries or ()],
        [{"agency": each} for each in agencies or ()],
        _permits(reader),
        _costs(reader, known),
    )


# Time and persons -------------------------------------------------------------


def read_time(reader: RowReader) -> tuple[PartialDate | None, PartialDate | None]:
    """Arrival and departure, of one cell or of two; both ways at once must agree."""
    stay = reader.read("time", read_stay)
    start, end = reader.read("arrival", read_date), reader.read("departure", read_date)
    if reader.cell("time") is None:
        if reader.cell("arrival") is None:
            reader.refuse("time", NO_TIME)
    elif stay is not None:
        _agree(reader, "arrival", start, stay[0])
        is_open = stay[1] in (None, stay[0])
        if not is_open:
            _agree(reader, "departure", end, stay[1])
        start, end = stay[0], end if is_open and end is not None else stay[1]
    if start is not None and end is not None and end.last < start.first:
        reader.refuse("departure" if reader.cell("departure") is not None else "time", str(ReversedRange(start, end)))
    return start, end


def _agree(reader: RowReader, key: str, told: PartialDate | None, other: PartialDate | None) -> None:
    if told is not None and told != other:
        reader.refuse(key, TWO_TIMES.format(told, reader.label("time"), other))


def read_persons(reader: RowReader) -> Row:
    """The number of persons with what stands before it; nothing when the cell is empty."""
    found = reader.read("persons", _headcount)
    return {} if found is None else {"headcount": found.number, "headcount_qualifier": found.qualifier}


def _headcount(value: CellValue) -> Headcount:
    """As the form of a delegation reads it: "20", "20 người", "khoảng 20"."""
    try:
        found: Headcount = _MOST_PERSONS.clean(read_text(value, limit=100))
    except ValidationError as error:
        raise CellRefused(" ".join(error.messages)) from error
    return found


def head_of(reader: RowReader) -> Row:
    """Name and title of the head out of one cell, parted by the first comma."""
    text = reader.text("head", limit=350)
    name, _, title = (part.strip() for part in text.partition(","))
    return {key: value for key, value in (("head_name", name), ("head_title", title)) if value}


# Names ------------------------------------------------------------------------

_PARTED = (r"[;\n]", r"\s*[,/&+]\s*|\s+và\s+|\s+-\s+")


def several(text: str, find: Callable[[str], Any]) -> list[Any]:
    """Things named in one cell, each once: the whole text when it is a name, else parted by ";", then by
    commas, strokes and "và". Raises CellRefused naming the piece that is unknown."""
    found: list[Any] = []
    for piece in filter(None, (part.strip() for part in re.split(_PARTED[0], text))):
        one = find(piece)
        things = [one] if one is not None else [_one(part, find) for part in re.split(_PARTED[1], piece) if part]
        found += [thing for thing in things if thing not in found]
    if not found:
        raise CellRefused(f"Không đọc được tên trong “{text}”; hãy ghi lại.")
    return found


def _one(name: str, find: Callable[[str], Any]) -> Any:
    thing = find(name)
    if thing is None:
        raise CellRefused(f"Không có nước “{name}”; hãy sửa tên hoặc thêm trước khi nhập.")
    return thing


def _listed(value: CellValue, find: Callable[[str], Any]) -> list[Any]:
    """Agencies apart by ";" or lines: their names hold commas."""
    text = read_text(value, limit=1000, is_multiline=True)
    found: list[Any] = []
    for name in filter(None, (part.strip() for part in re.split(r"[;\n]", text))):
        thing = find(name)
        if thing not in found:
            found.append(thing)
    return found


# Papers -----------------------------------------------------------------------

_PAPER = re.compile(
    r"(?:(?:văn bản\s+)?số\s*:?\s*)?(?P<number>.+?)(?:,?\s+ngày\s+|\s*,\s*|\s*\(\s*)(?P<day>[\d/. -]{4,})\)?", re.I
)


def papers(text: str) -> list[tuple[str, date | None]]:
    """Numbers and days of the papers in one cell: "1590/UBND-NC ngày 05/3/2018; 15/SYT".

    Raises CellRefused for a day that does not exist or is not exact, for too long a number, and for one twice.
    """
    found: list[tuple[str, date | None]] = []
    for piece in filter(None, (part.strip(" .") for part in re.split(r"[;\n]", text))):
        number, day = _paper(piece)
        if len(number) > 60:
            raise CellRefused(f"Số văn bản “{number[:40]}…” dài hơn 60 ký tự; ghi gọn số, ký hiệu và ngày.")
        if any(number == one for one, _ in found):
            raise CellRefused(PERMIT_TWICE.format(number))
        found.append((number, day))
    return found


def _paper(piece: str) -> tuple[str, date | None]:
    match = _PAPER.fullmatch(piece)
    if match is None:
        return re.sub(r"^(?:văn bản\s+)?số\s*:?\s*(?=\S)", "", piece, flags=re.I), None
    return match["number"], read_day(match["day"].strip())


def _permits(reader: RowReader) -> list[Row]:
    told = reader.read("permits", lambda value: papers(read_text(value, limit=1000, is_multiline=True))) or []
    day, issuer = reader.read("permit_on", read_day), reader.text("permit_issuer", limit=150)
    if reader.cell("permits") is None and (day is not None or issuer):
        reader.refuse("permits", PERMIT_WITHOUT_NUMBER)
    if day is not None and len(told) > 1:
        reader.refuse("permit_on", ONE_PERMIT)
    elif day is not None and told and told[0][1] not in (None, day):
        reader.refuse(
            "permit_on", TWO_TIMES.format(f"{day:%d/%m/%Y}", reader.label("permits"), f"{told[0][1]:%d/%m/%Y}")
        )
    more = {"issuer": issuer} if issuer else {}
    return [{"number": number, "issued_on": own or (day if len(told) == 1 else None), **more} for number, own in told]


# Costs ------------------------------------------------------------------------


def _costs(reader: RowReader, known: Known) -> list[Row]:
    """The one cost of a row: amount, currency, source and, of a foreign amount, its value in đồng."""
    currency = reader.named("currency", known.currencies.get)
    found = reader.read("cost", lambda value: read_cost(value, currency))
    source, vnd = (
        reader.text("cost_source", limit=200),
        reader.read("cost_vnd", lambda value: read_whole(value, highest=10**15 - 1)),
    )
    if reader.cell("cost") is None:
        if source or vnd is not None:
            reader.refuse("cost", NO_AMOUNT)
        return []
    if not source and reader.cell("cost_source") is None:
        reader.refuse("cost_source", NO_SOURCE)
    if found is None:
        return []
    amount, code = found
    if code == "VND":
        if vnd not in (None, int(amount)):
            reader.refuse("cost_vnd", SAME_IN_VND)
        vnd = int(amount)
    return [{"source": source, "amount": amount, "currency": code, **({"vnd": vnd} if vnd else {})}]


def read_cost(value: CellValue, currency: str | None) -> tuple[Decimal, str]:
    """An amount above zero with its currency: of the column, else of the text ("2.000 USD"), else đồng."""
    code = currency or "VND"
    try:
        amount, named = read_amount(read_text(value, limit=100), code)
    except (DoubtfulNumber, UnreadableNumber) as error:
        raise CellRefused(str(error)) from error
    if currency and named != currency:
        raise CellRefused(f"Số tiền ghi {named} nhưng cột loại tiền ghi {currency}; hãy sửa cho khớp.")
    if amount <= 0:
        raise CellRefused(NOT_POSITIVE)
    return amount, named or code


# Parts of a stored or new delegation --------------------------------------------


class Parts:
    """What a row's parts mean for a delegation: countries and further hosts are told whole and replace
    others; papers and costs are added beside what the dossier holds already."""

    def __init__(self, delegation: Delegation, wanted: Wanted) -> None:
        self.delegation, self.wanted = delegation, wanted
        out = delegation.direction == Direction.OUT
        self._permit_kind = PermitKind.OUTGOING if out else PermitKind.VISIT

    def new(self) -> list[Tracked]:
        """Unsaved rows of a delegation that is not stored yet."""
        held = self.delegation
        return [
            *(DelegationCountry(delegation=held, **each) for each in self.wanted.countries),
            *(CoHost(delegation=held, **each) for each in self.wanted.cohosts),
            *(self._permit(each) for each in self.wanted.permits),
            *(DelegationCost(delegation=held, **each) for each in self.wanted.costs),
        ]

    def operations(self) -> list[Operation]:
        """What makes the stored parts what the row tells."""
        replaced = [(name, wanted) for name, _, wanted in self._lists() if wanted is not None]
        return [
            *(Replace(self.delegation, name, wanted) for name, wanted in replaced),
            *(Add(row) for row in self._missing_permits()),
            *(Add(row) for row in self._missing_costs()),
        ]

    def changes(self, reader: RowReader) -> list[CellChange]:
        """The same, as people read it."""
        found = [
            CellChange(reader.label(name), _names(held), _names(next(iter(each.values())) for each in wanted))
            for name, held, wanted in self._lists()
            if wanted is not None
        ]
        found += [CellChange(reader.label("permits"), "–", str(row)) for row in self._missing_permits()]
        return found + [CellChange(reader.label("cost"), "–", _cost(row)) for row in self._missing_costs()]

    def persons_change(self, reader: RowReader, persons: Row) -> CellChange:
        """The number of persons before and after, each with its qualifier."""
        held = self.delegation
        old = "–" if held.headcount is None else str(Headcount(held.headcount, held.headcount_qualifier))
        new = Headcount(persons["headcount"], persons["headcount_qualifier"])
        return CellChange(reader.label("persons"), old, str(new))

    def _lists(self) -> list[tuple[str, list[Any], Sequence[Row] | None]]:
        """Countries and further hosts: what is stored, and what is wanted when it differs."""
        stored: dict[str, list[Any]] = {
            "countries": [each.country for each in self.delegation.countries.all()],
            "cohosts": [each.agency for each in self.delegation.cohosts.all()],
        }
        wanted = {"countries": self.wanted.countries, "cohosts": self.wanted.cohosts}
        return [(name, held, wanted[name] if _differ(held, wanted[name]) else None) for name, held in stored.items()]

    def _permit(self, each: Row) -> Permit:
        return Permit(delegation=self.delegation, kind=self._permit_kind, **each)

    def _missing_permits(self) -> list[Permit]:
        held = {folded_words(each.number) for each in self.delegation.permits.all()}
        return [self._permit(each) for each in self.wanted.permits if folded_words(each["number"]) not in held]

    def _missing_costs(self) -> list[DelegationCost]:
        held = [(folded_words(each.source), each.amount, each.currency) for each in self.delegation.costs.all()]
        return [
            DelegationCost(delegation=self.delegation, **each)
            for each in self.wanted.costs
            if (folded_words(each["source"]), each["amount"], each["currency"]) not in held
        ]


def same_visit(stored: Iterable[Delegation], countries: frozenset[int]) -> Delegation | None:
    """The stored delegation of a row among those of one name and time: one that shares a country with it, or
    of which no country is known."""
    for each in stored:
        held = {row.country_id for row in each.countries.all()}
        if not held or not countries or held & countries:
            return each
    return None


def _differ(held: list[Any], wanted: Sequence[Row]) -> bool:
    told = [next(iter(each.values())) for each in wanted]
    return bool(told) and (len(told) != len(held) or any(each not in held for each in told))


def _names(things: Iterable[Any]) -> str:
    return "; ".join(map(str, things)) or "–"


def _cost(row: DelegationCost) -> str:
    return f"{row.source}: {write_amount(row.amount, row.currency)}"
