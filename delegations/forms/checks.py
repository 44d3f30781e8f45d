"""What several forms of a delegation refuse, in one wording each. Pure: no database, no clock."""

from datetime import date

from config.kit.choices import Qualifier
from config.kit.numbers import write_number
from config.kit.partial_dates import PartialDate
from delegations.forms.headcount import Headcount

LEAVES_FIRST = "Ngày rời đi ({departure}) trước ngày đến ({arrival}). Xem lại hai mốc thời gian."
REPORTED_FIRST = "Ngày gửi báo cáo ({sent:%d/%m/%Y}) trước ngày đoàn đến ({arrival}). Xem lại ngày."
FEWER_THAN_MEMBERS = (
    "Số người ({headcount}) ít hơn danh sách thành viên đã nhập ({members}). "
    "Sửa số người, hoặc sửa danh sách thành viên trước."
)
# "hơn 20" and "trên 20" say that there may be more.
AT_LEAST = (Qualifier.OVER, Qualifier.ABOVE)


def leaves_first(arrival: PartialDate | None, departure: PartialDate | None) -> str:
    """The sentence on a departure that lies wholly before the arrival; "" when all is well."""
    if arrival and departure and departure.last < arrival.first:
        return LEAVES_FIRST.format(arrival=arrival, departure=departure)
    return ""


def reported_first(arrival: PartialDate | None, sent: date | None) -> str:
    """The sentence on a report that was sent before the delegation came; "" when all is well."""
    return REPORTED_FIRST.format(sent=sent, arrival=arrival) if arrival and sent and sent < arrival.first else ""


def fewer_than_members(headcount: Headcount | None, members: int) -> str:
    """The sentence on a headcount below the number of members that stand by name; "" when all is well."""
    if headcount is None or headcount.qualifier in AT_LEAST or headcount.number >= members:
        return ""
    return FEWER_THAN_MEMBERS.format(headcount=headcount, members=write_number(members))
