"""Write the locks anew: one universal, hash-pinned file each, which name no index, no link and no path."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# The development lock holds the base lock's very versions and adds to them.
GROUPS = {"base": [], "dev": ["--group", "dev", "--constraint", "requirements/base.txt"]}
HEADER = (
    "# Every package with its version and hashes, for Python 3.11 and newer. Written by `make lock`; do not edit.\n"
)


def write_lock(name: str) -> None:
    """Compile one lock; versions already in it stay unless pyproject.toml forbids them."""
    target = ROOT / "requirements" / f"{name}.txt"
    options = ["--universal", "--python-version", "3.11", "--generate-hashes", "--no-header", "--no-config"]
    # Without its extra, `coverage[toml]` counts as not pinned for pip in hash mode.
    options.append("--no-strip-extras")
    silences = ["--no-emit-index-url", "--no-emit-find-links", "--quiet"]
    command = [sys.executable, "-m", "uv", "pip", "compile", "pyproject.toml", *GROUPS[name], *options, *silences]
    subprocess.run([*command, "--output-file", str(target)], cwd=ROOT, check=True)
    lines = [line for line in target.read_text().splitlines(keepends=True) if not line.startswith(("-", "#"))]
    target.write_text(HEADER + "".join(lines))


if __name__ == "__main__":
    for name in GROUPS:
        write_lock(name)
