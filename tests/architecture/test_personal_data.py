"""Every stored field is declared personal or not."""

from typing import Any

import pytest
from django.apps import apps
from django.db import models


def undeclared(model: type[models.Model], declared: Any) -> list[str]:
    """Return what is wrong with a model's two lists: names missing, named twice, or of no field."""
    fields = {field.name for field in model._meta.concrete_fields}
    named = [*declared.personal, *declared.impersonal]
    missing = [f"{model.__name__}.{name} is in neither list" for name in sorted(fields - set(named))]
    twice = [f"{model.__name__}.{name} is named twice" for name in sorted({n for n in named if named.count(n) > 1})]
    unknown = [f"{model.__name__}.{name} is no field" for name in sorted(set(named) - fields)]
    return missing + twice + unknown


@pytest.mark.parametrize(
    "model", list(apps.get_app_config("engagements").get_models()), ids=lambda model: model.__name__
)
def test_personal_data_declares_each_field_once(model):
    assert "PersonalData" in vars(model)
    assert undeclared(model, model.PersonalData) == []


def test_personal_data_planted_faults_are_found():
    model = apps.get_model("engagements", "RoleGrant")

    class Faulty:
        personal = ("role", "shoe_size")
        impersonal = ("id", "role", "granted_at")

    assert undeclared(model, Faulty) == [
        "RoleGrant.official is in neither list",
        "RoleGrant.role is named twice",
        "RoleGrant.shoe_size is no field",
    ]
