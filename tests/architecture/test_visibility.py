"""What may be seen is decided at the start of the query, in everything that people look at."""

import ast

import pytest
from django.apps import apps

from tests.architecture.trees import calls, chain, modules, places, tree_of

LOOKED_AT = ("engagements/public/", "engagements/policy/", "engagements/admin/", "engagements/api/")
MANAGERS = {"objects", "_default_manager", "_base_manager"}
# The words that decide who sees a row; further ones of the same kind are declared on the queryset and named here.
DECIDING = {"visible_to", "published", "with_code", "of_token"}
SHORTCUTS = {"get_object_or_404", "get_list_or_404"}


def guarded() -> frozenset[str]:
    """Return the models whose rows not everyone may see: their querysets know `visible_to`."""
    models = apps.get_app_config("engagements").get_models()
    return frozenset(model.__name__ for model in models if hasattr(model._default_manager, "visible_to"))


def personal() -> frozenset[str]:
    """Return the models that hold personal data."""
    models = apps.get_app_config("engagements").get_models()
    return frozenset(model.__name__ for model in models if model.PersonalData.personal)


def open_starts(tree: ast.Module, *, guarded: frozenset[str], personal: frozenset[str]) -> list[ast.AST]:
    """Return the places where a query on such a model begins without a deciding word."""
    return [node for node in ast.walk(tree) if _is_open(node, guarded=guarded, personal=personal)]


def _is_open(node: ast.AST, *, guarded: frozenset[str], personal: frozenset[str]) -> bool:
    if isinstance(node, ast.Call) and chain(node)[-1] in SHORTCUTS:
        return bool(node.args) and isinstance(node.args[0], ast.Name) and node.args[0].id in guarded | personal
    if not isinstance(node, ast.Attribute) or not isinstance(node.value, ast.Attribute):
        return False
    model, manager = chain(node.value)[-2:] if len(chain(node.value)) > 1 else ("", "")
    if manager not in MANAGERS:
        return False
    return (model in guarded and node.attr not in DECIDING) or (model in personal and node.attr == "all")


def starts_in(name: str, tree: ast.Module) -> list[str]:
    return places(name, open_starts(tree, guarded=guarded(), personal=personal()))


def test_visibility_is_decided_at_the_start_of_each_query():
    found = [
        place
        for name, tree in modules("engagements").items()
        if name.startswith(LOOKED_AT)
        for place in starts_in(name, tree)
    ]

    assert found == []


def test_visibility_guards_submissions_and_personal_data():
    assert "Submission" in guarded()
    assert {"Contact", "Submission", "Draft", "Official"} <= personal()


@pytest.mark.parametrize(
    "line",
    [
        "Submission.objects.all()",
        "Submission.objects.filter(reference=reference)",
        "models.Submission.objects.get(pk=1)",
        "Submission._default_manager.count()",
        "Contact.objects.all().order_by('pk')",
        "get_object_or_404(Submission, pk=1)",
        "get_object_or_404(Contact, pk=1)",
    ],
)
def test_visibility_planted_open_start_is_found(line):
    assert starts_in("planted.py", tree_of(line)) == ["planted.py:1"]


@pytest.mark.parametrize(
    "line",
    [
        "Submission.objects.visible_to(actor).filter(status='received')",
        "Submission.objects.published()",
        "get_object_or_404(Submission.objects.visible_to(actor), pk=1)",
        "Consultation.objects.all()",
    ],
)
def test_visibility_decided_start_is_accepted(line):
    assert starts_in("plain.py", tree_of(line)) == []


def test_visibility_of_admin_lists_is_decided(admin_classes):
    """A ModelAdmin starts from every row unless it says otherwise."""
    undecided = [
        kind.__name__ for model, kind in admin_classes.items() if model.__name__ in guarded() and not _decides(kind)
    ]

    assert undecided == []


def test_visibility_planted_admin_without_decision_is_found():
    from django.contrib.admin import ModelAdmin

    class Undecided(ModelAdmin):
        """Shows every row."""

    assert not _decides(Undecided)


def _decides(kind: type) -> bool:
    import inspect
    import textwrap

    source = textwrap.dedent(inspect.getsource(kind.get_queryset))
    return any(chain(call)[-1] in DECIDING for call in calls(tree_of(source)))


@pytest.fixture
def admin_classes():
    """Return the registered admin class of each model, from every admin site there is."""
    from django.contrib.admin.sites import all_sites
    from django.urls import get_resolver

    get_resolver().url_patterns  # noqa: B018 - loading the addresses is what registers the admin
    return {model: type(admin) for site in all_sites for model, admin in site._registry.items()}
