"""Which errors say that the portal cannot work for the moment, whoever asks for whatever.

A database that is away, hangs, is full or takes no writes, somebody else's lock, a full disk: all of it passes, and
what was sent can be sent again.
"""

import errno

from django.db import DatabaseError, DataError, IntegrityError, InterfaceError, NotSupportedError, ProgrammingError

# What a statement or a row is to blame for, not the state of the database.
_OF_A_STATEMENT = (DataError, IntegrityError, NotSupportedError, ProgrammingError)
# Table or column not there, or not for this account: the portal was updated and its database was not yet.
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
    """Return whether an error, or one that led to it, says so."""
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
        # Without a cause it is Django's own: a row that was to be updated is gone.
        return error.__cause__ is not None
    return isinstance(error, DatabaseError | InterfaceError) and not isinstance(error, _OF_A_STATEMENT)
