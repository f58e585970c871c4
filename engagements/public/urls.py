"""The addresses of the public pages."""

from django.conf import settings
from django.urls import path

from engagements.choices import PolicyKind
from engagements.public.views import (
    check,
    consultation,
    consultations,
    decisions,
    home,
    language,
    policies,
    start,
    status,
    steps,
)
from engagements.public.views import track as tracking
from engagements.public.views.gallery import gallery

app_name = "public"

SUBMIT = "consultations/<slug:slug>/submit/"
STATUS = "s/<str:reference>/"

urlpatterns = [
    path("", home.home, name="home"),
    path("robots.txt", home.robots, name="robots"),
    path("sitemap.xml", home.sitemap, name="sitemap_xml"),
    path("consultations/", consultations.listing, name="consultations"),
    path("consultations/<slug:slug>/", consultation.detail, name="consultation"),
    path(SUBMIT, start.start, name="start"),
    path(SUBMIT + "check/", check.check, name="check"),
    path(SUBMIT + "done/", check.done, name="done"),
    path(SUBMIT + "again/", start.again, name="again"),
    path(SUBMIT + "<slug:name>/", steps.step, name="step"),
    path("track/", tracking.track, name="track"),
    path(STATUS, status.status, name="status"),
    path(STATUS + "answer/", status.answer, name="answer"),
    path(STATUS + "withdraw/", decisions.withdraw, name="withdraw"),
    path(STATUS + "show-less/", decisions.show_less, name="show_less"),
    path(STATUS + "leave/", status.leave, name="leave"),
    path("language/", language.choose, name="language"),
    path("sitemap/", policies.sitemap, name="sitemap"),
    *[path(f"{kind}/", policies.in_force, {"kind": kind}, name=kind.value) for kind in PolicyKind],
    *[path(f"{kind}/<int:number>/", policies.numbered, {"kind": kind}, name=f"{kind}_version") for kind in PolicyKind],
]
if settings.DEMONSTRATION:
    urlpatterns += [path("gallery/", gallery, name="gallery")]
