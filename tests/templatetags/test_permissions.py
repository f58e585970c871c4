"""Links are offered to those for whom the door is open."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template

from engagements.choices import Role
from tests import factories

pytestmark = pytest.mark.django_db


def offered(user: object) -> bool:
    source = '{% load permissions %}{% if user|may:"open_reports" %}yes{% endif %}'
    return Template(source).render(Context({"user": user})) == "yes"


def test_may_answers_as_the_rules_do():
    found = {role for role in Role if offered(factories.official(role))}

    assert found == {Role.ANALYST, Role.LEAD, Role.AUDITOR}
    assert not offered(AnonymousUser())
