"""Addresses of delegations."""

from config.kit.registers import register_urls
from delegations.views import DelegationCreate, DelegationDetail, DelegationEdit, DelegationList

app_name = "delegations"
urlpatterns = [
    *register_urls("", (DelegationList, DelegationDetail, DelegationCreate, DelegationEdit)),
]
