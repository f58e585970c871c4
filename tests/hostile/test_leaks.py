"""Nothing that a venture does not agree to is on any public page or in any export, by whatever way one comes there."""

from collections.abc import Iterator
from itertools import chain
from unittest.mock import patch

from django.conf import settings
from django.test import Client, TestCase
from django.urls import get_resolver, reverse

from engagements.choices import Moderation, PolicyKind, PublicationConsent, Role
from engagements.models import PolicyVersion, SearchText, Submission
from engagements.models.response import MinistryResponseQuerySet
from engagements.models.submission import SubmissionQuerySet
from engagements.public.forms.steps import STEPS
from engagements.reports import exports, published
from tests import factories
from tests.hostile.leak_world import BESIDE, CASEWORK, PERSON, SHARED, Row, rows_of_every_kind
from tests.hostile.walking import everything_in, routes_in
from tests.public import filling

# What an address can ask for; a route with an argument that is not here fails, so that somebody thinks of it.
ARGUMENTS = {"slug", "reference", "name", "kind", "number", "token"}
# Routes that hand a visitor's own words back, or that only change something.
ECHOING = {"public:status", "public:language"}

# A ministry response that waits to be released.
UNRELEASED = "zqunreleased"

Body = tuple[str, str]


def routes() -> dict[str, list[str]]:
    """Return every route that is not for officials alone, by name, with the names of its arguments."""
    return {name: arguments for name, path, arguments in routes_in(get_resolver()) if not path.startswith(_official())}


def _official() -> tuple[str, ...]:
    return tuple(path.removeprefix("/") for path in settings.OFFICIAL_PATHS)


