"""The way of a record through its statuses, as data: which moves there are, what officers call them, and which of
them must say why. A register describes its own way once; its page (config.kit.move_pages), its actions and its
marks of what is missing read it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from django.db.models import TextChoices

from config.kit.completeness import Need, lacking, with_needs
from config.kit.text import lower_first
from config.kit.writing import RuleBroken

NO_SUCH_MOVE = "{noun} đang ở {word} “{status}”, không chuyển thẳng sang “{to}” được. Chọn một trong các bước dưới đây."
NO_SUCH_STATUS = "Không có {word} này. Chọn một trong các bước dưới đây."
STILL_MISSING = "Chưa chuyển được sang “{to}”: còn thiếu {labels}."


class NoSuchMove(RuleBroken):
    """The record cannot go where it was asked to; the text says why."""


class Course(Enum):
    """Where a move leads: one step on, back to where the record had been, or off the way."""

    FORWARD = "forward"
    BACK = "back"
    OUT = "out"


@dataclass(frozen=True)
class Move:
    """A move an officer may make from a status; `label` is the button in the office's words."""

    to: TextChoices
    label: str
    course: Course

    @property
    def needs_reason(self) -> bool:
        """Moves back and moves off the way say why."""
        return self.course is not Course.FORWARD


def on(to: TextChoices, label: str) -> Move:
    """One step on."""
    return Move(to, label, Course.FORWARD)


def back(to: TextChoices, called: str = "") -> Move:
    """Back to where the record had been; `called` where this way names that status otherwise."""
    return Move(to, f"Trả về “{called or to.label}”", Course.BACK)


def out(to: TextChoices, label: str) -> Move:
    """Off the way."""
    return Move(to, label, Course.OUT)


@dataclass(frozen=True)
class Way:
    """All statuses of one kind of record with the moves from each.

    `noun` begins a sentence on the record ("Khoản viện trợ"), `word` is what the office calls a status
    ("giai đoạn"), `column` the model's field; `no_reason` is said when a move must say why and does not.
    `labels` names statuses that are called otherwise on this way than the choices call them.
    """

    noun: str
    word: str
    column: str
    no_reason: str
    moves: Mapping[Any, tuple[Move, ...]]
    labels: Mapping[Any, str] = field(default_factory=dict)

    def label(self, status: Any) -> str:
        """What a status of this way is called."""
        return self.labels.get(status) or str(next(one for one in self.moves if one == status).label)

    def status_of(self, record: Any) -> TextChoices:
        """Where the record stands."""
        return next(status for status in self.moves if status == getattr(record, self.column))

    def moves_from(self, status: str) -> tuple[Move, ...]:
        """The moves from a status; none from one that is not on this way."""
        return self.moves.get(status, ())

    def find(self, status: str, to: str) -> Move | None:
        """The move from one status to another; None when there is none, or a status is unknown."""
        return next((move for move in self.moves_from(status) if move.to == to), None)

    def move_of(self, record: Any, to: str) -> Move:
        """The record's move to a status. Raises NoSuchMove for one that is skipped, unknown or not allowed."""
        here = self.status_of(record)
        if move := self.find(here, to):
            return move
        wanted = next((status for status in self.moves if status == to), None)
        if wanted is None:
            raise NoSuchMove(NO_SUCH_STATUS.format(word=self.word))
        said = {"status": self.label(here), "to": self.label(wanted)}
        raise NoSuchMove(NO_SUCH_MOVE.format(noun=self.noun, word=self.word, **said))

    def refuse_no_reason(self, move: Move, reason: str) -> None:
        """Raises RuleBroken when the move must say why and `reason` is empty."""
        if move.needs_reason and not reason:
            raise RuleBroken(self.no_reason)

    def refuse_missing(self, move: Move, missing: Sequence[Need]) -> None:
        """Raises RuleBroken that names what the new status still lacks, when it lacks anything."""
        if missing:
            labels = ", ".join(lower_first(need.label) for need in missing)
            raise RuleBroken(STILL_MISSING.format(to=self.label(move.to), labels=labels))


def still_lacking(record: Any, move: Move, needs: Sequence[Need]) -> list[Need]:
    """Which of a new status's needs the record lacks. Moves back and off the way ask for nothing. One query."""
    if move.course is not Course.FORWARD:
        return []
    return lacking(with_needs(type(record).objects.filter(pk=record.pk), needs).get(), needs)


def said_of(move: Move, reason: str) -> str:
    """The step with its reason, as the history keeps it."""
    return f"{move.label}: {reason}" if reason else move.label
