"""The reviewed table: addresses with the same answers stand together under one line with an answer a person."""

from pathlib import Path

from engagements.choices import Role
from tests.settings import TEST_DATA

PEOPLE = ("visitor", "own", "foreign", "no_role", *map(str, Role), "no_factor", "disabled", "expired")
SHORT = {"administrator": "admin"}

REVIEWED = Path(__file__).with_name("reviewed.txt")
FOUND = TEST_DATA / "addresses"
WIDTH = 10

Answers = dict[str, str]


def reviewed(person: str) -> Answers:
    """Return what a person gets, by method and address."""
    column = PEOPLE.index(person)
    answers: list[str] = []
    table = {}
    for line in REVIEWED.read_text().splitlines():
        if line.startswith(("GET ", "POST ")):
            table[line] = answers[column]
        elif line and not line.startswith("#"):
            answers = line.split()
    return table


def keep(person: str, found: Answers) -> None:
    """Keep what a person got, for `python -m tests.addresses`."""
    FOUND.mkdir(exist_ok=True)
    lines = [f"{answer} {address}" for address, answer in found.items()]
    (FOUND / f"{person}.txt").write_text("\n".join(lines))


def forget() -> None:
    """Take away what people got the last time, so that nothing old is drawn."""
    for person in PEOPLE:
        (FOUND / f"{person}.txt").unlink(missing_ok=True)


def drawn() -> str:
    """Return the table as the portal answered last."""
    columns = [_kept(person) for person in PEOPLE]
    groups: dict[tuple[str, ...], list[str]] = {}
    for address in columns[0]:
        groups.setdefault(tuple(column[address] for column in columns), []).append(address)
    blocks = ["\n".join([_row(answers), *sorted(found)]) for answers, found in sorted(groups.items())]
    return "\n\n".join([_head(), *blocks]) + "\n"


def _kept(person: str) -> Answers:
    lines = (FOUND / f"{person}.txt").read_text().splitlines()
    return {address: answer for answer, address in (line.split(" ", 1) for line in lines)}


def _head() -> str:
    return (
        "# Reviewed by people. A star: the page shows what a venture wrote. login, 2fa: where a closed door leads.\n"
        "# own, foreign: a browser with the permission for the submission (and draft) asked about, or for another.\n"
        "# no_factor, disabled, expired: every role, but no second factor, a closed account, an old session.\n"
        f"#{_row(tuple(SHORT.get(person, person) for person in PEOPLE))[1:]}"
    )


def _row(words: tuple[str, ...]) -> str:
    return " " + "".join(word.ljust(WIDTH) for word in words).rstrip()
