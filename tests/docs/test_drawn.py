"""docs/lifecycle.md and docs/data-model.md are what the code draws."""

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db.models import F, Q
from django.utils import translation

from engagements.management.commands.draw_docs import DOCUMENTS
from engagements.management.drawing import data_model, lifecycle
from engagements.management.drawing.conditions import written
from engagements.management.drawing.markdown import NOTE, table
from engagements.rules.lifecycle import TRANSITIONS


def test_documents_are_as_the_code_draws_them():
    kept = {name: (settings.BASE_DIR / "docs" / name).read_text(encoding="utf-8") for name in DOCUMENTS}

    assert kept == {name: draw() for name, draw in DOCUMENTS.items()}


def test_documents_are_the_same_whatever_language_is_on(tmp_path):
    with translation.override("hi"):
        call_command("draw_docs", folder=tmp_path)

    drawn = {name: (tmp_path / name).read_text(encoding="utf-8") for name in DOCUMENTS}
    assert drawn == {name: draw() for name, draw in DOCUMENTS.items()}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_document_that_was_edited_is_found(tmp_path, name):
    call_command("draw_docs", folder=tmp_path)
    call_command("draw_docs", "--check", folder=tmp_path)
    file = tmp_path / name
    file.write_text(file.read_text().replace("Submission", "Response", 1).replace("submission", "response", 1))

    with pytest.raises(CommandError, match=name):
        call_command("draw_docs", "--check", folder=tmp_path)

    call_command("draw_docs", folder=tmp_path)
    call_command("draw_docs", "--check", folder=tmp_path)


def test_documents_that_are_missing_are_found(tmp_path):
    with pytest.raises(CommandError, match=r"lifecycle\.md, data-model\.md"):
        call_command("draw_docs", "--check", folder=tmp_path)


def test_lifecycle_shows_every_move():
    drawn = lifecycle.draw()

    assert drawn.startswith(NOTE)
    assert [transition.name for transition in TRANSITIONS if f"| `{transition.name}` " not in drawn] == []


def test_data_model_shows_every_field_and_constraint():
    drawn = data_model.draw()
    models = list(apps.get_app_config("engagements").get_models())
    names = [field.name for model in models for field in model._meta.concrete_fields]
    constraints = [constraint.name for model in models for constraint in model._meta.constraints]

    assert [model.__name__ for model in models if f"\n## {model.__name__}\n" not in drawn] == []
    assert [name for name in names if f"\n| `{name}` |" not in drawn] == []
    assert [name for name in constraints if f"\n- `{name}`: " not in drawn] == []


@pytest.mark.parametrize(
    ("condition", "phrase"),
    [
        (Q(ended_at__isnull=True), "`ended_at` is empty"),
        (Q(ended_at__isnull=False), "`ended_at` is known"),
        (~Q(ended_at__isnull=True), "`ended_at` is known"),
        (~Q(name=""), "`name` is not “”"),
        (Q(kind__in=["a", "b"]), "`kind` is one of `a`, `b`"),
        (~Q(kind__in=["a", "b"]), "`kind` is none of `a`, `b`"),
        (Q(text__length__lte=150), "`text` has at most 150 characters"),
        (Q(days__lte=7300) & Q(days__gte=0), "`days` is at most `7300` and `days` is at least `0`"),
        (Q(until__gte=F("since")), "`until` is at least `since`"),
        (Q(a=1) | (Q(b=2) & ~Q(c=3)), "`a` is `1` or (`b` is `2` and `c` is not `3`)"),
        (~Q(a=1, b=2) | Q(c=3), "not (`a` is `1` and `b` is `2`) or `c` is `3`"),
        (~(Q(a=1) | Q(b=2)), "not (`a` is `1` or `b` is `2`)"),
    ],
)
def test_condition_reads_as_it_holds(condition, phrase):
    assert written(condition) == phrase


def test_table_escapes_what_would_break_it():
    assert table(["a"], [["x | y\nz"]]) == "| a |\n| --- |\n| x \\| y z |"
