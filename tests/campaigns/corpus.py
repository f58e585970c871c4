"""A corpus with planted campaigns: letters, copies with changes and additions of their own, and points of nobody else.

The independent points are on the same subjects as the letters and use the same terms of the trade; some quote the
consultation's own question. Everything is drawn from a seed: the same number gives the same corpus.
"""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from engagements.seeds.march_2025 import reading
from tests.campaigns import english, hindi

QUESTION = english.QUESTION


@dataclass(frozen=True)
class Planted:
    """A text and the campaign that it belongs to; an independent one has a name of its own."""

    campaign: str
    text: str


def corpus(seed: int, *, letters: range = range(6), copies: int = 9, independent: int = 120) -> list[Planted]:
    """Return the texts in the order in which they come in."""
    random = Random(seed)
    planted = [copy for number in letters for copy in _copies(number, copies, random)]
    planted += [Planted(f"own {n}", _independent(random)) for n in range(independent)]
    planted += [Planted(f"example {n}", text) for n, text in enumerate(_examples())]
    random.shuffle(planted)
    return planted


def _copies(number: int, copies: int, random: Random) -> list[Planted]:
    language = (english, hindi)[number % 2]
    letter = language.LETTERS[number // 2 % len(language.LETTERS)]
    changes: list[Callable[[list[str], Random, object], list[str]]] = [
        _as_it_is, _with_words_changed, _with_own_before, _with_own_after, _with_much_of_their_own, _one_part_of_it,
    ]  # fmt: skip
    name = f"{language.__name__} {number // 2}"
    return [
        Planted(name, " ".join(changes[place % len(changes)](list(letter), random, language)))
        for place in range(copies)
    ]


def _as_it_is(letter: list[str], random: Random, language: object) -> list[str]:
    return letter


def _with_words_changed(letter: list[str], random: Random, language: object) -> list[str]:
    """Replace one word in nine."""
    return [" ".join(_other(word, random) if random.random() < 1 / 9 else word for word in s.split()) for s in letter]


def _other(word: str, random: Random) -> str:
    return f"{word[: max(1, len(word) // 2)]}{random.choice('aeiouकमत')}"


def _with_own_before(letter: list[str], random: Random, language: object) -> list[str]:
    return [*_own(language, random, 2), *letter]


def _with_own_after(letter: list[str], random: Random, language: object) -> list[str]:
    return [*letter[: random.randint(3, len(letter))], *_own(language, random, 3)]


def _with_much_of_their_own(letter: list[str], random: Random, language: object) -> list[str]:
    return [*_own(language, random, 6), *letter, *_own(language, random, 6)]


def _one_part_of_it(letter: list[str], random: Random, language: object) -> list[str]:
    start = random.randrange(len(letter) - 1)
    return [*_own(language, random, 5), *letter[start : start + 2], *_own(language, random, 4)]


def _own(language: object, random: Random, sentences: int) -> list[str]:
    return [language.sentence(random) for _ in range(sentences)]  # type: ignore[attr-defined]


def _independent(random: Random) -> str:
    language = random.choice((english, english, hindi))
    quoted = [QUESTION] if random.random() < 0.2 else []
    return " ".join([*quoted, *_own(language, random, random.randint(3, 12))])


def _examples() -> list[str]:
    """Return the illustrative points of the seed, which were written one by one; without its own campaign."""
    entries = [entry for entry in reading.tables_in("examples", "example") if not entry["key"].startswith("campaign")]
    return [f"{entry['summary']}. {entry['experience']} {entry.get('proposal', '')}" for entry in entries]
