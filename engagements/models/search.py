"""The full-text search index of submissions, on both databases."""

import unicodedata
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.sql.compiler import SQLCompiler
from django.utils.translation import gettext_lazy as _

from engagements.models.submission import Submission


class SearchText(models.Model):
    """The words of one submission's own text, in lower case, separated by spaces.

    The migration creates the table per database: on PostgreSQL with a column of lexemes and a GIN index, on SQLite as
    an FTS5 table, whose key is always named rowid. Both store pre-split words (`rules.tokenizer`), because neither
    database splits Hindi correctly.
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
    # Words of the venture's name and of later casework; for officials only.
    case_words = models.TextField(_("words of the case"), default="", blank=True)

    class PersonalData:
        personal = ("words", "case_words")
        impersonal = ("submission",)

    class Meta:
        verbose_name = _("search text")
        verbose_name_plural = _("search texts")

    def __str__(self) -> str:
        return f"Words of {self.pk}"


@models.TextField.register_lookup
class SearchVectorMatch(models.Lookup):
    """`words__finds`: match rows that contain all of the words, or longer words that begin with them.

    Takes a sequence of words split by `rules.tokenizer`. Only letters, marks and digits are kept, so that a word cannot
    contain query syntax.
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
class FindsAny(SearchVectorMatch):
    """`words__finds_any`: match rows that contain at least one of the words."""

    lookup_name = "finds_any"
    postgresql_glue, sqlite_glue = " | ", " OR "


@models.TextField.register_lookup
class FindsInCase(SearchVectorMatch):
    """`case_words__finds_in_case`: match rows that contain all of the words in own text or case words."""

    lookup_name = "finds_in_case"

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, list[Any]]:
        table, words = compiler.quote_name_unless_alias(self.lhs.alias), self._words()
        either = f"({table}.lexemes @@ %s::tsquery OR {table}.case_lexemes @@ %s::tsquery)"
        return f"({' AND '.join([either] * len(words))})", [f"'{word}':*" for word in words for _column in range(2)]

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, list[Any]]:
        # An FTS5 table has a hidden column named like the table, which matches in all of its columns.
        table = compiler.quote_name_unless_alias(self.lhs.alias)
        every_column = compiler.quote_name_unless_alias(SearchText._meta.db_table)
        return f"{table}.{every_column} MATCH %s", [self.sqlite_glue.join(f'"{word}"*' for word in self._words())]
