"""Django's SQLite backend without its JSON check constraint, which an untrusted schema may not call.

`PRAGMA trusted_schema=OFF` allows only functions in constraints that SQLite marks as innocuous, and before SQLite 3.41
JSON_VALID is not. JSON is written through Django only, so it is always valid.
"""

from django.db.backends.sqlite3 import base


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's connection wrapper without the JSON check constraint."""

    data_type_check_constraints = {
        kind: check for kind, check in base.DatabaseWrapper.data_type_check_constraints.items() if kind != "JSONField"
    }
