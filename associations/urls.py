"""Addresses of associations; the more specific paths first."""

from associations.views.associations import AssociationCreate, AssociationDetail, AssociationEdit, AssociationList
from associations.views.events import EventCreate, EventDetail, EventEdit, EventList
from associations.views.partners import PartnerCreate, PartnerDetail, PartnerEdit, PartnerList
from associations.views.training import TrainingCreate, TrainingDetail, TrainingEdit, TrainingList
from config.kit.registers import register_urls

app_name = "associations"
urlpatterns = [
    *register_urls("partners", (PartnerList, PartnerDetail, PartnerCreate, PartnerEdit)),
    *register_urls("training", (TrainingList, TrainingDetail, TrainingCreate, TrainingEdit)),
    *register_urls("events", (EventList, EventDetail, EventCreate, EventEdit)),
    *register_urls("", (AssociationList, AssociationDetail, AssociationCreate, AssociationEdit)),
]
