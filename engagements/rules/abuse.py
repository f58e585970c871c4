"""What makes a submission look as if no person had sent it. It is held for a look then, never refused or discarded."""

from datetime import timedelta

from engagements.choices import AbuseSign

# Nobody opens all the steps, answers them and checks the answers in less. The time runs from the start of the draft as
# we stored it: a time in the page could be sent again by a machine, however it was signed.
FASTEST = timedelta(seconds=3)


def signs_of(*, trap: str, took: timedelta, is_flood: bool) -> tuple[AbuseSign, ...]:
    """Return the signs of a submission.

    `trap` is what came in the field that people do not see; `took` the time since its draft was started; `is_flood`
    says whether very many came from the same network.
    """
    signs = {AbuseSign.HONEYPOT: bool(trap), AbuseSign.TOO_FAST: took < FASTEST, AbuseSign.FLOOD: is_flood}
    return tuple(sign for sign, is_there in signs.items() if is_there)
