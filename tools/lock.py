"""Write the locks anew: one universal, hash-pinned file each, which name no index, no link and no path."""

import re
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
# The development lock holds the base lock's very versions and adds to them.
GROUPS = {"base": [], "dev": ["--group", "dev", "--constraint", "requirements/base.txt"]}
HEADER = (
    "# Every package with its version and hashes, for Python 3.11 and newer. Written by `make lock`; do not edit.\n"
)
PYTHONS = ("3.11", "3.12", "3.13")


def write_lock(name: str) -> None:
    """Compile one lock; versions already in it stay unless pyproject.toml forbids them."""
    target = ROOT / "requirements" / f"{name}.txt"
    options = ["--universal", "--python-version", "3.11", "--generate-hashes", "--no-header", "--no-config"]
    # Without its extra, a package that another one wants with it counts as not pinned for pip in hash mode.
    options.append("--no-strip-extras")
    silences = ["--no-emit-index-url", "--no-emit-find-links", "--quiet"]
    command = [sys.executable, "-m", "uv", "pip", "compile", "pyproject.toml", *GROUPS[name], *options, *silences]
    subprocess.run([*command, "--output-file", str(target)], cwd=ROOT, check=True)
    lines = [line for line in target.read_text().splitlines(keepends=True) if not line.startswith(("-", "#"))]
    target.write_text(HEADER + "".join(lines))


def pinned_lines(lock: str) -> list[Requirement]:
    """Return the packages that the text of a lock pins; the first line of each must carry a hash."""
    return [Requirement(line) for line in re.findall(r"^([a-zA-Z0-9][^\\\n]*?) \\$", lock, re.MULTILINE)]


def gaps(lock: str) -> list[str]:
    """Return what the packages of a lock require and no line of it pins, a sentence each; empty when it is closed.

    Asks the installed packages, with the extras that the lock names, once for each Python that is supported. A package
    that this machine does not need (of another system, say) is not installed and cannot be asked.
    """
    lines = pinned_lines(lock)
    problems: dict[str, None] = {}
    for python in PYTHONS:
        environment = default_environment() | {"python_version": python, "python_full_version": f"{python}.0"}
        here = [line for line in lines if line.marker is None or line.marker.evaluate(environment)]
        pinned = {canonicalize_name(line.name): line for line in here}
        for line in here:
            for needed in requirements_of(line, environment):
                found = pinned.get(canonicalize_name(needed.name))
                version = next(iter(found.specifier)).version if found else ""
                if found is None or not needed.extras <= found.extras or not needed.specifier.contains(version):
                    problems[f"{line.name} requires {needed}, which no line pins."] = None
    return list(problems)


def requirements_of(line: Requirement, environment: dict[str, str]) -> list[Requirement]:
    """Return what a pinned package requires with its extras, as its installed metadata says; [] if not installed."""
    try:
        written = distribution(line.name).requires or []
    except PackageNotFoundError:
        return []
    needed = [Requirement(text) for text in written]
    extras = ["", *line.extras]
    return [
        one
        for one in needed
        if one.marker is None or any(one.marker.evaluate(environment | {"extra": extra}) for extra in extras)
    ]


if __name__ == "__main__":
    for group in GROUPS:
        write_lock(group)
    open_ends = [gap for group in GROUPS for gap in gaps((ROOT / "requirements" / f"{group}.txt").read_text())]
    sys.exit("\n".join(open_ends) or None)
