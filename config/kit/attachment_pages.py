"""Pages of attachments: the documents on a record's page, adding, renaming, archiving, restoring, downloading.

An app gives its model, the registers that may hold files by the name of the foreign key, and the size limit;
everything else is here.
"""

import logging
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar
from urllib.parse import quote

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern
from django.urls import path as address
from django.utils.timezone import localtime

from config.kit import tokens, writing
from config.kit.access import can
from config.kit.acts import RecordAct
from config.kit.attachment_acts import Chosen, attach, rename
from config.kit.attachment_files import (
    CONTENT_TYPES,
    ENDINGS,
    TAKEN,
    FileLost,
    NotTaken,
    check,
    chunks,
    clean_name,
    judge,
)
from config.kit.attachments import Attachment
from config.kit.fields import TidyCharField
from config.kit.forms import HouseForm
from config.kit.registers import Register
from config.kit.text import upper_first
from config.kit.views import RegisterPage

logger = logging.getLogger(__name__)

MOST_FILES = 10
NOTHING_CHOSEN = "Chưa chọn tệp nào."
TOO_MANY = "Đã chọn {count} tệp; mỗi lần nhiều nhất {most} tệp. Chia thành nhiều lần."
ONE_TITLE = "Đã chọn {count} tệp nên không đặt chung một tên được. Để trống ô này; đổi tên từng văn bản sau khi thêm."
CHOOSE_AGAIN = "Chưa lưu tệp nào. Trình duyệt không giữ các tệp đã chọn: sửa theo lời nhắc rồi chọn lại tất cả."
NOT_HELD = (
    "Phiên làm việc đã hết trước khi lưu nên các tệp đã chọn không giữ lại được. Chọn lại tệp rồi bấm Thêm văn bản."
)
NAME_KEPT = "Tên văn bản giữ nguyên như cũ."


# Forms ------------------------------------------------------------------------


class FilesInput(forms.FileInput):
    """Several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Files of the kinds that are taken; gives a list of Chosen, or one sentence for each file that is wrong."""

    widget = FilesInput

    def __init__(self, *, most_mb: int, **kwargs: Any) -> None:
        self.most_mb = most_mb
        super().__init__(**kwargs)
        self.widget.attrs["accept"] = ",".join(f".{ending}" for ending in ENDINGS)

    def clean(self, data: Any, initial: Any = None) -> list[Chosen]:
        if not data:
            raise ValidationError(NOTHING_CHOSEN, code="required")
        if len(data) > MOST_FILES:
            raise ValidationError(TOO_MANY.format(count=len(data), most=MOST_FILES))
        chosen, wrong = [], []
        for file in data:
            try:
                name = clean_name(file.name)
                chosen.append(Chosen(file, name, judge(file.file, name, file.size, self.most_mb)))
            except NotTaken as refused:
                wrong.append(str(refused))
        if wrong:
            raise ValidationError(wrong)
        return chosen


class AddForm(HouseForm):
    """The files to add, and a title when there is one file."""

    title = TidyCharField(
        label="Tên văn bản",
        max_length=250,
        required=False,
        help_text="Ví dụ: Quyết định 1086/QĐ-UBND phê duyệt dự án. Để trống thì lấy tên tệp.",
    )

    def __init__(self, data: Any = None, files: Any = None, *, most_mb: int, **kwargs: Any) -> None:
        super().__init__(data, files, **kwargs)
        told = f"{TAKEN}; mỗi tệp không quá {most_mb} MB, mỗi lần không quá {MOST_FILES} tệp."
        field = FilesField(most_mb=most_mb, label="Tệp", help_text=told)
        self.fields = {"files": field, **self.fields}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        count = len(cleaned.get("files") or ())
        if count > 1 and cleaned.get("title"):
            self.add_error("title", ONE_TITLE.format(count=count))
        return cleaned


class RenameForm(HouseForm):
    title = TidyCharField(
        label="Tên văn bản", max_length=250, required=False, help_text="Để trống thì lấy tên tệp. Tên tệp không đổi."
    )


