"""A list that was read, put into the posted table of members. Nothing is stored here."""

from collections.abc import Sequence

from django.http import QueryDict
from django.views.decorators.debug import sensitive_variables

from config.reference.models import Country
from delegations.forms.members import PAPERS
from delegations.member_list import MemberList, ReadMember, folded

PASTED, WITH_IDENTITIES = f"{PAPERS}pasted", f"{PAPERS}columns"
PREFIX = "members"
CELLS = ("name", "title", "nationality", "role")


def country_names() -> dict[str, str]:
    """The name of each country by every name and code it goes by, folded; names win over codes."""
    rows = list(Country.objects.active().order_by("pk"))
    codes = {folded(row.code): row.name for row in rows}
    return codes | {folded(name): row.name for row in rows for name in row.folded_names}


@sensitive_variables()
def _rows_posted(posted: QueryDict) -> list[dict[str, str]]:
    """The rows of the table as they stand in the posted form, empty ones left out."""
    total = posted.get(f"{PREFIX}-TOTAL_FORMS", "0")
    count = min(int(total), 300) if total.isdecimal() and len(total) < 5 else 0
    names = ("id", "position", *CELLS, f"{PAPERS}passport", f"{PAPERS}born", "DELETE")
    rows = [{name: posted.get(f"{PREFIX}-{place}-{name}", "") for name in names} for place in range(count)]
    return [row for row in rows if any(row.values())]


@sensitive_variables()
def without_list(posted: QueryDict, rows: Sequence[dict[str, str]] | None = None) -> QueryDict:
    """The posted form without the list that was to be read, with these rows in its table."""
    data = posted.copy()
    data.pop(PASTED, None)
    if rows is None:
        return data
    for name in [name for name in data if name.startswith(f"{PREFIX}-")]:
        del data[name]
    initial = sum(1 for row in rows if row["id"])
    data.update({f"{PREFIX}-TOTAL_FORMS": str(len(rows)), f"{PREFIX}-INITIAL_FORMS": str(initial)})
    for place, row in enumerate(sorted(rows, key=lambda row: not row["id"])):
        data.update({f"{PREFIX}-{place}-{name}": value for name, value in row.items() if value})
    return data


@sensitive_variables()
def filled(posted: QueryDict, found: MemberList, *, with_identities: bool) -> QueryDict:
    """The posted form with the read members in its table: a name that stands there once is completed, others are
    added below."""
    rows = _rows_posted(posted)
    by_name: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        by_name.setdefault(folded(row["name"]), []).append(row)
    for member in found.members:
        same = by_name.get(folded(member.name), [])
        row = same.pop() if len(same) == 1 else {"id": "", "position": "", "DELETE": ""}
        if row not in rows:
            rows.append(row)
        _complete(row, member)
    data = without_list(posted, rows)
    data.pop(WITH_IDENTITIES, None)
    if with_identities and any(member.passport or member.born for member in found.members):
        data[WITH_IDENTITIES] = "1"
    return data


@sensitive_variables()
def _complete(row: dict[str, str], member: ReadMember) -> None:
    """What the list says wins; what it leaves empty stays."""
    for name in CELLS:
        row[name] = getattr(member, name) or row.get(name, "")
    row[f"{PAPERS}passport"] = member.passport or row.get(f"{PAPERS}passport", "")
    row[f"{PAPERS}born"] = member.born or row.get(f"{PAPERS}born", "")
