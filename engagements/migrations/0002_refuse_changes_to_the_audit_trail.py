"""Let the database itself refuse to change or delete a row of the audit trail."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

POSTGRESQL = """
CREATE FUNCTION engagements_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit trail is append-only';
END
$$;
CREATE TRIGGER engagements_auditevent_is_append_only BEFORE UPDATE OR DELETE ON engagements_auditevent
    FOR EACH ROW EXECUTE FUNCTION engagements_refuse_change();
"""
POSTGRESQL_BACK = """
DROP TRIGGER engagements_auditevent_is_append_only ON engagements_auditevent;
DROP FUNCTION engagements_refuse_change();
"""
SQLITE = [
    f"""CREATE TRIGGER engagements_auditevent_refuses_{act.lower()} BEFORE {act} ON engagements_auditevent
    BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END"""
    for act in ("UPDATE", "DELETE")
]
SQLITE_BACK = [f"DROP TRIGGER engagements_auditevent_refuses_{act}" for act in ("update", "delete")]


def add_triggers(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in [POSTGRESQL] if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def drop_triggers(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in [POSTGRESQL_BACK] if schema_editor.connection.vendor == "postgresql" else SQLITE_BACK:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("engagements", "0001_initial")]
    operations = [migrations.RunPython(add_triggers, drop_triggers)]
