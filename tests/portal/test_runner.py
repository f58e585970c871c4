"""`make test` and `make check` say what they did not do, and fail when something failed."""

import pytest

from tools import check, run_tests
from tools.postgresql import cluster, programs
from tools.run_tests import Outcome

PASSED, FAILED = Outcome("sqlite", "passed", "9 s"), Outcome("postgresql", "failed", "9 s")
NOT_RUN = Outcome("journeys", "not run", "no Chromium")


@pytest.mark.parametrize(
    ("outcomes", "is_ci", "code"),
    [
        ([PASSED], True, 0),
        ([PASSED, FAILED], False, 1),
        ([PASSED, NOT_RUN], False, 0),
        ([PASSED, NOT_RUN], True, 1),
    ],
)
def test_runner_fails_for_failures_and_in_ci_for_gaps(capsys, outcomes, is_ci, code):
    assert run_tests.conclude(outcomes, is_ci=is_ci) == code
    assert ("NOT EVERYTHING WAS TESTED" in capsys.readouterr().out) == (NOT_RUN in outcomes)


@pytest.mark.parametrize(("value", "answer"), [("true", True), ("1", True), ("", False), ("false", False)])
def test_runner_knows_ci(monkeypatch, value, answer):
    monkeypatch.setenv("CI", value)

    assert run_tests.is_ci() is answer


def test_runner_takes_paths_in_the_place_of_the_whole():
    assert run_tests.chosen(["-x"], ["tests"]) == ["tests", "-x"]
    assert run_tests.chosen(["-x", "tests/races"], ["tests"]) == ["-x", "tests/races"]


def test_runner_splits_parts_from_options():
    assert run_tests.split(["sqlite", "--", "-k", "env"]) == (["sqlite"], ["-k", "env"])
    assert run_tests.split([]) == ([], [])


def test_runner_refuses_an_unknown_part(capsys):
    assert run_tests.main(["oracle"]) == 2
    assert capsys.readouterr().err == "Unknown: oracle. Choose from sqlite, postgresql, journeys.\n"


def test_runner_counts_an_empty_run_as_failed(tmp_path):
    assert run_tests.pytest("empty", ["-q", str(tmp_path)]).word == "failed"


def test_check_fails_with_what_fails_and_shows_it(capsys):
    command = [check.PYTHON, "-c", "import sys; print('here it is'); sys.exit(1)"]

    assert check.passes("planted", command, {}) is False
    assert "here it is" in capsys.readouterr().out
    assert check.passes("fine", [check.PYTHON, "-c", ""], {}) is True


if programs():  # without them `make test` says that PostgreSQL was not tested

    def test_cluster_is_durable_reachable_and_gone_afterwards():
        import psycopg

        asked = "SELECT current_setting('fsync'), current_setting('listen_addresses')"
        with cluster(programs()) as address:
            with psycopg.connect(address) as connection:
                settings = connection.execute(asked).fetchone()
            assert settings == ("on", "127.0.0.1")
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(address, connect_timeout=2)
