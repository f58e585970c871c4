"""What is closed by a conflict of interest is on no page of an official's, by whatever way one comes there."""

from collections.abc import Iterator
from itertools import cycle
from unittest.mock import patch

import pytest
from django.apps import apps
from django.conf import settings
from django.test import Client, TestCase
from django.urls import get_resolver, reverse

from engagements.actions import conflicts_of_interest
from engagements.choices import ImportPurpose, Moderation, PublicationConsent, Relation, Role, SubmissionStatus
from engagements.models import Attendance, Official, Submission
from engagements.models.audit import AuditEventQuerySet
from engagements.models.outbox import OutgoingMessageQuerySet
from engagements.models.submission import SubmissionQuerySet
from engagements.rules.actors import Actor
from tests import factories
from tests.hostile import leak_world
from tests.hostile.walking import everything_in, routes_in

Body = tuple[str, str]

# The one ends the session, the other only leads to the work queue.
LEFT_OUT = {"admin:logout", "admin:app_list"}
# One's own declarations name the venture, and nothing else of it.
OWN = ("admin:engagements_conflictofinterest_changelist", "admin:engagements_conflictofinterest_change")
# What an argument can be beside the number of a record; one that is not here fails, so that somebody thinks of it.
ARGUMENTS = {"object_id", "submission_id", "name", "number", "purpose", "request_id", "session_id", "slug"}
# Of a kind of record, the first so many are opened: those of the closed ventures came first.
MOST = 40


def official_routes() -> dict[str, list[str]]:
    """Return every route of the admin and of the policy pages, by name, with the names of its arguments."""
    paths = tuple(path.removeprefix("/") for path in settings.OFFICIAL_PATHS if path != "/accounts/")
    named = {name: arguments for name, path, arguments in routes_in(get_resolver()) if path.startswith(paths)}
    return {name: arguments for name, arguments in named.items() if "/" not in name and name not in LEFT_OUT}


def model_of(route: str) -> str:
    """Return the model whose records a route of the admin shows."""
    return route.removeprefix("admin:engagements_").rpartition("_")[0]


