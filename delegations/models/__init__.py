"""Delegations with all that belongs to their dossier."""

from delegations.models.delegation import Delegation, DelegationCountry
from delegations.models.documents import DelegationDocument
from delegations.models.members import DelegationMember, IdentityPurge, MemberIdentity
from delegations.models.outcomes import FollowUp, Gift, MedicalSession, Pledge, VolunteerWork
from delegations.models.parties import CoHost, DelegationCost, Permit
from delegations.models.programme import ProgrammeItem

__all__ = [
    "CoHost",
    "Delegation",
    "DelegationCost",
    "DelegationCountry",
    "DelegationDocument",
    "DelegationMember",
    "FollowUp",
    "Gift",
    "IdentityPurge",
    "MedicalSession",
    "MemberIdentity",
    "Permit",
    "Pledge",
    "ProgrammeItem",
    "VolunteerWork",
]
