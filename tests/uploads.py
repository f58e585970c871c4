"""Files as they arrive in a form: one of a kind that is taken, one of a kind that is not."""

from django.core.files.uploadedfile import SimpleUploadedFile


def table(name: str = "stages.csv", text: str = "Stage,Days\nTrials,240\n") -> SimpleUploadedFile:
    """Return a table, which is taken."""
    return SimpleUploadedFile(name, text.encode())


def program(name: str = "tool.exe") -> SimpleUploadedFile:
    """Return a program, which is not."""
    return SimpleUploadedFile(name, b"MZ" + bytes(64))
