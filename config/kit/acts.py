"""A page for one act on a record: its own short form, the same manners as creating and editing.

A token saves once, the record is locked at the version the person saw, an expired session gives the form
back, a broken rule stands above the form with everything typed still there.
"""

from typing import Any, ClassVar

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render

from config.kit import locks, tokens, writing
from config.kit.forms import HouseForm
from config.kit.views import NotSaved, RegisterPage
from config.kit.writing import PeriodHeld, RuleBroken, StaleRecord

CHANGED_MEANWHILE = "Hồ sơ vừa được người khác sửa. Xem lại bên dưới rồi bấm lần nữa."


class RecordAct(RegisterPage):
    """What a subclass gives: `title`, `form_class` (or `make_form`), and `act`, the one domain call."""

    form_class: ClassVar[type[HouseForm]]
    title = ""
    button = "Lưu"
    template_name = "ui/act_page.html"
    # For an act that leaves the record's own fields alone: a page opened on an older version may do it all the same.
    takes_any_version = False

    @property
    def permission_required(self) -> str:  # type: ignore[override]
        return self.register.edit

    # What a subclass gives ----------------------------------------------------

    def make_form(self, record: Any, data: Any = None) -> Any:
        """The form of the act, bound to `data` when it was sent."""
        return self.form_class(data)

    def act(self, record: Any, form: Any) -> str:
        """Do it on the locked record; returns the sentence that tells what was done. Raises RuleBroken."""
        raise NotImplementedError

    def next_url(self, record: Any) -> str:
        return str(record.get_absolute_url())

    def list_url(self, record: Any) -> str:
        return self.register.url("list")

    def lede(self, record: Any) -> str:
        return str(record)

    def more_context(self, record: Any, form: Any) -> dict[str, Any]:
        """Further context for a subclass's own template."""
        return {}

    # The mechanism ------------------------------------------------------------

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        record = self.record(pk)
        held = tokens.held_form(request)
        if held is None:
            return self.show(record, self.make_form(record), tokens.new_token(request.user))
        return self.show(record, self.make_form(record, held.data), held.data.get(tokens.FIELD, ""), is_held=True)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        record = self.record(pk)
        token = request.POST.get(tokens.FIELD, "")
        version = tokens.posted_version(request.POST)
        form: Any = None
        try:
            with tokens.once(request) as receipt, locks.read_once():
                locked = writing.lock(self.register.model, pk, version=None if self.takes_any_version else version)
                form = self.make_form(locked, request.POST)
                if not form.is_valid():
                    raise NotSaved
                said = self.act(locked, form)
                receipt.url = self.next_url(locked)
        except tokens.AlreadySaved as saved:
            return HttpResponseRedirect(saved.url)
        except NotSaved:
            return self.show(record, form, token)
        except PeriodHeld as held:
            form.ask_reason(str(held))
            return self.show(record, form, token)
        except RuleBroken as broken:
            form.add_error(None, str(broken))
            return self.show(record, form, token)
        except StaleRecord:
            form = self.make_form(record, request.POST)
            return self.show(record, form, tokens.new_token(request.user), notice=CHANGED_MEANWHILE)
        messages.success(request, said)
        return HttpResponseRedirect(receipt.url)

    def record(self, pk: int) -> Any:
        """The record as its page shows it; an archived one has no acts."""
        record = get_object_or_404(self.visible().for_detail(), pk=pk)
        if record.is_archived:
            raise Http404
        return record

    def show(self, record: Any, form: Any, token: str, **context: Any) -> HttpResponse:
        context = {
            "record": record,
            "form": form,
            "token": token,
            "version": record.version,
            "title": self.title,
            "button": self.button,
            "lede": self.lede(record),
            "list_url": self.list_url(record),
            **context,
        }
        return render(self.request, self.template_name, self.page(**context) | self.more_context(record, form))
