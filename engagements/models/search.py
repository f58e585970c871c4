"""The search index: the words of each submission, found through the database's own full-text index."""

import unicodedata
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.sql.compiler import SQLCompiler
from django.utils.translation import gettext_lazy as _

from engagements.models.submission import Submission


class SearchText(models.Model):
    """The words of one submission's own text, in lower case, separated by blanks.

    The migration makes the table in each database's own way: on PostgreSQL with a column of lexemes and a GIN index,
    on SQLite as an FTS5 table, whose key is always called rowid. Both take the words as they were split
    (`rules.words`), because neither database splits Hindi at the right places.
    """

    submission = models.OneToOneField(
        Submission,
        on_delete=models.CASCADE,
        primary_key=True,
        db_column="rowid",
        related_name="search_text",
        verbose_name=_("submission"),
    )
    words = models.TextField(_("words"))

    class PersonalData:
        personal = ("words",)
        impersonal = ("submission",)

    class Meta:
        verbose_name = _("search text")
        verbose_name_plural = _("search texts")

    def __str__(self) -> str:
        return f"Words of {self.pk}"


@models.TextField.register_lookup
class Finds(models.Lookup):
    """`words__finds`: rows that hold every one of the words asked for, or a longer word that begins with it.

    Takes a sequence of words as `rules.words` splits them. What is no letter, mark or digit is left out, so that
    nothing in a word can mean anything to the query language.
    """

    lookup_name = "finds"
    prepare_rhs = False
    postgresql_glue, sqlite_glue = " & ", " AND "

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, list[Any]]:
        table = compiler.quote_name_unless_alias(self.lhs.alias)
        return f"{table}.lexemes @@ %s::tsquery", [self.postgresql_glue.join(f"'{word}':*" for word in self._words())]

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, list[Any]]:
        column, parameters = compiler.compile(self.lhs)
        query = self.sqlite_glue.join(f'"{word}"*' for word in self._words())
        return f"{column} MATCH %s", [*parameters, query]

    def _words(self) -> list[str]:
        words = ["".join(c for c in word if unicodedata.category(c)[0] in "LMN") for word in self.rhs]
        if not any(words):
            raise EmptyResultSet
        return [word for word in words if word]


@models.TextField.register_lookup
class FindsAny(Finds):
    """`words__finds_any`: rows that hold at least one of the words."""

    lookup_name = "finds_any"
    postgresql_glue, sqlite_glue = " | ", " OR "
