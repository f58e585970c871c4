"""Detect sensitive content: classification markings, identity, phone, card and account numbers, coordinates.

Runs in time linear in the length of the text: every pattern is bounded and none nests repeats. Where findings overlap,
the kind listed first in `_READERS` wins: a number labelled as an account number is not also reported as a card.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from engagements.choices import SensitivityKind
from engagements.rules.sensitivity import coordinates, markings, numbers
from engagements.rules.sensitivity.folding import Spans, folded, masked

SENTENCES: dict[SensitivityKind, Promise] = {
    SensitivityKind.CLASSIFICATION: _(
        "This looks like a classification marking. Remove it and everything it applies to. You "
        "can send only unclassified information here."
    ),
    SensitivityKind.AADHAAR: _("This looks like an Aadhaar number. Remove it: we never need it."),
    SensitivityKind.COORDINATES: _(
        "This looks like the coordinates of a place. Remove them, or give only the district."
    ),
    SensitivityKind.PHONE: _(
        "This looks like a phone number. Remove it, because this text may be published. We have "
        "your contact details from the form."
    ),
    SensitivityKind.CARD: _("This looks like a payment card number. Remove it: we never need it."),
    SensitivityKind.ACCOUNT: _(
        "This looks like a bank account number or an IFSC code. Remove it: no payment is made through this portal."
    ),
}

# In order of precedence: an earlier kind keeps the characters that it matched.
_READERS = (
    (SensitivityKind.ACCOUNT, numbers.accounts),
    (SensitivityKind.CARD, numbers.cards),
    (SensitivityKind.AADHAAR, numbers.aadhaar_like),
    (SensitivityKind.COORDINATES, coordinates.coordinates),
    (SensitivityKind.PHONE, numbers.phones),
    (SensitivityKind.CLASSIFICATION, markings.markings),
)


@dataclass(frozen=True)
class SensitivityFinding:
    """One finding, characters `start` to `end` of the text; the excerpt is masked so that it may be displayed."""

    kind: SensitivityKind
    start: int
    end: int
    excerpt: str

    @property
    def sentence(self) -> str:
        """The message to the venture: what this looks like, and what to do about it."""
        return str(SENTENCES[self.kind])


def findings(text: str) -> list[SensitivityFinding]:
    """Return the sensitive passages of a text or file name, in order and without overlaps."""
    even = folded(text)
    found: list[SensitivityFinding] = []
    for kind, read in _READERS:
        taken = bytearray(len(text))
        for earlier in found:
            taken[earlier.start : earlier.end] = b"\1" * (earlier.end - earlier.start)
        found += [
            _finding(kind, text, start, end) for start, end in _drop_overlaps(read(even)) if not any(taken[start:end])
        ]
    return sorted(found, key=lambda finding: finding.start)


def _drop_overlaps(spans: Spans) -> Spans:
    """Yield spans in order; of overlapping ones the first, or with the same start the longest."""
    reached = 0
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= reached:
            yield start, end
            reached = end


def _finding(kind: SensitivityKind, text: str, start: int, end: int) -> SensitivityFinding:
    is_marking = kind is SensitivityKind.CLASSIFICATION
    excerpt = text[start:end] if is_marking else masked(text[start:end], kind=kind)
    return SensitivityFinding(kind, start, end, excerpt)
