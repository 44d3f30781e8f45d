"""The app `config.reference`."""

from django.apps import AppConfig


class ReferenceConfig(AppConfig):
    name = "config.reference"
    label = "reference"
