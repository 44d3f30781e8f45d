"""The page that moves a record to another status, and the one that lists where it may go."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from config.kit.acts import RecordAct
from config.kit.completeness import Need
from config.kit.moves import Course, Move, NoSuchMove, Way
from config.kit.text import lower_first

COURSES = ((Course.FORWARD, "Chuyển tiếp"), (Course.BACK, "Trả về"), (Course.OUT, "Dừng lại"))
NOTHING_ASKED = "Đã đủ thông tin."
REASON_ASKED = "Phải ghi lý do."


class NotPossible(Exception):
    """The record cannot go where the address or the form says; the text is a sentence for the person."""


@dataclass(frozen=True)
class OfferedMove:
    """A move as the page lists it: its button, where it leads, and what it will ask for."""

    label: str
    url: str
    to: str
    asks: str


class RecordMove(RecordAct):
    """`?to=` names the status; without it, or when the record cannot go there, the page lists the moves.

    A subclass gives `way` (or `way_of`), `asked_for`, `form_of`, and `act` as every act does.
    """

    way: ClassVar[Way]
    template_name = "ui/move_page.html"

    # What a subclass gives ----------------------------------------------------

    def way_of(self, record: Any) -> Way:
        """The way this record goes."""
        return self.way

    def asked_for(self, record: Any, move: Move) -> list[Need]:
        """What the new status needs and the record lacks."""
        raise NotImplementedError

    def form_of(self, record: Any, move: Move, data: Any) -> Any:
        """The form of one move, bound to `data` when it was sent."""
        raise NotImplementedError

    def name_of(self, record: Any) -> str:
        """The record in a sentence."""
        return str(record)

    def notes(self, record: Any, form: Any) -> Sequence[str]:
        """Sentences above the form."""
        return ()

    # The mechanism ------------------------------------------------------------

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            return super().get(request, pk)
        except NotPossible as refused:
            return self.choose(pk, str(refused) if "to" in request.GET else "")

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            return super().post(request, pk)
        except NotPossible as refused:
            return self.choose(pk, str(refused))

    def choose(self, pk: int, refused: str) -> HttpResponse:
        """The possible moves as links, with a sentence on one that was asked for and is not possible."""
        record = self.record(pk)
        way = self.way_of(record)
        moves = way.moves_from(way.status_of(record))
        groups = [
            (title, [self._offered(record, move) for move in moves if move.course is course])
            for course, title in COURSES
        ]
        context = {
            "record": record,
            "title": _title(way),
            "word": way.word,
            "lede": self.lede(record),
            "refused": refused,
            "groups": [(title, offered) for title, offered in groups if offered],
            "list_url": self.register.url("list"),
        }
        return render(self.request, "ui/moves_page.html", self.page(**context))

    def _offered(self, record: Any, move: Move) -> OfferedMove:
        labels = [lower_first(need.label) for need in self.asked_for(record, move)]
        asks = f"Sẽ hỏi: {', '.join(labels)}." if labels else NOTHING_ASKED
        if move.needs_reason:
            asks = REASON_ASKED
        url = f"{self.request.path}?to={move.to.value}"
        return OfferedMove(move.label, url, self.way_of(record).label(move.to), asks)

    def record(self, pk: int) -> Any:
        """Nothing of the record's parts is shown here, so none are loaded; an archived one moves nowhere."""
        return get_object_or_404(self.visible(), pk=pk, archived_at=None)

    def make_form(self, record: Any, data: Any = None) -> Any:
        """The form of the move asked for, in the posted form or in the address. Raises NotPossible."""
        way = self.way_of(record)
        asked = data if data is not None and "to" in data else self.request.GET
        try:
            move = way.move_of(record, asked.get("to", ""))
        except NoSuchMove as refused:
            raise NotPossible(str(refused)) from refused
        self.title, self.button = f"{_title(way)}: {lower_first(move.label)}", move.label
        return self.form_of(record, move, data)

    def lede(self, record: Any) -> str:
        way = self.way_of(record)
        return f"{self.name_of(record)}, đang ở {way.word} “{way.label(way.status_of(record))}”"

    def more_context(self, record: Any, form: Any) -> dict[str, Any]:
        return {"notes": self.notes(record, form)}


def _title(way: Way) -> str:
    return f"Chuyển {way.word}"
