"""Let the database itself refuse to change, delete or empty the audit trail, and to shorten or remove its head row.

The triggers are brought back after every later run of migrations (`apps.guard_trail`): SQLite alters a table by
building it anew, without its triggers.
"""

from django.db import migrations
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLES = EVENTS, CHAIN = "engagements_auditevent", "engagements_auditchain"
IS_SHORTENED = "WHEN (NEW.length <= OLD.length)"
# Table, statement that is refused, condition. Only PostgreSQL knows TRUNCATE.
REFUSED = [
    (EVENTS, "UPDATE", ""),
    (EVENTS, "DELETE", ""),
    (EVENTS, "TRUNCATE", ""),
    (CHAIN, "UPDATE", IS_SHORTENED),
    (CHAIN, "DELETE", ""),
    (CHAIN, "TRUNCATE", ""),
]
FUNCTION = """
CREATE OR REPLACE FUNCTION engagements_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit trail is append-only';
END
$$
"""
POSTGRESQL = (
    "CREATE TRIGGER {name} BEFORE {act} ON {table} FOR EACH {each} {when} EXECUTE FUNCTION engagements_refuse_change()"
)
SQLITE = "CREATE TRIGGER {name} BEFORE {act} ON {table} {when} BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END"
KNOWN = {
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
}


def guards(vendor: str) -> dict[str, tuple[str, str]]:
    """Return the triggers of a database by name: the table of each and the statement that makes it."""
    found = {}
    for table, act, when in REFUSED:
        name, each = f"{table}_refuses_{act.lower()}", "STATEMENT" if act == "TRUNCATE" else "ROW"
        template = POSTGRESQL if vendor == "postgresql" else SQLITE
        if vendor == "postgresql" or act != "TRUNCATE":
            found[name] = (table, template.format(name=name, act=act, table=table, each=each, when=when))
    return found


def add_missing_guards(connection: BaseDatabaseWrapper) -> None:
    """Make those triggers that the database does not have."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(FUNCTION)
        cursor.execute(KNOWN[connection.vendor])
        known = {name for (name,) in cursor.fetchall()}
        for name, (_table, statement) in guards(connection.vendor).items():
            if name not in known:
                cursor.execute(statement)


def remove_guards(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers away."""
    with connection.cursor() as cursor:
        for name, (table, _statement) in guards(connection.vendor).items():
            cursor.execute(f"DROP TRIGGER {name}" + (f" ON {table}" if connection.vendor == "postgresql" else ""))


def forwards(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    add_missing_guards(schema_editor.connection)


def backwards(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    remove_guards(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("engagements", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
