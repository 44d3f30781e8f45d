"""The page of definitions: every figure of the catalogue with its sentence."""

from django.views import View


class FigureDefinitions(View):
    pass