class ArchiveForm(HouseForm):
    reason = forms.CharField(
        label="Lý do lưu trữ",
        max_length=writing.LONGEST_REASON,
        widget=forms.Textarea,
        help_text="Ví dụ: gửi nhầm hồ sơ; đã có bản mới hơn.",
    )


class ConfirmForm(HouseForm):
    """Nothing to fill in: the act itself is the answer."""

    @property
    def shown_sections(self) -> list[dict[str, Any]]:
        return []


# On the page of a record --------------------------------------------------------


@dataclass(frozen=True)
class DocumentPanel:
    """The documents of a record, printed by ui/documents.html; no `add_url` where none may be added."""

    active: Sequence[Any]
    archived: Sequence[Any]
    add_url: str


class KeepsDocuments:
    """Mixed into the page of a record: its documents, with one query."""

    document_model: ClassVar[type[Attachment]]
    register: Register
    request: HttpRequest

    def documents(self, record: Any) -> DocumentPanel:
        rows = list(self.document_model.objects.visible_to(self.request.user).of(record).for_panel())  # type: ignore[attr-defined]
        may_add = can(self.request.user, self.register.edit) and not record.is_archived
        return DocumentPanel(
            active=[row for row in rows if not row.is_archived],
            archived=[row for row in rows if row.is_archived],
            add_url=self.register.url("document-new", record.pk) if may_add else "",
        )


# Acts -------------------------------------------------------------------------


class AddDocuments(RecordAct):
    """Upload to a record. Its version is not asked for: nothing of the record itself changes."""

    register: Register = None  # type: ignore[assignment]  # given by as_view
    document_model: ClassVar[type[Attachment]]
    title = "Thêm văn bản"
    button = "Thêm văn bản"
    takes_any_version = True

    def most_mb(self) -> int:
        """The largest file the office takes."""
        raise NotImplementedError

    def make_form(self, record: Any, data: Any = None, **kwargs: Any) -> AddForm:
        files = self.request.FILES if data is not None else None
        return AddForm(data, files, most_mb=self.most_mb(), **kwargs)

    def act(self, record: Any, form: AddForm) -> str:
        files, title = form.cleaned_data["files"], form.cleaned_data["title"]
        added = attach(self.document_model, record, files, title=title, by=self.request.user)
        return f"Đã thêm văn bản “{added[0]}”." if len(added) == 1 else f"Đã thêm {len(added)} văn bản."

    def next_url(self, record: Any) -> str:
        return f"{super().next_url(record)}#documents"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        held = tokens.held_form(request)
        if held is None:
            return super().get(request, pk)
        record = self.record(pk)
        form = self.make_form(record, initial={"title": held.data.get("title", "")})
        return self.show(record, form, tokens.new_token(request.user), notice=NOT_HELD)

    def show(self, record: Any, form: Any, token: str, **context: Any) -> HttpResponse:
        if form.is_bound:
            context.setdefault("notice", CHOOSE_AGAIN)
        return super().show(record, form, token, **context)


class OfDocument(RegisterPage):
    """A page opened on one document, for those who may see the record it belongs to."""

    owner_registers: ClassVar[Mapping[str, Register]]

    def document(self, pk: int) -> Any:
        document = get_object_or_404(self.visible().for_detail(), pk=pk)
        owners: Any = self.owner_register(document).model
        if not owners.objects.visible_to(self.request.user).filter(pk=document.owner.pk).exists():
            raise Http404
        return document

    def owner_register(self, document: Any) -> Register:
        return self.owner_registers[document.owner_name]


class DocumentAct(OfDocument, RecordAct):
    """An act on one document; its page stands under the record that the document belongs to."""

    is_for_archived = False

    def record(self, pk: int) -> Any:
        """Sent a second time the act is answered like the first, though the document has changed its place by then."""
        document = self.document(pk)
        is_out_of_place = document.is_archived != self.is_for_archived and self.request.method != "POST"
        if document.owner.is_archived or is_out_of_place:
            raise Http404
        return document

    def lede(self, record: Any) -> str:
        owner = str(record.owner)
        return f"{record} · {upper_first(owner)}"

    def list_url(self, record: Any) -> str:
        return self.owner_register(record).url("list")

    def more_context(self, record: Any, form: Any) -> dict[str, Any]:
        register = self.owner_register(record)
        return {"register": register, "section": register.section}


