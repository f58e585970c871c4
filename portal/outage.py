"""Classifies errors as temporary outages.

Outages are a database that is unreachable, hangs, is full or read-only, another transaction's lock, or a full disk. The
same request can succeed later.
"""

import errno

from django.db import DatabaseError, DataError, IntegrityError, InterfaceError, NotSupportedError, ProgrammingError

# Errors caused by a statement or a row, not by the state of the database.
_OF_A_STATEMENT = (DataError, IntegrityError, NotSupportedError, ProgrammingError)
# Undefined table or column, or no privilege: the code was updated before the database.
_NOT_UPDATED = {"42P01", "42703", "42501"}
_FULL_OR_OUT_OF_ORDER = {
    errno.ENOSPC,
    errno.EDQUOT,
    errno.EFBIG,
    errno.EROFS,
    errno.EACCES,
    errno.EIO,
    errno.ESTALE,
    errno.ENOMEM,
    errno.EMFILE,
    errno.ENFILE,
}


def is_outage(error: BaseException | None) -> bool:
    """Return whether an error, or one that caused it, is an outage."""
    seen = set()
    while error is not None and id(error) not in seen:
        if _says_so(error):
            return True
        seen.add(id(error))
        error = error.__cause__ or error.__context__
    return False


def _says_so(error: BaseException) -> bool:
    if isinstance(error, OSError):
        return error.errno in _FULL_OR_OUT_OF_ORDER
    if isinstance(error, ProgrammingError):
        return getattr(error.__cause__, "sqlstate", None) in _NOT_UPDATED
    if type(error) is DatabaseError:
        # Without a cause it is Django's own error: a row to be updated no longer exists.
        return error.__cause__ is not None
    return isinstance(error, DatabaseError | InterfaceError) and not isinstance(error, _OF_A_STATEMENT)
