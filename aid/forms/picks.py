"""Records that the forms of aid offer by name, with labels that tell namesakes apart."""

from typing import Any

from aid.models import AidProject, ForeignNGO
from config.kit.fields import PickField
from config.reference.models import Agency, Place


def ngo_label(ngo: ForeignNGO) -> str:
    """As in "Hội Saemaul (TC-001)": the code tells namesakes apart."""
    return f"{ngo.name} ({ngo.code})"


def project_label(project: AidProject) -> str:
    return f"{project.code} {project.name}"


def pick_ngo(**kwargs: Any) -> PickField:
    return PickField(
        queryset=ForeignNGO.objects.active().order_by("name", "pk"), list_name="ngos", label_of=ngo_label, **kwargs
    )


def pick_project(**kwargs: Any) -> PickField:
    return PickField(
        queryset=AidProject.objects.active().order_by("-code", "pk"),
        list_name="projects",
        label_of=project_label,
        **kwargs,
    )


def pick_agency(**kwargs: Any) -> PickField:
    return PickField(queryset=Agency.objects.active().order_by("name", "pk"), list_name="agencies", **kwargs)


def pick_place(**kwargs: Any) -> PickField:
    return PickField(
        queryset=Place.objects.for_choice(), list_name="places", label_of=lambda place: place.choice_label, **kwargs
    )