class TestClosedVentures(TestCase):
    """One submission of each status from closed ventures, one that is open; the official holds every role."""

    @classmethod
    def setUpTestData(cls) -> None:
        cls.to = factories.consultation()
        by = factories.actor(Role.OFFICER, Role.LEAD)
        extra = factories.question(cls.to, "extra")
        facts = (PublicationConsent.NAMED, Moderation.PUBLISHED, by)
        numbered = enumerate([*SubmissionStatus, SubmissionStatus.RECEIVED], start=100)
        cls.session = factories.session(cls.to)
        rows = [leak_world._row(number, extra, facts[0], status, *facts[1:]) for number, status in numbered]
        cls.open_row = rows.pop()
        cls.closed = rows
        cls.official = factories.official(*Role)
        for row in rows:
            conflicts_of_interest.declare_conflict(
                row.submission.venture, Relation.FAMILY, "", by=Actor.official(cls.official), at=factories.AT
            )

        for row in rows:
            Attendance.objects.create(
                session=cls.session, venture=row.submission.venture, is_present=True, recorded_by=by.user,
                recorded_at=factories.AT,
            )  # fmt: skip

    def setUp(self) -> None:
        self.client.force_login(self.official)

    def addresses(self, *, only: str = "") -> Iterator[tuple[str, str]]:
        """Yield every route with every argument that leads to a record of its kind."""
        for name, arguments in official_routes().items():
            if only in name and ARGUMENTS.issuperset(arguments):
                yield from ((name, reverse(name, kwargs=values)) for values in self.values(name, arguments))

    def values(self, name: str, arguments: list[str]) -> list[dict[str, object]]:
        """Return what the arguments of a route are tried with: every record, and with it one value of each other."""
        if not arguments:
            return [{}]
        offered: dict[str, list[object]] = {
            "object_id": self.numbers_of(model_of(name)),
            "submission_id": self.numbers_of("submission"),
            "number": self.numbers_of("attachment"),
            "name": ["note", "take_up"],
            "slug": [self.to.slug],
            "session_id": [self.session.pk],
            "request_id": self.numbers_of("powerrequest"),
            "purpose": list(ImportPurpose),
        }
        if any(not offered[argument] for argument in arguments):
            return []
        longest = max(len(offered[argument]) for argument in arguments)
        turned = {argument: cycle(offered[argument]) for argument in arguments}
        return [{argument: next(values) for argument, values in turned.items()} for _number in range(longest)]

    def numbers_of(self, model: str) -> list[object]:
        known = {kind._meta.model_name for kind in apps.get_app_config("engagements").get_models()}
        # A page beside a record's own pages is about submissions.
        kind = model if model in known else "submission"
        return list(
            apps.get_model("engagements", kind)._base_manager.order_by("pk").values_list("pk", flat=True)[:MOST]
        )

    def walk(self, client: Client, *, only: str = "") -> Iterator[Body]:
        for name, address in self.addresses(only=only):
            yield f"{name} {address}", everything_in(client.get(address))

    def leaks(self, bodies: Iterator[Body]) -> list[str]:
        """Return what is told of closed submissions."""
        found = []
        for label, body in bodies:
            allowed = {"venture"} if label.partition(" ")[0] in OWN else set()
            for row in self.closed:
                told = row.told_in(body) - allowed
                found += [f"{label}: {row.words.get(kind, row.slug)}" for kind in sorted(told)]
        return found

    def test_every_route_is_walked(self):
        unknown = {name: set(arguments) - ARGUMENTS for name, arguments in official_routes().items()}
        assert {name: arguments for name, arguments in unknown.items() if arguments} == {}
        walked = {name for name, _address in self.addresses()}

        assert {"admin:index", "admin:engagements_submission_change", "policy:submissions_csv"} <= walked
        assert set(official_routes()) - walked <= self.without_records()

    def without_records(self) -> set[str]:
        """Return the routes that show a kind of record of which there is none in this world."""
        return {name for name, arguments in official_routes().items() if not self.values(name, arguments)}

    def test_nothing_of_a_closed_venture_is_on_any_page(self):
        assert self.leaks(self.walk(self.client)) == []

    def test_what_is_open_is_found_by_the_same_look(self):
        bodies = " ".join(body for _label, body in self.walk(self.client, only="submission"))

        assert {"summary", "experience", "venture", "email", "reference"} <= self.open_row.told_in(bodies)

    def test_nothing_is_found_by_a_search_or_by_a_part_of_an_address(self):
        assert self.leaks(self.searches()) == []

    def searches(self) -> Iterator[Body]:
        """Look for every word of the closed ones in every list; what was typed comes back and is taken out."""
        lists = [name for name in official_routes() if name.endswith("_changelist")]
        places = [*lists, "admin:engagements_conflictofinterest_add"]
        for row in self.closed:
            for word in (*row.words.values(), row.submission.reference, row.slug):
                for name in places if word in (row.words["venture"], row.submission.reference) else lists[:2]:
                    body = everything_in(self.client.get(reverse(name), {"q": word}))
                    yield f"{name} q={word}", body.replace(word, "")
            for name in (name for name in official_routes() if name.startswith("policy:")):
                parameters = {"venture": row.submission.venture_id}
                yield f"{name} {parameters}", everything_in(self.client.get(reverse(name), parameters))

    def test_nothing_is_declared_or_done_with_a_closed_one(self):
        for row in self.closed:
            change = reverse("admin:engagements_submission_change", args=[row.submission.pk])
            act = reverse("admin:engagements_submission_act", args=[row.submission.pk, "note"])
            declare = f"{reverse('admin:engagements_conflictofinterest_add')}?venture={row.submission.venture_id}"
            statuses = [self.client.get(change).status_code, self.client.get(declare).status_code]
            posted = self.client.post(act, {"body": "A note.", "version": row.submission.version})

            assert [*statuses, posted.status_code] == [404, 404, 404]

    def test_counts_leave_closed_ones_out(self):
        home = self.client.get("/admin/").context
        overview = self.client.get(reverse("policy:overview")).context
        lists = ("submission", "venture", "outgoingmessage")
        counted = [self.client.get(reverse(f"admin:engagements_{name}_changelist")).context["cl"] for name in lists]

        tiles = {str(tile.name): tile.count for tile in home["tiles"]}
        assert max(tiles.values()) == 1
        assert sum(band.all for band in home["bands"]) == 1
        assert [each.result_count for each in counted] == [1, 1, 1]
        assert (overview["totals"].submissions, overview["left_out"]) == (1, 5)
        assert "These figures do not include 5 ventures" in self.client.get(reverse("policy:overview")).content.decode()

    def test_file_says_in_its_name_that_something_is_left_out(self):
        name = self.client.get(reverse("policy:submissions_csv")).headers["Content-Disposition"]

        assert "ventures-left-out-5" in name

    def test_colleague_with_the_same_roles_finds_all_of_it(self):
        colleague = Client()
        colleague.force_login(factories.official(*Role))
        shown = " ".join(body for _label, body in self.walk(colleague, only="submission"))

        assert [row.words["summary"] for row in self.closed if row.words["summary"] not in shown] == []
        assert colleague.get(reverse("policy:overview")).context["left_out"] == 0

    def test_planted_query_that_forgets_interests_is_found(self):
        with patch.object(SubmissionQuerySet, "visible_to", lambda self, viewer: self):
            assert self.leaks(self.walk(self.client, only="submission_changelist")) != []

    def test_planted_mail_that_forgets_interests_is_found(self):
        with patch.object(OutgoingMessageQuerySet, "visible_to", lambda self, viewer: self):
            assert self.leaks(self.walk(self.client, only="outgoingmessage_changelist")) != []

    def test_planted_trail_that_forgets_interests_is_found(self):
        with patch.object(AuditEventQuerySet, "visible_to", lambda self, viewer: self):
            assert self.leaks(self.walk(self.client, only="auditevent_change")) != []


@pytest.mark.django_db
@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_closed_submission_is_closed_whatever_the_role(client, role):
    submission = factories.submission()
    if role is Role.SECURITY:
        submission = factories.moved(submission, "quarantine")
    official: Official = factories.official(role)
    client.force_login(official)
    address = reverse("admin:engagements_submission_change", args=[submission.pk])
    before = client.get(address).status_code

    conflicts_of_interest.declare_conflict(
        submission.venture,
        Relation.EMPLOYER,
        "",
        by=Actor.official(Official.objects.get(pk=official.pk)),
        at=factories.AT,
    )

    assert (before, client.get(address).status_code) == (200, 404)
    assert list(Submission.objects.visible_to(Actor.official(official))) == []
