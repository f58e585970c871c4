"""Who opens a submission with a reference and an access code."""

from engagements.models import Submission
from engagements.rules import codes

# Stands in for the digest of a reference that nobody holds: the comparison takes place all the same.
DUMMY_DIGEST = codes.code_digest("the access code of no submission")
# As many characters of a digest as tell one code from another, and say nothing of the code.
_FINGERPRINT = 16


def submission_by_access_code(reference: str, code: str) -> Submission | None:
    """Return the submission that a reference and an access code open together, or None.

    A wrong code and a reference that does not exist take the same steps, so that neither can be told from the other.
    """
    submission = Submission.objects.filter(reference=reference).first()
    fits = codes.matches(code, submission.access_code_hash if submission else DUMMY_DIGEST)
    return submission if fits else None


def access_fingerprint(submission: Submission) -> str:
    """Return what ties a permission to the access code of its time: a new code ends it."""
    return submission.access_code_hash[:_FINGERPRINT]
