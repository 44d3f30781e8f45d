"""The registers of associations, partners, training classes and events."""

from associations.models import Event, FriendshipAssociation, PartnerOrganisation, TrainingClass
from associations.permissions import AssociationPermission
from config.kit.registers import Register

RIGHTS = {"view": AssociationPermission.VIEW, "edit": AssociationPermission.EDIT}

ASSOCIATIONS = Register(
    FriendshipAssociation, "associations:association", "associations", "hội hữu nghị", "Hội hữu nghị", **RIGHTS
)
PARTNERS = Register(
    PartnerOrganisation, "associations:partner", "associations", "đối tác", "Đối tác nước ngoài", **RIGHTS
)
TRAINING = Register(TrainingClass, "associations:training", "training", "lớp tập huấn", "Lớp tập huấn", **RIGHTS)
EVENTS = Register(Event, "associations:event", "training", "sự kiện", "Sự kiện", **RIGHTS)

REGISTERS = (ASSOCIATIONS, PARTNERS, TRAINING, EVENTS)

ASSOCIATION_TABS = (("Hội hữu nghị", "associations:association-list"), ("Đối tác", "associations:partner-list"))
TRAINING_TABS = (("Lớp tập huấn", "associations:training-list"), ("Sự kiện", "associations:event-list"))
