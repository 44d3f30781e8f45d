"""The app `associations`."""

from django.apps import AppConfig


class AssociationsConfig(AppConfig):
    name = "associations"