class RenameDocument(DocumentAct):
    title = "Đổi tên văn bản"

    def make_form(self, record: Any, data: Any = None) -> RenameForm:
        return RenameForm(data, initial={"title": record.title})

    def act(self, record: Any, form: Any) -> str:
        is_changed = rename(record, form.cleaned_data["title"], by=self.request.user)
        return f"Đã đổi tên văn bản thành “{record}”." if is_changed else NAME_KEPT


class ArchiveDocument(DocumentAct):
    form_class = ArchiveForm
    title = "Lưu trữ văn bản"
    button = "Lưu trữ văn bản"

    def act(self, record: Any, form: Any) -> str:
        writing.archive(record, by=self.request.user, reason=form.cleaned_data["reason"])
        return f"Đã lưu trữ văn bản “{record}”. Tệp vẫn giữ nguyên, tải về và khôi phục được."


class RestoreDocument(DocumentAct):
    form_class = ConfirmForm
    title = "Khôi phục văn bản"
    button = "Khôi phục"
    is_for_archived = True

    def lede(self, record: Any) -> str:
        when = f"{localtime(record.archived_at):%d/%m/%Y}" if record.is_archived else ""
        return (
            f"{super().lede(record)}. Đã lưu trữ {when}, lý do: {record.archive_reason}"
            if when
            else super().lede(record)
        )

    def act(self, record: Any, form: Any) -> str:
        writing.restore(record, by=self.request.user)
        return f"Đã khôi phục văn bản “{record}”."


# Download -----------------------------------------------------------------------


class DownloadDocument(OfDocument):
    """The very bytes that came, always to be saved, never to be shown inside a page."""

    template_name = "errors/document_lost.html"

    @property
    def permission_required(self) -> str:  # type: ignore[override]
        return self.register.view

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        document = self.document(pk)
        try:
            path = check(document.stored_as, document.sha256)
        except FileLost as lost:
            logger.error("Attachment %s of %s: %s", document.pk, document._meta.label, lost)
            register = self.owner_register(document)
            context = self.page(record=document, register=register, section=register.section)
            return render(request, self.template_name, context, status=404)
        headers = {
            "Content-Type": CONTENT_TYPES[document.file_kind],
            "Content-Length": str(document.size),
            "Content-Disposition": as_attachment(document.file_name),
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        }
        return StreamingHttpResponse(chunks(path), headers=headers)


def as_attachment(name: str) -> str:
    """The header that names a download (RFC 6266): a name in plain letters for old programs, and the true one."""
    plain = unicodedata.normalize("NFD", name.translate({ord("Đ"): "D", ord("đ"): "d"}))
    kept = "".join(ch for ch in plain if ch.isascii() and (ch.isalnum() or ch in " .-_()")).strip()
    fallback = kept if kept.partition(".")[0] else f"van-ban{kept}"
    return f"attachment; filename=\"{fallback}\"; filename*=UTF-8''{quote(name, safe='')}"


# Addresses ----------------------------------------------------------------------


def document_urls(
    add: type[AddDocuments], pages: Sequence[type[OfDocument]], prefixes: Mapping[str, Register]
) -> list[URLPattern]:
    """Adding under each register's prefix ("ngos", or "" at the app's root); the acts on one under documents/."""
    download, renaming, archiving, restoring = pages
    name = download.register.name.split(":")[1]
    return [
        *(
            address(
                f"{prefix}/<int:pk>/documents/new/" if prefix else "<int:pk>/documents/new/",
                add.as_view(register=register),
                name=f"{register.name.split(':')[1]}-document-new",
            )
            for prefix, register in prefixes.items()
        ),
        address("documents/<int:pk>/", download.as_view(), name=f"{name}-download"),
        address("documents/<int:pk>/rename/", renaming.as_view(), name=f"{name}-rename"),
        address("documents/<int:pk>/archive/", archiving.as_view(), name=f"{name}-archiving"),
        address("documents/<int:pk>/restore/", restoring.as_view(), name=f"{name}-restoring"),
    ]
