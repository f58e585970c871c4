"""Officials' search of submissions: by reference, words or contact, with excerpts of the matches."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from engagements.choices import SubmissionStatus
from engagements.errors import ActionRefused
from engagements.models import Clarification, Contact, InternalNote, Reply, SearchText, Submission
from engagements.models.submission import SubmissionQuerySet
from engagements.rules.actors import Actor
from engagements.rules.excerpts import ExcerptPiece, excerpt
from engagements.rules.permissions import Act, may
from engagements.rules.references import parse_reference
from engagements.rules.tokenizer import words_of

# More words than this do not improve a search; excerpts shown per submission.
MOST_WORDS, MOST_PLACES = 12, 3
# Label of a match in a venture's contact details.
CONTACT = _("Contact")
_LONGEST_SERIAL = 9
_LONGEST_ADDRESS = 254


@dataclass(frozen=True)
class SearchPlace:
    """A match: the kind of text, and the excerpt around the words."""

    name: str | Promise
    pieces: tuple[ExcerptPiece, ...]


def found(submissions: SubmissionQuerySet, typed: str, *, by: Actor) -> SubmissionQuerySet:
    """Filter submissions by reference, by words, or, for actors who may read contacts, by contact.

    A complete reference in any notation matches only that submission. All words must occur in the submission, its
    venture's name or its notes, questions and replies; each also matches as a prefix.
    """
    try:
        return submissions.filter(reference=parse_reference(typed))
    except ActionRefused:
        pass
    meant = list(_meant(typed, by=by))
    return submissions.filter(pk__in=meant[0].union(*meant[1:])) if meant else submissions.none()


def _meant(typed: str, *, by: Actor) -> Iterator[QuerySet[Any, Any]]:
    words, everything = words_of(typed)[:MOST_WORDS], Submission.objects.order_by()
    if words:
        indexed = SearchText.objects.filter(case_words__finds_in_case=words)
        yield everything.filter(pk__in=indexed.values("pk")).values("pk")
    if typed.isdecimal() and typed.isascii() and len(typed) <= _LONGEST_SERIAL:
        yield everything.filter(reference__contains=f"/{int(typed):06d}-").values("pk")
    if words and may(by, Act.READ_CONTACT):
        yield everything.filter(contact__in=_people(typed, words).values("pk")).values("pk")


def _people(typed: str, words: Iterable[str]) -> QuerySet[Contact]:
    named = Q(email__istartswith=typed[:_LONGEST_ADDRESS])
    by_name = Q()
    for word in words:
        by_name &= Q(name__icontains=word)
    return Contact.objects.order_by().filter(named | by_name)


def places(submissions: Collection[Submission], typed: str, *, by: Actor) -> dict[int, tuple[SearchPlace, ...]]:
    """Return the matching excerpts of each submission, by id, in a fixed number of queries.

    Ventures must be loaded, and contacts too if the actor may read them. Quarantined submissions have no excerpts,
    because each reading of them must be audited.
    """
    words = words_of(typed)[:MOST_WORDS]
    if not words:
        return {}
    shown = [one for one in submissions if one.status != SubmissionStatus.QUARANTINED]
    texts: dict[int, list[tuple[str | Promise, str]]] = {one.pk: _own_texts(one, by=by) for one in shown}
    for number, name, text in _written_about(texts):
        texts[number].append((name, text))
    return {number: _places_in(named, words) for number, named in texts.items()}


def _own_texts(submission: Submission, *, by: Actor) -> list[tuple[str | Promise, str]]:
    point = [submission.summary, submission.experience, submission.proposal]
    texts: list[tuple[str | Promise, str]] = [(_("Issue"), text) for text in point]
    texts.append((_("Venture"), submission.venture.name))
    if submission.contact and may(by, Act.READ_CONTACT):
        texts.append((CONTACT, f"{submission.contact.name} {submission.contact.email}"))
    return texts


def _written_about(numbers: Collection[int]) -> Iterator[tuple[int, str | Promise, str]]:
    """Yield texts written about submissions: id, kind of text, text."""
    for note in InternalNote.objects.filter(submission__in=numbers).order_by("pk"):
        yield note.submission_id, _("Internal note"), note.body
    for asked in Clarification.objects.filter(submission__in=numbers).order_by("pk"):
        yield asked.submission_id, _("Question"), asked.question
        yield asked.submission_id, pgettext_lazy("to a question", "Answer"), asked.answer
    for reply in Reply.objects.filter(submission__in=numbers).select_related("objection").order_by("pk"):
        yield reply.submission_id, pgettext_lazy("text of a reply", "Reply"), f"{reply.body}\n{reply.reason}"
        objection = getattr(reply, "objection", None)
        yield reply.submission_id, _("Objection"), objection.body if objection else ""


def _places_in(named: Iterable[tuple[str | Promise, str]], words: Collection[str]) -> tuple[SearchPlace, ...]:
    found = ((name, excerpt(text, words)) for name, text in named)
    return tuple(SearchPlace(name, pieces) for name, pieces in found if pieces)[:MOST_PLACES]
