"""Signs of automated submission. A submission that shows one is quarantined, never refused or discarded."""

from datetime import timedelta

from engagements.choices import AbuseSign

# The fastest a person can complete the form. Measured from the stored start of the draft: a timestamp in the page, even
# a signed one, could be replayed.
FASTEST = timedelta(seconds=3)


def signs_of(*, trap: str, took: timedelta, is_flood: bool) -> tuple[AbuseSign, ...]:
    """Return the signs of abuse of a submission.

    `trap` is the value of the honeypot field; `took` the time since the draft was started; `is_flood` whether the rate
    limit of the network was exceeded.
    """
    signs = {AbuseSign.HONEYPOT: bool(trap), AbuseSign.TOO_FAST: took < FASTEST, AbuseSign.FLOOD: is_flood}
    return tuple(sign for sign, is_there in signs.items() if is_there)
