"""How the records of a register are named, so that doubles among them are found and become one.

One mechanism serves every register that describes itself here: the agencies below, the foreign NGOs in aid.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from config.kit.registers import Register
from config.reference.registers import AGENCIES

# What a register does with two rows that may not both belong to the record that is kept: it changes the
# first so that it stands for both, and returns the sentence that says so. The second row is deleted.
Unite = Callable[[Any, Any], str]


@dataclass(frozen=True)
class Roster:
    """A register whose records are compared by name and can be merged.

    `names` are the columns that hold a whole name, `abbreviation` the one with a short name; the parts named
    `aliases` hold further names (column `name`). `labels` says what a relation's rows are called on a page,
    by related name. `unite` gives the rule for rows of a model that collide; without one they stay where
    they are. `other` is the sentence beside the box with which a person insists on a new record.
    """

    register: Register
    names: tuple[str, ...]
    other: str
    abbreviation: str = "abbreviation"
    aliases: str = "aliases"
    labels: Mapping[str, str] = field(default_factory=dict)
    unite: Mapping[str, Unite] = field(default_factory=dict)

    @property
    def model(self) -> Any:
        return self.register.model

    @property
    def label(self) -> str:
        """The model's label, as merges and pairs keep it."""
        return str(self.model._meta.label_lower)

    @property
    def name_columns(self) -> tuple[str, ...]:
        return (*self.names, self.abbreviation)

    @property
    def alias_field(self) -> Any:
        """The foreign key from an alias to its record."""
        return self.model._meta.get_field(self.aliases).field


AGENCY_ROSTER = Roster(
    AGENCIES,
    names=("name", "name_en"),
    other="Vẫn là cơ quan, đơn vị khác",
    labels={
        "owned_projects": "khoản viện trợ làm chủ",
        "managed_projects": "khoản viện trợ làm chủ quản",
        "amendments_from": "quyết định điều chỉnh ghi là chủ cũ",
        "amendments_to": "quyết định điều chỉnh ghi là chủ mới",
        "hosted_delegations": "đoàn chủ trì đón tiếp",
        "cohosted_delegations": "đoàn phối hợp đón tiếp",
    },
)
