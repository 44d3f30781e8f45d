"""The app `config.office`."""

from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "config.office"
    label = "office"
