"""Exceptions for refused actions."""


class ActionRefused(Exception):
    """An action was refused; the message is a sentence that the person can act on.

    `field` names the form field concerned; it is empty for the whole form.
    """

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.field = field

    def __str__(self) -> str:
        return str(self.message)


class EditConflict(ActionRefused):
    """The record has changed since the person opened it; nothing was saved."""
