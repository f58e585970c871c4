"""What does not belong in a submission: markings, identity numbers, coordinates, phone, card and account numbers.

Reading takes time proportional to the length of the text: every pattern is bounded, and none holds a repeat within a
repeat. Where two readings overlap, the one that names more of its context wins: an account number that is said to be
one is not also a card number.
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

# In order of precedence: what stands further up keeps its characters.
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
    """One sensitive place, characters `start` to `end` of the text; the excerpt is masked so that it may be shown."""

    kind: SensitivityKind
    start: int
    end: int
    excerpt: str

    @property
    def sentence(self) -> str:
        """What the venture reads: what this looks like, and what to do about it."""
        return str(SENTENCES[self.kind])


def findings(text: str) -> list[SensitivityFinding]:
    """Return what is sensitive in a text or a file name, in the order of the text and without overlaps."""
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
    """Yield spans in the order of the text; of two that overlap, the one that begins first, or else is longer."""
    reached = 0
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= reached:
            yield start, end
            reached = end


def _finding(kind: SensitivityKind, text: str, start: int, end: int) -> SensitivityFinding:
    is_marking = kind is SensitivityKind.CLASSIFICATION
    excerpt = text[start:end] if is_marking else masked(text[start:end], kind=kind)
    return SensitivityFinding(kind, start, end, excerpt)
