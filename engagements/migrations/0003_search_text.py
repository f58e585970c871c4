"""Keep the words of each submission where the database finds them: GIN on PostgreSQL, FTS5 on SQLite.

An FTS5 table takes no foreign key and no trigger may write to it (the schema is not trusted), so the rows are
written and deleted by Django like any other. FTS5 is told that vowel signs (categories M*) belong to a word.
"""

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

POSTGRESQL = [
    """CREATE TABLE engagements_searchtext (
        rowid bigint PRIMARY KEY REFERENCES engagements_submission (id) DEFERRABLE INITIALLY DEFERRED,
        words text NOT NULL,
        case_words text NOT NULL DEFAULT '',
        lexemes tsvector GENERATED ALWAYS AS (array_to_tsvector(array_remove(string_to_array(words, ' '), ''))) STORED,
        case_lexemes tsvector
            GENERATED ALWAYS AS (array_to_tsvector(array_remove(string_to_array(case_words, ' '), ''))) STORED
    )""",
    "CREATE INDEX engagements_searchtext_lexemes ON engagements_searchtext USING gin (lexemes)",
    "CREATE INDEX engagements_searchtext_case_lexemes ON engagements_searchtext USING gin (case_lexemes)",
]
SQLITE = [
    """CREATE VIRTUAL TABLE engagements_searchtext USING fts5(
        words, case_words, tokenize="unicode61 remove_diacritics 0 categories 'L* N* M* Co'")""",
]


def create_table(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def drop_table(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    schema_editor.execute("DROP TABLE engagements_searchtext")


class Migration(migrations.Migration):
    dependencies = [("engagements", "0002_refuse_changes_to_the_audit_trail")]
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(create_table, drop_table)],
            state_operations=[
                migrations.CreateModel(
                    name="SearchText",
                    fields=[
                        (
                            "submission",
                            models.OneToOneField(
                                db_column="rowid",
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="search_text",
                                serialize=False,
                                to="engagements.submission",
                                verbose_name="submission",
                            ),
                        ),
                        ("words", models.TextField(verbose_name="words")),
                        ("case_words", models.TextField(blank=True, default="", verbose_name="words of the case")),
                    ],
                    options={"verbose_name": "search text", "verbose_name_plural": "search texts"},
                )
            ],
        )
    ]
