"""The registers of associations, partners, training classes and events."""

from associations.models import Event, FriendshipAssociation, PartnerOrganisation, TrainingClass
from associations.permissions import AssociationPermission
from config.kit.records import Record
from config.kit.registers import Register


def register(model: type[Record], name: str, section: str, noun: str, title: str) -> Register:
    """A register under the rights of associations."""
    view, edit = AssociationPermission.VIEW, AssociationPermission.EDIT
    return Register(model, f"associations:{name}", section, noun, title, view=view, edit=edit)


ASSOCIATIONS = register(FriendshipAssociation, "association", "associations", "hội hữu nghị", "Hội hữu nghị")
PARTNERS = register(PartnerOrganisation, "partner", "associations", "đối tác", "Đối tác nước ngoài")
TRAINING = register(TrainingClass, "training", "training", "lớp tập huấn", "Lớp tập huấn")
EVENTS = register(Event, "event", "training", "sự kiện", "Sự kiện")

REGISTERS = (ASSOCIATIONS, PARTNERS, TRAINING, EVENTS)

ASSOCIATION_TABS = (("Hội hữu nghị", "associations:association-list"), ("Đối tác", "associations:partner-list"))
TRAINING_TABS = (("Lớp tập huấn", "associations:training-list"), ("Sự kiện", "associations:event-list"))
