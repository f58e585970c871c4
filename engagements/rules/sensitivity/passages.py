"""Several texts read together: which passages are sensitive, what kinds there are in all, and a text cut at them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from engagements.choices import SensitivityKind
from engagements.rules.sensitivity import SENTENCES, findings

# As many characters of a digest as tell one passage of a draft from another.
_LENGTH = 16


@dataclass(frozen=True)
class SensitivePassage:
    """A sensitive run of characters, word for word, in the text of this name: for its author and the security officer.

    Everyone else reads `Finding.excerpt`, which is masked.
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
        """A digest by which a form says that this very passage has been pointed out."""
        return sha256(f"{self.name}\n{self.kind}\n{self.quote}".encode(errors="surrogatepass")).hexdigest()[:_LENGTH]


@dataclass(frozen=True)
class PassagePiece:
    """A piece of a text: sensitive where it has a kind."""

    text: str
    kind: SensitivityKind | None = None


def passages_in(texts: Mapping[str, str]) -> tuple[SensitivePassage, ...]:
    """Return the sensitive passages of texts by their names, each once, in the order of the texts."""
    found = [
        SensitivePassage(name, finding.kind, text[finding.start : finding.end])
        for name, text in texts.items()
        for finding in findings(text)
    ]
    return tuple(dict.fromkeys(found))


def sensitive_kinds(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the kinds of what is sensitive in texts, each once, in their declared order; nothing more is stored."""
    found = {finding.kind for text in texts for finding in findings(text)}
    return tuple(kind.value for kind in SensitivityKind if kind in found)


def pieces_of(text: str) -> tuple[PassagePiece, ...]:
    """Return a text cut into pieces at its sensitive passages; joined again they are the whole text."""
    pieces, reached = [], 0
    for finding in findings(text):
        pieces += [
            PassagePiece(text[reached : finding.start]),
            PassagePiece(text[finding.start : finding.end], finding.kind),
        ]
        reached = finding.end
    return tuple(piece for piece in [*pieces, PassagePiece(text[reached:])] if piece.text)
