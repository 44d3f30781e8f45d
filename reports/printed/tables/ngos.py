"""The organisations with their certificates."""

from collections.abc import Mapping

from config.kit.numbers import write_number
from reports.printed import sheets
from reports.printed.sheets import Annex, PrintTable
from reports.printed.summary import Summary
from reports.printed.tables import columns as listing
from reports.printed.tables.choice import Keys
from reports.printed.tables.columns import Column, place_column
from reports.printed.tables.projects import written_day

NGOS = (
    place_column(8),
    Column("name", "Tên tổ chức", 55, lambda row: sheets.text(row.name), grows=True),
    Column("country", "Quốc gia, vùng lãnh thổ", 28, lambda row: sheets.text(row.country)),
    Column("relation", "Quan hệ với tỉnh", 26, lambda row: sheets.text(row.relation)),
    Column("paper", "Loại giấy đăng ký", 36, lambda row: sheets.text(row.kind), grows=True),
    Column("number", "Số giấy", 26, lambda row: sheets.centred(row.number)),
    Column("issued_on", "Ngày cấp", 19, lambda row: sheets.centred(written_day(row.issued_on))),
    Column("expires_on", "Ngày hết hạn", 19, lambda row: sheets.centred(written_day(row.expires_on))),
    Column("state", "Tình trạng giấy", 34.5, lambda row: sheets.text(row.state), grows=True),
)


def ngos_annex(summary: Summary, tables: Mapping[str, Keys]) -> Annex | None:
    rows, columns = summary.annexes.ngos, listing.chosen(NGOS, tables["ngos"])
    if not rows:
        return None
    table = PrintTable(
        name="ngos",
        css="bang-2",
        is_wide=True,
        widths=listing.widths(columns, is_wide=True),
        head=listing.head(columns, is_numbered=True),
        body=listing.lines(columns, rows),
        notes=(_note(summary),),
    )
    province = summary.body.province_word
    day = f"{summary.as_of:%d/%m/%Y}"
    title = f"Tổ chức PCPNN có quan hệ với {province} hoặc có giấy đăng ký còn hiệu lực đến ngày {day}"
    return Annex("ngos", title, (table,), is_wide=True)


def _note(summary: Summary) -> str:
    """The counts of the text, which count these rows; no column of the list is a sum."""
    aid = summary.aid
    return (
        f"Danh sách có {write_number(len(summary.annexes.ngos))} tổ chức: {write_number(aid.related)} tổ chức có quan "
        f"hệ, trong đó {write_number(aid.direct)} có quan hệ trực tiếp; {write_number(aid.certified)} tổ chức có giấy "
        "đăng ký còn hiệu lực. Một tổ chức có thể ở cả ba số. Tổ chức có nhiều giấy thì ghi giấy còn hiệu lực lâu "
        "nhất, không còn giấy nào hiệu lực thì ghi giấy mới nhất."
    )
