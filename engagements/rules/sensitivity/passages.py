"""Sensitive passages across several texts: list them, summarise their kinds, split a text at them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from engagements.choices import SensitivityKind
from engagements.rules.sensitivity import SENTENCES, findings

# Hex characters of the digest that are kept: enough to distinguish the passages of one draft.
_LENGTH = 16


@dataclass(frozen=True)
class SensitivePassage:
    """A sensitive passage, verbatim, in the text of this name: for its author and the security officer.

    Everyone else sees `SensitivityFinding.excerpt`, which is masked.
    """

    name: str
    kind: SensitivityKind
    quote: str

    @property
    def sentence(self) -> str:
        """What this looks like, and what to do about it."""
        return str(SENTENCES[self.kind])

    @property
    def key(self) -> str:
        """Digest by which a form tells that this passage was already pointed out."""
        return sha256(f"{self.name}\n{self.kind}\n{self.quote}".encode(errors="surrogatepass")).hexdigest()[:_LENGTH]


@dataclass(frozen=True)
class PassagePiece:
    """A piece of a text; sensitive if it has a kind."""

    text: str
    kind: SensitivityKind | None = None


def passages_in(texts: Mapping[str, str]) -> tuple[SensitivePassage, ...]:
    """Return the distinct sensitive passages of texts by name, in the order of the texts."""
    found = [
        SensitivePassage(name, finding.kind, text[finding.start : finding.end])
        for name, text in texts.items()
        for finding in findings(text)
    ]
    return tuple(dict.fromkeys(found))


def sensitive_kinds(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the distinct kinds of sensitive content in texts, in declared order; only these are stored."""
    found = {finding.kind for text in texts for finding in findings(text)}
    return tuple(kind.value for kind in SensitivityKind if kind in found)


def pieces_of(text: str) -> tuple[PassagePiece, ...]:
    """Split a text at its sensitive passages; the pieces joined are the text."""
    pieces, reached = [], 0
    for finding in findings(text):
        pieces += [
            PassagePiece(text[reached : finding.start]),
            PassagePiece(text[finding.start : finding.end], finding.kind),
        ]
        reached = finding.end
    return tuple(piece for piece in [*pieces, PassagePiece(text[reached:])] if piece.text)
