"""Which columns each kind of report prints, and how heads, widths and totals are made of them."""

from collections.abc import Mapping
from typing import Any

import pytest

from reports.choices import ReportKind
from reports.printed import sheets
from reports.printed.annexes import MAKERS
from reports.printed.tables import columns as listing
from reports.printed.tables.choice import CHOICES
from reports.printed.tables.columns import UPRIGHT, WIDE, WIDEST, Column
from reports.printed.tables.divided import DIVIDED, DIVISIONS
from reports.printed.tables.ngos import NGOS
from reports.printed.tables.people import CLASSES, MEMBERS, VISITS
from reports.printed.tables.projects import APPROVED, OUTPUTS, PROJECTS
from reports.printed.tables.term import PARTNERS, YEARS

pytestmark = pytest.mark.page

LISTS: Mapping[tuple[str, str], tuple[Any, bool]] = {
    ("projects", "projects"): (PROJECTS, True),
    ("approved", "approved"): (APPROVED, True),
    ("outputs", "outputs"): (OUTPUTS, True),
    ("ngos", "ngos"): (NGOS, True),
    ("incoming", "incoming"): (VISITS, True),
    ("outgoing", "outgoing"): (VISITS, True),
    ("members", "members"): (MEMBERS, False),
    ("classes", "classes"): (CLASSES, False),
    ("term", "years"): (YEARS, False),
    ("term", "partners"): (PARTNERS, False),
    **{("divided", name): (DIVIDED, False) for name in DIVISIONS},
}
CHOSEN = [
    (kind, one.annex, table, keys)
    for kind, annexes in CHOICES.items()
    for one in annexes
    for table, keys in one.tables.items()
]


def test_every_kind_of_report_chooses_its_annexes() -> None:
    assert set(CHOICES) == set(ReportKind.values)
    assert {one.annex for annexes in CHOICES.values() for one in annexes} == set(MAKERS)


@pytest.mark.parametrize(("kind", "annex", "table", "keys"), CHOSEN)
def test_the_columns_of_a_kind_are_known_and_fit_the_paper(
    kind: str, annex: str, table: str, keys: tuple[str, ...]
) -> None:
    columns, is_wide = LISTS[annex, table]
    paper = WIDE if is_wide else UPRIGHT

    chosen = listing.chosen(columns, keys)
    widths = listing.widths(chosen, is_wide=is_wide)

    assert len(set(keys)) == len(keys)
    assert sum(column.mm for column in chosen) <= paper
    assert widths.count(0) == 1
    rest = paper - sum(widths)
    assert rest >= chosen[widths.index(0)].mm
    assert all(2 * width == int(2 * width) and width <= WIDEST for width in widths)


def test_a_report_prints_each_column_at_most_once_and_the_whole_year_all_of_them() -> None:
    annual = {(one.annex, table): keys for one in CHOICES["annual"] for table, keys in one.tables.items()}

    assert set(annual) == set(LISTS)
    for name, (columns, _) in LISTS.items():
        assert annual[name] == tuple(column.key for column in columns)


def test_an_unknown_column_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        listing.chosen(PROJECTS, ["giá"])


COLUMNS = (
    listing.place_column(8),
    Column("name", "Tên", 30, lambda row: sheets.text(row[0]), grows=True),
    Column("aid", "Viện trợ", 20, lambda row: sheets.dollars(row[1]), above="Tổng vốn"),
    Column("own", "Đối ứng", 20, lambda row: sheets.count(row[2]), above="Tổng vốn"),
    Column("notes", "Ghi chú", 20, lambda row: sheets.text(""), grows=True),
)


def test_heads_stand_under_what_they_share() -> None:
    upper, lower, numbers = listing.head(COLUMNS, is_numbered=True)

    assert [(cell.text, cell.colspan, cell.rowspan) for cell in upper.cells] == [
        ("TT", 1, 2),
        ("Tên", 1, 2),
        ("Tổng vốn", 2, 1),
        ("Ghi chú", 1, 2),
    ]
    assert [cell.text for cell in lower.cells] == ["Viện trợ", "Đối ứng"]
    assert [cell.text for cell in numbers.cells] == ["(1)", "(2)", "(3)", "(4)", "(5)"]
    assert len(listing.head(COLUMNS[:2])) == 1


def test_a_column_alone_under_a_head_says_both() -> None:
    chosen = listing.chosen(COLUMNS, ["name", "aid", "notes"])

    assert [cell.text for row in listing.head(chosen) for cell in row.cells] == ["Tên", "Tổng vốn viện trợ", "Ghi chú"]


def test_columns_share_what_the_paper_leaves() -> None:
    # 66,5 mm are left over 98; the name gets three fifths of them, the notes what remains.
    assert listing.widths(COLUMNS, is_wide=False) == (8, 69.5, 20, 20, 0)
    assert listing.widths(COLUMNS, is_wide=True) == (8, 70, 20, 20, 0)


def test_a_total_is_named_up_to_its_first_sum() -> None:
    sums = {"own": sheets.added(sheets.count(5))}

    row = listing.total(COLUMNS, "Tổng cộng", sums, over=[0, 1])
    short = listing.total(COLUMNS[1:], "Cộng", sums)

    assert [(cell.text, cell.colspan) for cell in row.cells] == [("", 1), ("Tổng cộng", 2), ("5", 1), ("", 1)]
    assert (row.over, row.cells[2].adds) == ((0, 1), True)
    assert [(cell.text, cell.colspan) for cell in short.cells] == [("Cộng", 2), ("5", 1), ("", 1)]
