"""Friendship associations, partners abroad, training classes and events."""

from associations.models.associations import FriendshipAssociation, MembershipCount
from associations.models.events import Event
from associations.models.partners import Agreement, PartnerOrganisation
from associations.models.training import TrainingClass

__all__ = ["Agreement", "Event", "FriendshipAssociation", "MembershipCount", "PartnerOrganisation", "TrainingClass"]
