"""Shared by the admin's plain views: the actor, permission checks, and rendering."""

from typing import Any, TypeVar

from django.contrib import admin
from django.contrib.auth import get_permission_codename
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import capfirst

from engagements.admin.request_params import parse_pk
from engagements.errors import ActionRefused
from engagements.models import Official
from engagements.rules.actors import Actor
from engagements.rules.permissions import Act, Permitted, may

Row = TypeVar("Row", bound=Model)


def actor_of(request: HttpRequest) -> Actor:
    """Return the signed-in official as the actor for rules and actions, or raise 403."""
    if not isinstance(request.user, Official):
        raise PermissionDenied
    return Actor.official(request.user)


def has_model_permission(request: HttpRequest, verb: str, model: type[Model]) -> bool:
    """Return whether the user may view, add or change records of a model."""
    options = model._meta
    return request.user.has_perm(f"{options.app_label}.{get_permission_codename(verb, options)}")


def check_model_permission(request: HttpRequest, verb: str, model: type[Model]) -> None:
    """Raise 403 if the user may not view, add or change records of a model."""
    if not has_model_permission(request, verb, model):
        raise PermissionDenied


def check_act(request: HttpRequest, act: Permitted) -> None:
    """Raise 403 if no role of the user permits an action."""
    if not may(actor_of(request), act):
        raise PermissionDenied


def visible_or_404(request: HttpRequest, rows: QuerySet[Row], object_id: str | int) -> Row:
    """Return a row by id; raise 403 if the user may not view the model, 404 if there is no such row."""
    check_model_permission(request, "view", rows.model)
    found = rows.filter(pk=parse_pk(str(object_id))).first()
    if found is None:
        raise Http404
    return found


def posted(request: HttpRequest) -> QueryDict | None:
    """Return the POST data, or None for other methods."""
    return request.POST if request.method == "POST" else None


def add_refusal(form: BaseForm, refused: ActionRefused) -> None:
    """Add a refusal to a form: at the field it names, or as a form error."""
    form.add_error(refused.field if refused.field in form.fields else None, refused.message)


def trail_url(request: HttpRequest, record: Model) -> str:
    """Return the URL of a record's audit trail, or "" for users who may not read it."""
    options = record._meta
    if not may(actor_of(request), Act.READ_TRAIL):
        return ""
    return reverse(f"admin:{options.app_label}_{options.model_name}_history", args=[record.pk])


def render_page(
    request: HttpRequest, model: type[Model], template: str, /, *, subtitle: str, status: int = 200, **context: Any
) -> HttpResponse:
    """Render a page of a model; `template` is a file name in the model's folder or a full path."""
    options = model._meta
    path = template if "/" in template else f"admin/{options.app_label}/{options.model_name}/{template}"
    given = {
        **admin.site.each_context(request),
        "title": capfirst(str(options.verbose_name_plural)),
        "subtitle": subtitle,
        "opts": options,
        **context,
    }
    request.current_app = admin.site.name
    return TemplateResponse(request, path, given, status=status)
