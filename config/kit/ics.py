"""Calendar files (RFC 5545) that telephones and mail programs take."""

from icalendar import Calendar, Timezone

ZONE = "Asia/Ho_Chi_Minh"
# No address anyone could reach: only makes the names of events unlike those of every other program.
NAMESPACE = "cau-noi.invalid"


def new_calendar(name: str, about: str) -> Calendar:
    """An empty calendar in the province's time, called `name` where it is shown; `about` says what made it."""
    calendar = Calendar()
    calendar.add("prodid", f"-//Cầu Nối//{about}//VI")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", ZONE)
    calendar.add_component(Timezone.from_tzid(ZONE))
    return calendar
