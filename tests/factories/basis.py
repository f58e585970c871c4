"""What every factory begins with: a moment, the secrets of tests, a number that no other row has."""

from datetime import UTC, datetime
from itertools import count

# 2 April 2025, 16:42 in India: inside the window of `consultation()`.
AT = datetime(2025, 4, 2, 11, 12, tzinfo=UTC)
OPENS_AT = datetime(2025, 3, 23, 18, 30, tzinfo=UTC)
ACCESS_CODE = "TESTTESTTESTTESTTESTTEST12"
PASSWORD = "a password for tests"

numbers = count(1)
