"""Two people on one record: the second one's text is kept, what they did not touch follows the first.

Nothing is written here. The merged data fills the form again, with the list of what changed beside
it, and the person saves once more, knowingly.
"""

from collections.abc import Iterator
from typing import Any

from django.forms import BoundField
from django.http import QueryDict

from config.kit.changes import first_save_after
from config.kit.fields import Options
from config.kit.forms import Parts, RecordForm, rows_of


def merged_data(form_class: type[RecordForm], current: Any, version: int, posted: QueryDict) -> QueryDict:
    """The posted data, with every field that equals the version it was based on taken from `current`."""
    data = posted.copy()
    base = current.history.filter(version=version).order_by("-history_id").first()
    data["version"] = str(current.version)
    if base is None:
        return data
    shown = form_class(instance=base.instance)
    now = form_class(instance=current)
    for name in now.fields:  # a form may have other fields than before, where the record says which
        if name not in shown.fields or not _is_typed(shown, name, posted):
            _put(data, now[name])
    for parts in form_class.parts:
        _merge_parts(parts, current, first_save_after(current, version), data)
    return data


def _is_typed(shown: RecordForm, name: str, posted: QueryDict) -> bool:
    """Whether the posted value of a field differs from what the form showed."""
    field, bound = shown.fields[name], shown[name]
    return bool(field.has_changed(bound.initial, field.widget.value_from_datadict(posted, {}, bound.html_name)))


def _put(data: QueryDict, bound: BoundField) -> None:
    """Write a field's present value into the data, as its widget would post it."""
    value = bound.value()
    data.pop(bound.html_name, None)
    if value is True:
        data[bound.html_name] = "on"
    elif isinstance(value, (list, tuple)):
        data.setlist(bound.html_name, [str(item) for item in value])
    elif value not in (None, False):
        data[bound.html_name] = str(value)


def _merge_parts(parts: Parts, current: Any, since: Any, data: QueryDict) -> None:
    """Rows nobody touched here follow the database; rows added meanwhile are kept; own edits stay."""
    rows = list(getattr(current, parts.name).all())
    live = {row.pk: row for row in rows}
    bound = rows_of(parts, current, data, Options())
    posted = list(_posted_rows(bound))
    for form, pk in posted:
        if pk is None or _is_touched(parts, form, pk, since):
            continue
        if pk not in live:
            data[f"{form.prefix}-DELETE"] = "on"
            data.pop(f"{form.prefix}-id", None)
            continue
        fresh = parts.form(initial=_values(parts, live[pk]), prefix=form.prefix, options=Options())
        for name in _names(parts):
            _put(data, fresh[name])
    known = {pk for _, pk in posted}
    added = [row for row in rows if row.pk not in known and _is_newer(row, since)]
    _append(parts, added, data)


def _posted_rows(bound: Any) -> Iterator[tuple[Any, int | None]]:
    for form in bound.forms:
        yield form, _whole(form.data.get(f"{form.prefix}-id", ""))


def _whole(text: str) -> int | None:
    """A number that travelled in the form; None for whatever else a crafted request holds there."""
    return int(text) if text.isdecimal() and len(text) < 10 else None


def _is_touched(parts: Parts, form: Any, pk: int, since: Any) -> bool:
    """Whether the posted row differs from what stood in it when the form was opened."""
    if form.data.get(f"{form.prefix}-DELETE"):
        return True
    then = parts.form._meta.model.history.filter(id=pk, history_date__lt=since).order_by("-history_id").first()
    if then is None:
        return True
    was = parts.form(form.data, initial=_values(parts, then.instance), prefix=form.prefix, options=Options())
    return bool(was.has_changed())


def _is_newer(row: Any, since: Any) -> bool:
    return not row.history.filter(history_date__lt=since).exists()


def _names(parts: Parts) -> list[str]:
    return [name for name in parts.form.base_fields if name != "id"]


def _values(parts: Parts, row: Any) -> dict[str, Any]:
    return {"id": row.pk, **{name: getattr(row, name) for name in _names(parts)}}


def _append(parts: Parts, rows: list[Any], data: QueryDict) -> None:
    total = _whole(data.get(f"{parts.name}-TOTAL_FORMS", "")) or 0
    for number, row in enumerate(rows, start=total):
        prefix = f"{parts.name}-{number}"
        fresh = parts.form(initial=_values(parts, row), prefix=prefix, options=Options())
        for name in ["id", *_names(parts)]:
            _put(data, fresh[name])
    data[f"{parts.name}-TOTAL_FORMS"] = str(total + len(rows))
