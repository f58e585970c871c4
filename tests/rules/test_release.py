"""Maker and checker: another one releases what somebody prepared."""

import pytest

from engagements.choices import Role
from engagements.errors import ActionRefused
from engagements.rules.actors import Actor
from engagements.rules.four_eyes import check_may_release, may_release
from tests import factories
from tests.refusals import refusal_of

pytestmark = pytest.mark.django_db


def test_release_is_for_another_one():
    maker, checker = factories.official(Role.LEAD), factories.official(Role.LEAD)

    assert may_release(maker, Actor.official(checker)) is True
    assert refusal_of(check_may_release, maker, Actor.official(checker)) is None


def test_release_by_the_maker_is_refused():
    maker = factories.official(Role.LEAD, Role.ADMINISTRATOR)

    assert may_release(maker, Actor.official(maker)) is False
    with pytest.raises(ActionRefused, match="You wrote this reply"):
        check_may_release(maker, Actor.official(maker))


def test_release_by_the_portal_or_of_what_the_portal_prepared():
    maker = factories.official(Role.LEAD)

    assert [may_release(maker, Actor.system("seed")), may_release(None, Actor.official(maker))] == [True, True]
