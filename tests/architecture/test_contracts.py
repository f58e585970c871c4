"""The contracts about imports notice an import in the wrong direction and a package without a place."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

from tests.architecture.trees import ROOT

PLANTED = {
    "engagements/rules/planted.py": "from engagements.actions import moves\n",
    "engagements/planted.py": "",
    "engagements/models/planted.py": "",
    "engagements/errors.py": "import portal.paths\n",
    "portal/paths.py": "import engagements.choices\n",
    "engagements/reports/charts.py": "from django.conf import settings\n",
    "engagements/policy/planted.py": "from engagements.public import urls\n",
}


def broken_contracts(tree: Path) -> set[str]:
    """Return the names of the contracts that do not hold in a copy of the project."""
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    done = subprocess.run(command, cwd=tree, capture_output=True, text=True)
    return set(re.findall(r"^(.+) BROKEN$", done.stdout, re.MULTILINE))


def test_contracts_notice_planted_imports(tmp_path):
    for name in ("engagements", "portal"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for name, text in PLANTED.items():
        with (tmp_path / name).open("a") as file:
            file.write(text)

    assert broken_contracts(tmp_path) == {
        "The application imports downwards only",
        "Foreign keys point down inside the models",
        "The application does not know its configuration",
        "The configuration knows the application by name only",
        "Choices and errors stand on nothing of ours",
        "Charts are drawn from numbers, without Django",
        "Nothing is imported in a circle",
    }
