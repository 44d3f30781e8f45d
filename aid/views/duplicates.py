"""Organisations that may be one: the list of pairs, the answer while typing, merging and taking it back."""

from aid.registers import NGOS
from aid.rosters import NGO_ROSTER
from aid.views.lists import NGO_TABS
from config.kit.registers import Register
from config.reference.views.duplicates import DuplicatesPage, LikePage
from config.reference.views.merges import MergedRestore, MergePage, UnmergePage


class NGODuplicates(DuplicatesPage):
    register: Register = NGOS
    roster = NGO_ROSTER
    tabs = NGO_TABS


class NGOLike(LikePage):
    register: Register = NGOS
    roster = NGO_ROSTER


class NGOMerge(MergePage):
    register: Register = NGOS
    roster = NGO_ROSTER


class NGOUnmerge(UnmergePage):
    register: Register = NGOS
    roster = NGO_ROSTER


NGO_RESTORE = MergedRestore.as_view(register=NGOS, roster=NGO_ROSTER)
