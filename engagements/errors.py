"""The one expected failure: an act that the rules forbid."""


class ActionRefused(Exception):
    """An act the rules forbid, said in a sentence the person can act on.

    `field` names the form field the sentence belongs to, or is empty when it concerns the whole act.
    """

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.field = field

    def __str__(self) -> str:
        return str(self.message)


class EditConflict(ActionRefused):
    """The record has changed since the person opened it; nothing was written."""
