"""Django's SQLite backend without its JSON check, which an untrusted schema may not call.

`PRAGMA trusted_schema=OFF` keeps functions out of constraints unless SQLite declares them harmless, and
before SQLite 3.41 JSON_VALID is not declared so. JSON is written through Django only, which writes it whole.
"""

from django.db.backends.sqlite3 import base


class DatabaseWrapper(base.DatabaseWrapper):
    """One connection."""

    data_type_check_constraints = {
        kind: check for kind, check in base.DatabaseWrapper.data_type_check_constraints.items() if kind != "JSONField"
    }
