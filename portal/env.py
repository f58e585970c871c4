"""Typed readers of environment variables, which collect all problems and report them together.

Each reader returns a usable value even if it notes a problem, so that one start names every problem. `finish()` raises
if there was any.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email

from portal.addresses import AddressError, Mailbox, database_from, mailbox_from, scanner_from

YES = {"1", "true", "yes", "on"}
NO = {"0", "false", "no", "off"}
SECONDS_IN = {"s": 1, "m": 60, "h": 3600, "d": 86400}


class SettingsMissing(ImproperlyConfigured):
    """Raised for missing or malformed environment variables; the message says what to set."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("The portal cannot start:\n" + "\n".join(f"- {problem}" for problem in problems))
        self.problems = problems


@dataclass(frozen=True)
class EnvironmentVariable:
    """One environment variable as documented for operators; without `default` it is required."""

    name: str
    meaning: str
    default: str | None


class Environment:
    """Reader of the environment that records every variable it was asked for."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self.values = values
        self.problems: list[str] = []
        self.variables: list[EnvironmentVariable] = []

    def text(self, name: str, *, meaning: str, default: str | None = None) -> str:
        """Read a line of text; without a default it is required."""
        raw = self._raw(name, meaning=meaning, default=default)
        return default or "" if raw is None else raw

    def key(self, name: str, *, meaning: str, default: str | None) -> str:
        """Read a secret of 50 or more characters."""
        raw = self.text(name, meaning=meaning, default=default)
        if 0 < len(raw) < 50:
            self.problem(f"{name} is too short: set it to 50 or more random characters.")
        return raw

    def text_and_hindi(self, name: str, *, meaning: str, default: tuple[str, str]) -> tuple[str, str]:
        """Read a line of text and its Hindi version from the variable with suffix _HI.

        The Hindi default applies only with the English default: otherwise it would name another organisation.
        """
        english, hindi = default
        text = self.text(name, meaning=meaning, default=english)
        rule = "The same in Hindi; without it, Hindi pages show the English text."
        return text, self.text(f"{name}_HI", meaning=rule, default=hindi if text == english else "")

    def flag(self, name: str, *, meaning: str, default: bool) -> bool:
        """Read a boolean: 1/0, true/false, yes/no or on/off."""
        raw = self._raw(name, meaning=meaning, default="1" if default else "0")
        if raw is None:
            return default
        if raw.lower() not in YES | NO:
            self.problem(f"{name} is “{raw}”: set it to 1 or 0.")
        return raw.lower() in YES

    def integer(self, name: str, *, meaning: str, default: int, at_least: int = 0) -> int:
        """Read a whole number of at least `at_least`."""
        raw = self._raw(name, meaning=meaning, default=str(default))
        if raw is None:
            return default
        if not raw.isascii() or not raw.isdigit() or int(raw) < at_least:
            self.problem(f"{name} is “{raw}”: set it to a whole number, {at_least} or more.")
            return default
        return int(raw)

    def seconds(self, name: str, *, meaning: str, default: str) -> int:
        """Read a duration such as 90s, 30m, 8h or 14d, in seconds."""
        raw = self._raw(name, meaning=meaning, default=default) or default
        number, unit = raw[:-1], raw[-1:]
        if not number.isascii() or not number.isdigit() or unit not in SECONDS_IN:
            self.problem(f"{name} is “{raw}”: set it to a number with s, m, h or d, for example {default}.")
            number, unit = default[:-1], default[-1:]
        return int(number) * SECONDS_IN[unit]

    def words(self, name: str, *, meaning: str, default: list[str]) -> list[str]:
        """Read a comma-separated list."""
        raw = self._raw(name, meaning=meaning, default=",".join(default))
        if raw is None:
            return default
        return [word.strip() for word in raw.split(",") if word.strip()]

    def choice(self, name: str, *, meaning: str, default: str, among: list[str]) -> str:
        """Read one of the values in `among`."""
        raw = self._raw(name, meaning=meaning, default=default) or default
        if raw not in among:
            self.problem(f"{name} is “{raw}”: set it to one of {', '.join(among)}.")
            return default
        return raw

    def letters(self, name: str, *, meaning: str, default: str) -> str:
        """Read two to six capital letters."""
        raw = self._raw(name, meaning=meaning, default=default) or default
        if not (raw.isascii() and raw.isalpha() and raw.isupper() and 2 <= len(raw) <= 6):
            self.problem(f"{name} is “{raw}”: set it to two to six capital letters, for example {default}.")
            return default
        return raw

    def folder(self, name: str, *, meaning: str, default: Path) -> Path:
        """Read a folder; a relative one is resolved against the working directory."""
        raw = self._raw(name, meaning=meaning, default=default.name)
        return Path(raw).expanduser().resolve() if raw else default

    def site(self, name: str, *, meaning: str, default: str | None = None) -> str:
        """Read the URL of a site: scheme and host, without a path."""
        raw = self.text(name, meaning=meaning, default=default).rstrip("/")
        parts = urlsplit(raw)
        if raw and (parts.scheme not in {"http", "https"} or not parts.hostname or parts.path or parts.query):
            self.problem(f"{name} is “{raw}”: set it to scheme and host, such as https://feedback.example.org.")
        return raw

    def email(self, name: str, *, meaning: str, default: str | None = None) -> str:
        """Read one email address."""
        raw = self.text(name, meaning=meaning, default=default)
        try:
            if raw:
                validate_email(raw)
        except ValidationError:
            self.problem(f"{name} is “{raw}”: set it to an e-mail address such as feedback@example.org.")
        return raw

    def database(self, name: str, *, meaning: str, default: str | None = None) -> dict[str, object]:
        """Read a database URL as Django settings."""
        raw = self.text(name, meaning=meaning, default=default)
        try:
            return database_from(raw) if raw else {}
        except AddressError as error:
            self.problem(f"{name} {error}")
            return {}

    def mailbox(self, name: str, *, meaning: str, default: str | None = None) -> Mailbox:
        """Read the destination of outgoing mail."""
        raw = self.text(name, meaning=meaning, default=default)
        try:
            return mailbox_from(raw) if raw else Mailbox()
        except AddressError as error:
            self.problem(f"{name} {error}")
            return Mailbox()

    def scanner(self, name: str, *, meaning: str) -> str:
        """Read the URL of the virus scanner for `engagements.scanning`; empty for none."""
        raw = self.text(name, meaning=meaning, default="")
        try:
            return scanner_from(raw) if raw else ""
        except AddressError as error:
            self.problem(f"{name} {error}")
            return ""

    def problem(self, sentence: str) -> None:
        """Record a message that names the variable and says what to set."""
        self.problems.append(sentence)

    def finish(self) -> None:
        """Raise SettingsMissing if anything was missing or malformed."""
        if self.problems:
            raise SettingsMissing(self.problems)

    def _raw(self, name: str, *, meaning: str, default: str | None) -> str | None:
        self.variables.append(EnvironmentVariable(name=name, meaning=meaning, default=default))
        raw = self.values.get(name, "").strip()
        if not raw and default is None:
            self.problem(f"{name} is not set: {meaning}")
        return raw or None
