"""Build submissions from ventures.toml and examples/."""

from dataclasses import dataclass
from typing import Any

from engagements.choices import Channel, Language
from engagements.models import Challenge, ContractStage, FocusArea, Scheme
from engagements.rules.submission_data import ContactData, IssueData, SubmissionData, VentureData
from engagements.seeds.march_2025 import reading
from engagements.seeds.march_2025.accounts import DOMAIN


@dataclass(frozen=True)
class Ids:
    """Ids of the reference data by slug."""

    challenges: dict[str, int]
    focus_areas: dict[str, int]
    schemes: dict[str, int]
    stages: dict[str, int]

    @classmethod
    def read(cls) -> "Ids":
        """Read the ids from the database."""
        lists = (Challenge, FocusArea, Scheme, ContractStage)
        return cls(*(dict(model._default_manager.values_list("slug", "pk")) for model in lists))


def read_ventures() -> dict[str, VentureData]:
    """Return the illustrative ventures by number."""
    ventures = reading.read_table("ventures.toml").items()
    return {number: VentureData(name=f"Example Venture {number}", **facts) for number, facts in ventures}


def submission_data_of(entry: dict[str, Any], *, ventures: dict[str, VentureData], ids: Ids) -> SubmissionData:
    """Return an entry of examples/ as the submission that would have been sent."""
    number = entry["venture"]
    return SubmissionData(
        issue=_issue_data(entry, ids=ids),
        venture=ventures[number],
        contact=ContactData(name=f"Contact {number}", email=f"contact{number}@{DOMAIN}"),
        channel=Channel(entry.get("channel", Channel.WEB)),
        language=Language(entry.get("language", Language.ENGLISH)),
        is_example=True,
    )


def _issue_data(entry: dict[str, Any], *, ids: Ids) -> IssueData:
    return IssueData(
        challenge_id=ids.challenges[entry["challenge"]],
        focus_area_ids=tuple(ids.focus_areas[slug] for slug in entry["focus_areas"]),
        summary=entry["summary"],
        experience=entry["experience"].strip(),
        proposal=entry.get("proposal", "").strip(),
        severity=entry["severity"],
        consent=entry["consent"],
        scheme_id=ids.schemes[entry["scheme"]] if "scheme" in entry else None,
        stage_id=ids.stages[entry["stage"]] if "stage" in entry else None,
        days_lost=entry.get("days_lost"),
        rupees_blocked=entry.get("rupees_blocked"),
    )
