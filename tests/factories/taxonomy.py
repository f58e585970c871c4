"""What a consultation can be about: focus areas, challenges, schemes, stages of a contract, holders of an office."""

from typing import Any

from engagements.models import Challenge, ContractStage, FocusArea, OfficeHolder, Scheme
from tests.factories.basis import numbers


def focus_area(**fields: Any) -> FocusArea:
    """Make a focus area."""
    number = next(numbers)
    return FocusArea.objects.create(**{"slug": f"area-{number}", "name": f"Area {number}", "position": number} | fields)


def challenge(**fields: Any) -> Challenge:
    """Make a challenge with its question."""
    number = next(numbers)
    defaults = {
        "slug": f"challenge-{number}",
        "name": f"Challenge {number}",
        "prompt": f"What about challenge {number}?",
        "position": number,
    }
    return Challenge.objects.create(**defaults | fields)


def scheme(**fields: Any) -> Scheme:
    """Make a scheme."""
    number = next(numbers)
    return Scheme.objects.create(
        **{"slug": f"scheme-{number}", "name": f"Scheme {number}", "position": number} | fields
    )


def contract_stage(**fields: Any) -> ContractStage:
    """Make a contract stage."""
    number = next(numbers)
    defaults = {"slug": f"stage-{number}", "name": f"Stage {number}", "position": number}
    return ContractStage.objects.create(**defaults | fields)


def office_holder(**fields: Any) -> OfficeHolder:
    """Make an office-holder."""
    return OfficeHolder.objects.create(**{"name": "Shri Test Chair", "office": "Secretary (Tests)"} | fields)
