"""Each outage against the portal as it runs, on the database that the suite runs on; and one it has to notice."""

import os

from tests.outages.outages import Outcome, all_outages

# On PostgreSQL a full disk is that of the files: the database has its own.
AWAY = {"healthz": 200, "step": 503, "whole": 503, "log_in": 503, "readyz": 503, "log_in_again": 302}
WITHOUT_DRAFTS = {"healthz": 200, "step": 503, "whole": 503, "log_in": 302, "readyz": 200}
ON_ITS_OWN_DISK = {"healthz": 200, "step": 503, "whole": 303, "log_in": 302, "readyz": 503}

OTHERWISE = {"drafts_locked": WITHOUT_DRAFTS, "full": ON_ITS_OWN_DISK}


def test_outages_lose_nothing_and_give_back_what_was_typed(tmp_path):
    server = os.environ.get("DATABASE_URL", "")
    is_postgresql = server.startswith("postgres")
    found = dict(all_outages(tmp_path, server=server if is_postgresql else ""))
    print(*(f"{name}: {outcome}" for name, outcome in found.items()), sep="\n")

    names = ["refused", "hanging", "read_only", "locked", "drafts_locked"] if is_postgresql else ["locked", "read_only"]
    assert list(found) == [*names, "full"] or os.getuid() != 0
    for name, outcome in found.items():
        assert outcome.wrong == [], name
        assert outcome.statuses == (OTHERWISE.get(name, AWAY) if is_postgresql else AWAY), name
        assert (outcome.acknowledged, outcome.stored) == (2, 2), name


def test_outcome_counts_what_was_not_given_back():
    outcome = Outcome(given_back=3, wrong=["whole: not given back: version"], acknowledged=2, stored=1)

    assert str(outcome).endswith("answers_kept=75% acked=2 acked_lost=1")
