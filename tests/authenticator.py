"""An authenticator app, as an official has it on a phone."""

import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

PERIOD = 30
# A code that runs out while a busy machine still logs somebody in proves nothing.
LEFT_AT_LEAST = 6


def code_of(secret: str) -> str:
    """Return the code that the app shows, as a person reads it who waits for the next one where this one runs out."""
    left = PERIOD - time.time() % PERIOD
    if left < LEFT_AT_LEAST:
        time.sleep(left)
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))
