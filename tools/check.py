"""`make check`: everything that can be found without running the portal."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
TOOLS = Path(PYTHON).parent

# An environment like a real one, for the checks that only make sense there.
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "portal.settings",
    "SECRET_KEY": "only-for-the-deployment-check-0123456789-abcdefghijklmnopqrstuvwxyz",
    "AUDIT_KEY": "signs-only-for-the-deployment-check-0123456789-abcdefghijklmnopqr",
    "SITE_URL": "https://feedback.example.org",
    "EMAIL_URL": "smtp+tls://portal:secret@mail.example.org:587",
    "MAIL_FROM": "feedback@example.org",
    "DATABASE_URL": "postgres://portal:secret@127.0.0.1:5432/portal",
    "DATA_DIR": str(ROOT / "var" / "check"),
}
TESTING = {"DJANGO_SETTINGS_MODULE": "tests.settings"}

CHECKS: dict[str, tuple[list[str], dict[str, str]]] = {
    "ruff (lint)": ([str(TOOLS / "ruff"), "check", "--quiet", "."], {}),
    "ruff (format)": ([str(TOOLS / "ruff"), "format", "--check", "--quiet", "."], {}),
    "mypy": ([PYTHON, "-m", "mypy"], {}),
    "djlint": ([PYTHON, "-m", "djlint", "--lint", "--quiet", "templates"], {}),
    "import-linter": ([str(TOOLS / "lint-imports"), "--no-cache"], {}),
    "architecture": ([PYTHON, "-m", "pytest", "-q", "tests/architecture"], {}),
    "migrations": ([PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"], TESTING),
    "deployment": ([PYTHON, "manage.py", "check", "--deploy", "--fail-level", "WARNING"], PRODUCTION),
}


def main() -> int:
    """Run every check, show what failing ones say, and return the exit code."""
    failed = [name for name, (command, environment) in CHECKS.items() if not passes(name, command, environment)]
    sys.stdout.write(f"\n{len(CHECKS) - len(failed)} of {len(CHECKS)} checks passed.\n")
    return 1 if failed else 0


def passes(name: str, command: list[str], environment: dict[str, str]) -> bool:
    """Run one check, quietly when it passes."""
    done = subprocess.run(command, cwd=ROOT, env=os.environ | environment, capture_output=True, text=True)
    sys.stdout.write(f"{name:<16}{'ok' if done.returncode == 0 else 'FAILED'}\n")
    if done.returncode:
        sys.stdout.write(f"{done.stdout}{done.stderr}\n")
    sys.stdout.flush()
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