class TestLeaks(TestCase):
    """One world for all of these tests; every page is asked for by a stranger unless it says otherwise."""

    @classmethod
    def setUpTestData(cls) -> None:
        cls.to = factories.consultation()
        cls.rows = rows_of_every_kind(cls.to)
        cls.list_url = reverse("public:published", args=[cls.to.slug])
        factories.ministry_response(cls.to, UNRELEASED)
        for kind in PolicyKind:
            PolicyVersion.objects.create(
                kind=kind, number=1, body="Text.", published_at=factories.AT, review_on="2027-01-01"
            )

    def visitor(self, language: str = "en") -> Client:
        client = Client(raise_request_exception=True)
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        return client

    def addresses(self) -> Iterator[tuple[str, str]]:
        """Yield every public route with every argument that leads anywhere, and some that do not."""
        for name, arguments in routes().items():
            unknown = [argument for argument in arguments if argument not in ARGUMENTS]
            assert unknown == [], f"{name}: say in ARGUMENTS what {unknown} can be"
            values = self.values(name)
            fixed = {argument: values[argument][0] for argument in arguments}
            varied = next((argument for argument in ("reference", "name") if argument in arguments), None)
            for value in values[varied] if varied else [None]:
                yield name, reverse(name, kwargs=fixed | ({varied: value} if varied else {}))

    def values(self, name: str) -> dict[str, list[object]]:
        """Return what the arguments of a route are tried with: where a reference alone opens something, with all."""
        rows = self.rows if name == "public:published_point" else self.one_of_each_status()
        return {
            "slug": [self.to.slug],
            "reference": [*(row.slug for row in rows), "x"],
            "name": [step.slug for step in STEPS],
            "number": [1],
            "token": ["x" * 26],
        }

    def one_of_each_status(self) -> list[Row]:
        return list({row.submission.status: row for row in self.rows}.values())

    def walk(self, client: Client) -> Iterator[Body]:
        """Ask for every public address, with GET and with an empty POST, for the whole list, and beside a draft."""
        for name, address in self.addresses():
            yield f"{name} GET {address}", everything_in(client.get(address))
            if name not in ECHOING:
                yield f"{name} POST {address}", everything_in(client.post(address))
        yield from chain(self.whole_lists(client), self.beside_a_draft(client))

    def walk_of(self, wanted: str, client: Client) -> Iterator[Body]:
        """Ask for every address of one route."""
        return ((address, everything_in(client.get(address))) for name, address in self.addresses() if name == wanted)

    def searches(self, client: Client, *kinds: str) -> Iterator[Body]:
        """Look for every word of these kinds."""
        for row in self.rows:
            for kind in kinds:
                yield f"search for {row.words[kind]}", everything_in(client.get(self.list_url, {"q": row.words[kind]}))

    def whole_lists(self, client: Client) -> Iterator[Body]:
        """Read the list to its end: whole, by a search, by challenge and by focus area."""
        challenge, area = self.to.challenges.get().slug, self.to.focus_areas.get().slug
        for start in ("", f"?q={SHARED}", f"?challenge={challenge}", f"?area={area}"):
            following: str | None = start
            while following is not None:
                response = client.get(self.list_url + following)
                yield f"list {following}", everything_in(response)
                following = response.context["older_url"] or None

    def behind_each(self, client: Client) -> Iterator[Body]:
        """Read what stands behind each submission, whether it is on the list or not."""
        for row in self.rows:
            yield f"list behind {row.slug}", everything_in(client.get(self.list_url, {"after": row.slug}))

    def beside_a_draft(self, client: Client) -> Iterator[Body]:
        """Write a point that is like all of them, and read what stands beside it."""
        notice = PolicyVersion.objects.get(kind=PolicyKind.PRIVACY)
        filling.fill(client, self.to, point={"experience": SHARED}, consent={"notice": notice.pk})
        for name, more in [("check", []), *(("form_step", [step.slug]) for step in STEPS)]:
            yield f"draft {name} {more}", everything_in(client.get(filling.url(name, self.to, *more)))

    def leaks(self, bodies: Iterator[Body]) -> list[str]:
        """Return what is told that may not be; what a visitor typed, which the label names, comes back to them."""
        return [f"{label}: {word}" for label, body in bodies for word in self.not_for_all(body) if word not in label]

    def not_for_all(self, body: str) -> list[str]:
        """Return the words in a body that not everybody may read."""
        waiting = [UNRELEASED] if UNRELEASED in body else []
        told = [(row, kind) for row in self.rows for kind in sorted(row.told_in(body) - row.public)]
        return waiting + [row.words.get(kind, row.slug) for row, kind in told]

    def test_every_route_without_log_in_is_known(self):
        assert {"public:published", "public:published_point", "public:sitemap_xml", "healthz"} <= set(routes())
        assert [name for name in routes() if name.startswith(("admin:", "policy:"))] == []
        assert {name for name, _address in self.addresses()} == set(routes())

    def test_nothing_leaks_in_english(self):
        assert self.leaks(self.walk(self.visitor())) == []

    def test_nothing_leaks_in_hindi(self):
        assert self.leaks(self.walk(self.visitor("hi"))) == []

    def test_nothing_leaks_by_search_or_by_place_in_the_list(self):
        client = self.visitor()

        assert self.leaks(self.searches(client, "summary")) == []
        assert self.led_to(self.searches(client, "venture", "person")) == []
        assert self.leaks(self.behind_each(client)) == []

    def led_to(self, bodies: Iterator[Body]) -> list[str]:
        """Return the searches that found a point: whoever looks for a name must not be led to what it said unnamed."""
        return [label for label, body in bodies if any("summary" in row.told_in(body) for row in self.rows)]

    def test_all_that_is_agreed_to_and_decided_is_found(self):
        """The same look finds what may be shown: on the list, on its own page, by search and beside a draft."""
        client = self.visitor()
        shown = [row for row in self.rows if row.public]
        on_list = " ".join(body for _label, body in self.whole_lists(client))
        own = " ".join(body for _label, body in self.walk_of("public:published_point", client))
        beside = " ".join(body for _label, body in self.beside_a_draft(client))

        assert len(shown) == 2 * 5
        assert [row.told_in(on_list) for row in shown] == [row.public - {"proposal"} for row in shown]
        assert [row.told_in(own) for row in shown] == [row.public for row in shown]
        for row in shown:
            searched = everything_in(client.get(self.list_url, {"q": row.words["proposal"]}))
            assert [other for other in self.rows if "summary" in other.told_in(searched)] == [row]
        assert len([row for row in self.rows if "summary" in row.told_in(beside)]) == 3

    def test_pages_of_counts_count_what_may_be_counted(self):
        counted = [
            row for row in self.rows if row.is_counted and row.submission.consent != PublicationConsent.OFFICIALS
        ]
        so_far = self.visitor().get(self.to.get_absolute_url()).context["so_far"]

        assert (so_far.submissions, so_far.ventures) == (len(counted), len(counted)) == (3 * 5 * 3,) * 2
        assert so_far.published == len([row for row in self.rows if row.public])

    def test_exports_tell_no_person_and_nothing_that_is_held_or_taken_back(self):
        analyst = Client()
        analyst.force_login(factories.official(Role.ANALYST, Role.LEAD))
        bodies = [(name, everything_in(analyst.get(reverse(name)))) for name in _policy_routes()]

        assert [name for name in _policy_routes() if name.endswith("_csv")] != []
        assert self.exported_leaks(bodies) == []
        files = " ".join(body for name, body in bodies if name.endswith("_csv"))
        assert [row for row in self.rows if row.is_counted and row.words["summary"] not in files] == []

    def exported_leaks(self, bodies: list[Body]) -> list[str]:
        private = {*PERSON, *CASEWORK, "udyam", "website", "file"}
        return [
            f"{name}: {row.words[kind]}"
            for name, body in bodies
            for row in self.rows
            for kind in sorted(row.told_in(body) & (private if row.is_counted else set(row.words)))
        ]

    def test_page_of_a_submission_tells_its_venture_of_that_one_alone(self):
        said = {"question", "answer", "reply", "reason"}
        told = {"summary", "experience", "proposal", "venture", "reference", *said, *BESIDE}
        for row in self.rows[::4]:
            client = self.visitor()
            client.post(row.submission.get_absolute_url(), {"code": factories.ACCESS_CODE})
            for name in ("status", "copy_html", "copy_text", "withdraw", "restrict_consent", "object_to_reply"):
                body = everything_in(client.get(reverse(f"public:{name}", args=[row.slug])))
                assert row.told_in(body) <= told, (name, row.told_in(body) - told)
                assert [other for other in self.rows if other is not row and other.told_in(body)] == []
            assert row.words["experience"] in everything_in(client.get(row.submission.get_absolute_url()))

    def test_planted_query_that_forgets_consent_is_found(self):
        with patch.object(SubmissionQuerySet, "published", lambda self: self.counted().filter(moderation="published")):
            found = self.leaks(self.walk_of("public:published_point", self.visitor()))

        assert {consent for consent in PublicationConsent if any(self.is_of(consent, leak) for leak in found)} == {
            PublicationConsent.COUNTED,
            PublicationConsent.OFFICIALS,
        }

    def test_planted_query_that_forgets_the_release_is_found(self):
        page = reverse("public:consultation", args=[self.to.slug])
        with patch.object(MinistryResponseQuerySet, "released", lambda self: self.order_by("-number")):
            found = self.leaks(iter([("page", everything_in(self.visitor().get(page)))]))

        assert found == [f"page: {UNRELEASED}"]

    def test_planted_query_that_forgets_status_or_moderation_is_found(self):
        faults = {
            "status": lambda self: self.filter(moderation=Moderation.PUBLISHED, consent__in=["named", "unnamed"]),
            "moderation": lambda self: self.counted().filter(consent__in=["named", "unnamed"]),
        }
        for fault in faults.values():
            with patch.object(SubmissionQuerySet, "published", fault):
                assert self.leaks(self.whole_lists(self.visitor())) != []

    def test_planted_name_is_found(self):
        honest = published._point

        with patch.object(published, "_point", lambda submission: _named(honest, submission)):
            found = self.leaks(self.whole_lists(self.visitor()))

        assert found != []
        assert all("zqventure" in leak for leak in found)

    def test_planted_name_in_the_search_index_is_found(self):
        row = next(row for row in self.rows if row.public)
        SearchText.objects.filter(submission=row.submission).update(
            words=f"{row.words['summary']} {row.words['person']}"
        )

        assert self.led_to(self.searches(self.visitor(), "person")) == [f"search for {row.words['person']}"]

    def test_planted_column_of_an_export_is_found(self):
        analyst = Client()
        analyst.force_login(factories.official(Role.ANALYST, Role.LEAD))
        column = exports.CsvColumn("E-mail", "", "contact__email", str)
        with patch.object(exports, "submission_columns", lambda options: (column,)):
            body = everything_in(analyst.get(reverse("policy:submissions_csv")))

        assert len(self.exported_leaks([("planted", body)])) == len([row for row in self.rows if row.is_counted])

    def is_of(self, consent: PublicationConsent, leak: str) -> bool:
        word = leak.rpartition(": ")[2]
        rows = [row for row in self.rows if row.submission.consent == consent]
        return any(word in (row.slug, *row.words.values()) for row in rows)


def _named(honest, submission: Submission) -> published.PublishedPoint:
    submission.consent = PublicationConsent.NAMED
    return honest(submission)


def _policy_routes() -> list[str]:
    return [name for name, path, arguments in routes_in(get_resolver()) if path.startswith("policy/") and not arguments]
