"""Find what officials wrote about a submission, and its venture's name, through the index that finds its own words.

FTS5 tables take no new column: the table is made anew and its rows are copied.
"""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

POSTGRESQL = [
    "ALTER TABLE engagements_searchtext ADD COLUMN case_words text NOT NULL DEFAULT ''",
    """ALTER TABLE engagements_searchtext ADD COLUMN case_lexemes tsvector
        GENERATED ALWAYS AS (array_to_tsvector(array_remove(string_to_array(case_words, ' '), ''))) STORED""",
    "CREATE INDEX engagements_searchtext_case_lexemes ON engagements_searchtext USING gin (case_lexemes)",
]
POSTGRESQL_BACK = ["ALTER TABLE engagements_searchtext DROP COLUMN case_lexemes, DROP COLUMN case_words"]
SQLITE = [
    """CREATE VIRTUAL TABLE engagements_searchtext_anew USING fts5(
        words, case_words, tokenize="unicode61 remove_diacritics 0 categories 'L* N* M* Co'")""",
    """INSERT INTO engagements_searchtext_anew (rowid, words, case_words)
        SELECT rowid, words, '' FROM engagements_searchtext""",
    "DROP TABLE engagements_searchtext",
    "ALTER TABLE engagements_searchtext_anew RENAME TO engagements_searchtext",
]
SQLITE_BACK = [
    """CREATE VIRTUAL TABLE engagements_searchtext_anew USING fts5(
        words, tokenize="unicode61 remove_diacritics 0 categories 'L* N* M* Co'")""",
    "INSERT INTO engagements_searchtext_anew (rowid, words) SELECT rowid, words FROM engagements_searchtext",
    "DROP TABLE engagements_searchtext",
    "ALTER TABLE engagements_searchtext_anew RENAME TO engagements_searchtext",
]


def add_column(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    for statement in POSTGRESQL if is_postgresql else SQLITE:
        schema_editor.execute(statement)


def drop_column(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    for statement in POSTGRESQL_BACK if is_postgresql else SQLITE_BACK:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("engagements", "0010_conflicts_of_interest")]
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(add_column, drop_column)],
            state_operations=[
                migrations.AddField(
                    model_name="searchtext",
                    name="case_words",
                    field=models.TextField(blank=True, default="", verbose_name="words of the case"),
                )
            ],
        )
    ]
