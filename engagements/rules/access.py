"""Authentication of ventures by reference number and access code."""

from engagements.models import Submission
from engagements.rules import codes

# Dummy digest, so that an unknown reference takes as long as a wrong code.
DUMMY_DIGEST = codes.code_digest("the access code of no submission")
# Hex characters of the stored digest; too few to reveal anything of the code.
_FINGERPRINT = 16


def submission_by_access_code(reference: str, code: str) -> Submission | None:
    """Return the submission that a reference and an access code open together, or None.

    A wrong code and an unknown reference take the same steps, so that they cannot be distinguished by timing.
    """
    submission = Submission.objects.filter(reference=reference).first()
    fits = codes.matches(code, submission.access_code_hash if submission else DUMMY_DIGEST)
    return submission if fits else None


def access_fingerprint(submission: Submission) -> str:
    """Return a short hash that invalidates cookies when the access code changes."""
    return submission.access_code_hash[:_FINGERPRINT]
