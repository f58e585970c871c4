import re
import tomllib

import pytest
from packaging.requirements import Requirement

from tools.lock import GROUPS, ROOT, gaps, pinned_lines


def lock_of(group: str) -> str:
    return (ROOT / "requirements" / f"{group}.txt").read_text()


@pytest.mark.parametrize("group", GROUPS)
def test_lock_pins_whatever_its_packages_require(group):
    assert gaps(lock_of(group)) == []


@pytest.mark.parametrize("group", GROUPS)
def test_every_line_of_a_lock_is_one_version_with_hashes(group):
    lock = lock_of(group)
    written = [line for line in lock.splitlines() if line and not line.startswith((" ", "#"))]
    assert len(pinned_lines(lock)) == len(written)
    assert {len(line.specifier) for line in pinned_lines(lock)} == {1}
    assert {str(line.specifier)[:2] for line in pinned_lines(lock)} == {"=="}


def test_lock_pins_what_the_project_names_with_its_extras():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    for group, named in (
        ("base", project["project"]["dependencies"]),
        ("dev", project["dependency-groups"]["dev"]),
    ):
        pinned = {line.name.lower(): line.extras for line in pinned_lines(lock_of(group))}
        wanted = [Requirement(text) for text in named]
        assert [one for one in wanted if not one.extras <= pinned.get(one.name.lower(), set())] == []
        assert [one.name for one in wanted if one.name.lower() not in pinned] == []


def test_lost_extra_is_found():
    stripped = lock_of("dev").replace("coverage[toml]==", "coverage==")
    assert [gap for gap in gaps(stripped) if gap.startswith("pytest-cov requires coverage[toml]")]


def test_lost_package_is_found():
    without = lock_of("base").replace("\nasgiref==", "\nanother==")
    assert [gap for gap in gaps(without) if gap.startswith("django requires asgiref")]


def test_version_that_a_package_does_not_take_is_found():
    old = re.sub(r"^asgiref==\S+", "asgiref==0.1", lock_of("base"), flags=re.MULTILINE)
    assert [gap for gap in gaps(old) if gap.startswith("django requires asgiref")]
