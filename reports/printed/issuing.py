"""Issues a draft: what it says is frozen with its three files, and nothing of it moves any more (decision 0018).

The files take seconds to make, so they are made before the transaction (`prepare`); `issue` then locks the draft and
goes on only when everything the report says is still what the files say.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.db import transaction

from config.kit import writing
from config.kit.text import lower_first
from config.kit.writing import RuleBroken
from config.reference.models import IssuingBody, Signatory
from config.reference.queries import holds_demonstration
from reports.choices import ReportStage
from reports.models import IssuedFile, IssuedReport, Report
from reports.printed.actions import open_draft
from reports.printed.document import Document, document
from reports.printed.drafts import Draft, draft_of, kept_text, named_with_day, new_draft
from reports.printed.files import MAKERS, file_name
from reports.printed.frozen import Frozen, freeze
from reports.printed.occasions import Occasion
from reports.printed.summary import Summary

NOT_BEGUN = "Kỳ báo cáo bắt đầu từ ngày {start:%d/%m/%Y}, chưa có gì để báo cáo. Chờ đến kỳ rồi ban hành."
SIGNED_TOO_EARLY = (
    "Ngày ký {day:%d/%m/%Y} đứng trước ngày tính số liệu {as_of:%d/%m/%Y}. Ghi ngày ký từ ngày đó trở đi, hoặc sửa "
    "ngày tính số liệu trong dự thảo."
)
NOT_YET = "Ngày ký {day:%d/%m/%Y} chưa đến. Ghi ngày ghi trên văn bản đã ký."
NUMBER_TAKEN = "Số {symbol} năm {year} đã dùng cho {report}. Ghi số khác."
ISSUED_BEFORE = (
    "{named} về kỳ này đã ban hành với {standing}. Muốn đính chính, mở báo cáo đó và bấm “Lập báo cáo thay thế”."
)
MOVED = "Số liệu vừa thay đổi trong lúc lập tệp, nên chưa ban hành gì. Xem lại dự thảo rồi bấm Ban hành lần nữa."
REPLACED = "{named} đã được thay thế bằng {newer}. Đính chính báo cáo mới nhất."


@dataclass(frozen=True)
class Signing:
    """What people give when a report is issued."""

    number: str
    dated_on: date
    signatory: Signatory
    standing: str


@dataclass(frozen=True)
class Prepared:
    """A report ready to be issued: what it says, with the three files that say it."""

    occasion: Occasion
    body: IssuingBody
    signing: Signing
    summary: Summary
    document: Document
    frozen: Frozen
    files: dict[str, bytes]


def prepare(occasion: Occasion, body: IssuingBody, *, signing: Signing, today: date) -> Prepared:
    """Make the files of a report about to be issued; nothing is stored. Takes as long as the files take.

    Raises RuleBroken as `issue` does and for a day that cannot be, PdfUnavailable on a machine that cannot make PDFs.
    """
    found, said, frozen = _as_it_stands(occasion, body, signing, today)
    _refuse_again(found.report or new_draft(occasion, body), said, signing)
    files = {kind: maker(said) for kind, maker in MAKERS.items()}
    return Prepared(occasion, body, signing, found.summary, said, frozen, files)


def _as_it_stands(
    occasion: Occasion, body: IssuingBody, signing: Signing, today: date
) -> tuple[Draft, Document, Frozen]:
    """The draft of this moment as the issued report would say it."""
    found = draft_of(occasion, today=today, body=body)
    _refuse_days(found.summary, signing, today)
    said = issued_document(found, signing)
    return found, said, freeze(said, found.summary.period)


def _refuse_days(summary: Summary, signing: Signing, today: date) -> None:
    start = summary.occasion.period.start
    if summary.as_of < start:
        raise RuleBroken(NOT_BEGUN.format(start=start))
    if signing.dated_on < summary.as_of:
        raise RuleBroken(SIGNED_TOO_EARLY.format(day=signing.dated_on, as_of=summary.as_of))
    if signing.dated_on > today:
        raise RuleBroken(NOT_YET.format(day=signing.dated_on))


def issued_document(found: Draft, signing: Signing) -> Document:
    """The document of a draft with its number, day and signatory, no draft any more; one query."""
    signs = signing.signatory
    body = replace(found.summary.body, authority=signs.authority, title=signs.title, signatory=signs.name)
    kept = replace(
        kept_text(found.report),
        number=signing.number,
        dated_on=signing.dated_on,
        standing=signing.standing,
        is_draft=False,
    )
    return document(
        replace(found.summary, body=body, standing=signing.standing), kept, is_demonstration=holds_demonstration()
    )


# The act ----------------------------------------------------------------------


@transaction.atomic
def issue(prepared: Prepared, *, version: int, by: Any, today: date, now: datetime) -> IssuedReport:
    """Store the prepared report with its files and close the draft; `version` is that of the draft (0: none kept).

    Raises StaleRecord when somebody saved the draft after that version, RuleBroken when the figures have moved since
    the files were made, when the number is taken, or when such a report was issued before.
    """
    writing.lock(IssuingBody, prepared.body.pk)  # a body issues one report at a time: numbers are given once
    draft = open_draft(prepared.occasion, prepared.body, version=version)
    if draft._state.adding and version:
        raise RuleBroken(MOVED)
    signing = prepared.signing
    _refuse_again(draft, prepared.document, signing)
    _, _, frozen = _as_it_stands(prepared.occasion, prepared.body, signing, today)
    if frozen.digest != prepared.frozen.digest:
        raise RuleBroken(MOVED)
    report = _closed(draft, prepared, by)
    return _stored(report, prepared, by=by, now=now)


def _refuse_again(draft: Report, said: Document, signing: Signing) -> None:
    _refuse_another(draft, signing)
    _refuse_number(draft, said.head.symbol, signing)


def _refuse_another(draft: Report, signing: Signing) -> None:
    """One report of each standing for one time; a correction names the one it replaces."""
    same = Report.objects.issued().beside(draft).filter(standing=signing.standing)
    found = same.exclude(pk=draft.replaces_id).exclude(corrections__stage=ReportStage.ISSUED).first()
    if found is not None:
        standing = lower_first(found.get_standing_display())
        raise RuleBroken(ISSUED_BEFORE.format(named=named_with_day(found), standing=standing))


def _refuse_number(draft: Report, symbol: str, signing: Signing) -> None:
    """A body gives each number of a year once."""
    year = signing.dated_on.year
    taken = Report.objects.issued().filter(body=draft.body, issued__symbol=symbol, dated_on__year=year)
    found = taken.select_related("term").first()
    if found is not None:
        raise RuleBroken(NUMBER_TAKEN.format(symbol=symbol, year=year, report=found))


def _closed(draft: Report, prepared: Prepared, by: Any) -> Report:
    """The draft as issued, saved with its history."""
    signing = prepared.signing
    draft.stage = ReportStage.ISSUED
    draft.standing = signing.standing
    draft.number, draft.dated_on, draft.as_of = signing.number, signing.dated_on, prepared.summary.as_of
    return writing.save(draft, by=by, reason="Ban hành")


def _stored(report: Report, prepared: Prepared, *, by: Any, now: datetime) -> IssuedReport:
    signs, frozen = prepared.signing.signatory, prepared.frozen
    issued = IssuedReport.objects.create(
        report=report,
        symbol=prepared.document.head.symbol,
        signatory=signs.name,
        title=signs.title,
        authority=signs.authority,
        as_of=prepared.summary.as_of,
        issued_at=now,
        issued_by=by,
        rules=frozen.rules,
        settings=frozen.settings,
        figures=frozen.figures,
        rows=frozen.rows,
        article=frozen.article,
    )
    for kind, content in prepared.files.items():
        name = file_name(prepared.occasion, kind)
        digest = sha256(content).hexdigest()
        IssuedFile.objects.create(issued=issued, format=kind, name=name, content=content, sha256=digest)
    return issued


# Correction -------------------------------------------------------------------

COPIED = ("paragraphs", "layout", "standing", "as_of")


@transaction.atomic
def correct(old: Report, *, by: Any) -> Report:
    """The draft that will replace an issued report: a new one with its words, or the one that is open already.

    Words that people wrote for an open draft are kept. Raises RuleBroken when another report has replaced it before.
    """
    newer = Report.objects.issued().filter(replaces=old).first()
    if newer is not None:
        raise RuleBroken(REPLACED.format(named=named_with_day(old), newer=named_with_day(newer)))
    draft = Report.objects.drafts().about(old.occasion, old.body).select_for_update().first()
    if draft is None:
        draft = new_draft(old.occasion, old.body)
    elif draft.replaces_id == old.pk:
        found: Report = draft
        return found
    if not draft.paragraphs:
        for name in COPIED:
            setattr(draft, name, getattr(old, name))
    draft.replaces = old
    return writing.save(draft, by=by, reason=f"Lập báo cáo thay thế {old.issued}")
