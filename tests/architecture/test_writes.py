"""Records change in actions, audit and mail alone."""

import ast

import pytest
from django.apps import apps
from django.db.models import ManyToManyField

from tests.architecture.trees import calls, chain, modules, places, tree_of

# Whoever else writes is named here with what it writes.
WRITERS = (
    "engagements/actions/",
    "engagements/audit.py",
    "engagements/mail/",
    "engagements/models/official.py",  # Django's own createsuperuser asks a manager to make accounts
)
ALWAYS_WRITES = {
    "save",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
    "aupdate",
    "acreate",
    "asave",
}
WRITES_ON_MANAGERS = {"create", "update", "delete", "raw", "extra"}
WRITES_ON_RELATIONS = {"set", "add", "remove", "clear", "create"}
STARTS_A_QUERY = {
    "objects",
    "_default_manager",
    "_base_manager",
    "filter",
    "exclude",
    "all",
    "order_by",
    "get_queryset",
}
QUERYSET_NAMES = {"queryset", "qs", "rows", "records"}


def relations() -> frozenset[str]:
    """Return the names under which our models reach many others: there `add` and `set` are writes."""
    fields = (field for model in apps.get_app_config("engagements").get_models() for field in model._meta.get_fields())
    many = (field for field in fields if field.one_to_many or field.many_to_many)
    return frozenset(
        name
        for field in many
        if (name := field.name if isinstance(field, ManyToManyField) else getattr(field, "get_accessor_name", str)())
    )


def is_write(call: ast.Call, *, related: frozenset[str]) -> bool:
    """Say whether a call changes records, as far as its shape can tell."""
    names = chain(call)
    verb, before = names[-1], names[:-1]
    if not isinstance(call.func, ast.Attribute):
        return False
    if verb in ALWAYS_WRITES or (verb == "delete" and not call.args and not call.keywords):
        return True
    if verb in WRITES_ON_MANAGERS and (STARTS_A_QUERY | QUERYSET_NAMES) & set(before):
        return True
    return verb in WRITES_ON_RELATIONS and len(before) > 1 and before[-1] in related


def acting_modules(tree: ast.Module) -> set[str]:
    """Return the names of modules imported from where writes belong: calling one is asking it to act."""
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    sources = {"engagements.actions", "engagements.mail"}
    return {alias.asname or alias.name for node in imports if node.module in sources for alias in node.names}


def writes_in(name: str, tree: ast.Module) -> list[str]:
    related, acting = relations(), acting_modules(tree)
    asked = [call for call in calls(tree) if not (len(chain(call)) == 2 and chain(call)[0] in acting)]
    return places(name, [call for call in asked if is_write(call, related=related)])


def test_writes_stand_in_actions_audit_and_mail_alone():
    found = [
        place
        for name, tree in modules("engagements").items()
        if not name.startswith(WRITERS)
        for place in writes_in(name, tree)
    ]

    assert found == []


def test_writes_are_seen_where_they_belong():
    """The same look finds the writes of actions, so an empty list elsewhere means something."""
    found = [
        name for name, tree in modules("engagements").items() if name.startswith(WRITERS) and writes_in(name, tree)
    ]

    assert {name.split("/")[1] for name in found} >= {"actions", "audit.py", "mail"}


@pytest.mark.parametrize(
    "line",
    [
        "submission.save()",
        "form.save(commit=False)",
        "Submission.objects.create(summary='x')",
        "Submission.objects.filter(pk=1).update(status='closed')",
        "queryset.update(status='closed')",
        "queryset.filter(pk=1).delete()",
        "submission.delete()",
        "submission.focus_areas.set([1])",
        "submission.focus_areas.add(area)",
        "official.grants.create(role='lead')",
        "Venture.objects.bulk_create(rows)",
        "Venture.objects.get_or_create(name='x')",
    ],
)
def test_writes_planted_in_a_view_are_found(line):
    assert writes_in("planted.py", tree_of(line)) == ["planted.py:1"]


@pytest.mark.parametrize(
    "line",
    [
        "from engagements.actions import drafts\ndrafts.save(draft)",
        "context.update(page=1)",
        "seen.add(name)",
        "names.remove('x')",
        "cache.set('key', 1)",
        "response.delete_cookie('draft')",
    ],
)
def test_writes_are_not_seen_in_plain_python(line):
    assert writes_in("plain.py", tree_of(line)) == []
