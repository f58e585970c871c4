"""Files of the project name no machine of ours, no registry and no secret."""

import re
from pathlib import Path

import pytest

from tests.architecture.trees import ROOT, name_of, project_files

# Written in pieces, so that this file does not find itself.
TRACES = {
    "a machine's folder": r"(?<![\w.])/(?:work|root|home/\w+|opt/(?:pypi|wheels))" + r"(?:/|\b)",
    "a registry": r"\b(?:pypi\.(?:org|python\.org)|pythonhosted\.org|test\." + r"pypi)\b",
    "an option that names an index": r"--(?:extra-)?index" + r"-url|--find" + r"-links",
    "a private key": r"-----BEGIN [A-Z ]*PRIVATE" + r" KEY-----",
}
TEXT_ENDINGS = {
    ".py",
    ".toml",
    ".txt",
    ".md",
    ".html",
    ".css",
    ".js",
    ".svg",
    ".json",
    ".csv",
    ".po",
    ".cfg",
    ".yml",
    "",
}
# The command that writes the locks has to say that no index is to be named.
NEEDS_THE_WORDS = {"tools/lock.py", "tests/architecture/test_files.py"}
LOCKS = [ROOT / "requirements" / f"{name}.txt" for name in ("base", "dev")]
LOCK_LINE = re.compile(
    r"#.*|[a-z0-9][a-z0-9._-]*(\[[a-z0-9,._-]+\])?==[\w.+!-]+( ; [^:]+)? \\"
    r"|    --hash=sha256:[0-9a-f]{64}( \\)?|    # .*|"
)


def traces_in(text: str) -> list[str]:
    return [what for what, pattern in TRACES.items() if re.search(pattern, text)]


def odd_lines(lock: str) -> list[str]:
    """Return the lines of a lock that are neither a pinned package, nor a hash, nor a remark."""
    return [line for line in lock.splitlines() if not LOCK_LINE.fullmatch(line)]


def packages(lock: str) -> set[str]:
    return {line.split(" ")[0] for line in lock.splitlines() if re.match("[a-z0-9]", line)}


@pytest.mark.parametrize(
    "file",
    [file for file in project_files() if file.suffix in TEXT_ENDINGS and name_of(file) not in NEEDS_THE_WORDS],
    ids=name_of,
)
def test_file_names_no_machine_registry_or_secret(file: Path):
    assert traces_in(file.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("see /" + "work/main/x", "a machine's folder"),
        ("/" + "root/.cache", "a machine's folder"),
        ("/home/" + "someone/x", "a machine's folder"),
        ("https://files.python" + "hosted.org/x", "a registry"),
        ("pip install --extra-index" + "-url x", "an option that names an index"),
        ("-----BEGIN RSA PRIVATE" + " KEY-----", "a private key"),
    ],
)
def test_file_planted_trace_is_found(text, what):
    assert traces_in(text) == [what]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda file: file.name)
def test_lock_holds_pinned_hashed_packages_and_nothing_else(lock):
    assert odd_lines(lock.read_text()) == []


@pytest.mark.parametrize(
    "line",
    [
        "--extra-index" + "-url x",
        "django>=5",
        "./wheels/x.whl",
        "x @ file:///wheels/x.whl",
        "-e .",
        "    --hash=md5:00",
    ],
)
def test_lock_planted_line_is_found(line):
    assert odd_lines(f"# remark\n{line}\n") == [line]


def test_lock_for_development_adds_to_the_base():
    base, dev = (packages(lock.read_text()) for lock in LOCKS)

    assert base < dev
