"""A row that the database will not write, whatever our code does: for loops that have to go on past it."""

from django.db import connection

SQLITE = """CREATE TRIGGER stubborn_{table}_{act} BEFORE {act} ON {table} WHEN {row}.{column} = {value}
BEGIN SELECT RAISE(ABORT, 'stubborn'); END"""
POSTGRESQL = """
CREATE OR REPLACE FUNCTION stubborn() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'stubborn' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE TRIGGER stubborn_{table}_{act} BEFORE {act} ON {table} FOR EACH ROW
    WHEN ({row}.{column} = {value}) EXECUTE FUNCTION stubborn();
"""


def refuse(act: str, table: str, **where: int | str) -> None:
    """Let INSERT, UPDATE or DELETE of the row with this value fail until the test's transaction is rolled back."""
    [(column, value)] = where.items()
    statement = POSTGRESQL if connection.vendor == "postgresql" else SQLITE
    row = "OLD" if act == "DELETE" else "NEW"
    with connection.cursor() as cursor:
        cursor.execute(statement.format(act=act, table=table, column=column, value=repr(value), row=row))
