"""Training classes that an issued report counts."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from associations.models import TrainingClass
from config.accounts.models import User
from config.kit import locks, tokens
from tests.contracts.posted import main_form
from tests.factories.associations import make_training
from tests.factories.printed import make_issued

pytestmark = pytest.mark.django_db

ASKED = f"Lớp tập huấn này thuộc kỳ của Báo cáo số 12/BC-LHHN ngày 15/01/2016 đã ban hành. {locks.ASKED}"
WHY = "Lớp cuối năm báo muộn"


def errors_of(response: Any) -> list[str]:
    assert response.status_code == 200, response.get("Location")
    return [error["text"] for error in response.context["form"].all_errors]


def test_a_new_class_of_that_time_comes_back_with_the_field(staff_client: Client, staff: User) -> None:
    make_issued(2015)
    typed = {"title": "Kỹ năng vận động viện trợ", "topic": "foreign_aid", "start": "12/2015"}
    sent = {"form_token": tokens.new_token(staff), **typed}
    address = reverse("associations:training-create")

    asked = staff_client.post(address, sent)
    saved = staff_client.post(address, sent | {"correction_reason": WHY})

    assert errors_of(asked) == [f"Lý do điều chỉnh: {ASKED}"]
    assert asked.context["form"]["title"].value() == "Kỹ năng vận động viện trợ"
    assert saved.status_code == 302
    assert TrainingClass.objects.get().history.get().history_change_reason == WHY


def test_a_held_class_is_changed_with_a_reason_only(staff_client: Client) -> None:
    held = make_training(start_on=date(2015, 12, 12))
    make_issued(2015)
    address = reverse("associations:training-edit", args=[held.pk])
    shown = main_form(staff_client.get(address).content.decode())

    asked = staff_client.post(address, shown.with_(trainee_count="45"))
    saved = staff_client.post(address, shown.with_(trainee_count="45", correction_reason=WHY))

    held.refresh_from_db()
    assert errors_of(asked) == [f"Lý do điều chỉnh: {ASKED}"]
    assert (saved.status_code, held.trainee_count, held.history.first().history_change_reason) == (302, 45, WHY)
