"""URLs of the public pages."""

from django.conf import settings
from django.urls import path, register_converter
from django.urls.converters import StringConverter

from engagements.choices import PolicyKind
from engagements.public.views import (
    check,
    consultation,
    consultations,
    copies,
    decisions,
    files,
    home,
    language,
    my_submissions,
    objection,
    policies,
    published,
    receipts,
    recorded_confirmation,
    responses,
    resume,
    start,
    status,
    steps,
)
from engagements.public.views import track as tracking
from engagements.public.views.gallery import gallery
from engagements.rules.references import url_reference


class ReferenceConverter(StringConverter):
    """A reference in URL form; any notation is accepted, and the views normalise it."""

    def to_url(self, value: str) -> str:
        return url_reference(value)


register_converter(ReferenceConverter, "reference")

app_name = "public"

SUBMIT = "consultations/<slug:slug>/submit/"
PUBLISHED = "consultations/<slug:slug>/submissions/"
STATUS = "s/<reference:reference>/"

urlpatterns = [
    path("", home.home, name="home"),
    path("robots.txt", home.robots, name="robots"),
    path("sitemap.xml", home.sitemap_xml, name="sitemap_xml"),
    path("consultations/", consultations.consultation_list, name="consultations"),
    path("consultations/<slug:slug>/", consultation.detail, name="consultation"),
    path(PUBLISHED, published.published_list, name="published"),
    path(PUBLISHED + "<reference:reference>/", published.published_submission, name="published_point"),
    path("consultations/<slug:slug>/ministry-response/<int:number>/", responses.version, name="response_version"),
    path(SUBMIT, start.start_page, name="start"),
    path(SUBMIT + "check/", check.review_answers, name="check"),
    path(SUBMIT + "done/", check.sent_page, name="done"),
    path(SUBMIT + "again/", start.start_another, name="start_another"),
    path(SUBMIT + "later/", resume.save_for_later, name="save_for_later"),
    path(SUBMIT + "close/", resume.close, name="close_draft"),
    path(SUBMIT + "<slug:name>/", steps.form_step, name="form_step"),
    path("resume/<str:token>/", resume.resume, name="resume"),
    path("my/", my_submissions.my_submissions, name="my_submissions"),
    path("my/sent/", my_submissions.sent, name="my_sent"),
    path("my/open/", my_submissions.open_one, name="my_open"),
    path("my/confirm/", my_submissions.confirm_address, name="my_confirm"),
    path("my/leave/", my_submissions.close_session, name="my_sign_out"),
    path("my/<str:token>/", my_submissions.link, name="my_link"),
    path("recorded/<str:token>/", recorded_confirmation.confirm, name="confirm_recorded"),
    path("recorded/<str:token>/correct/", recorded_confirmation.correct, name="correct_recorded"),
    path("track/", tracking.track, name="track"),
    path("receipt/", receipts.check, name="receipt"),
    path(STATUS, status.status, name="status"),
    path(STATUS + "answer/", status.answer, name="answer"),
    path(STATUS + "withdraw/", decisions.withdraw, name="withdraw"),
    path(STATUS + "show-less/", decisions.restrict_consent_page, name="restrict_consent"),
    path(STATUS + "object/", objection.objection_page, name="object_to_reply"),
    path(STATUS + "copy.html", copies.as_html, name="copy_html"),
    path(STATUS + "copy.txt", copies.as_text, name="copy_text"),
    path(STATUS + "files/<int:number>/", files.download, name="file"),
    path(STATUS + "leave/", status.leave, name="forget_access"),
    path("language/", language.choose, name="language"),
    path("sitemap/", policies.sitemap, name="sitemap"),
    *[path(f"{kind}/", policies.in_force, {"kind": kind}, name=kind.value) for kind in PolicyKind],
    *[path(f"{kind}/<int:number>/", policies.numbered, {"kind": kind}, name=f"{kind}_version") for kind in PolicyKind],
]
if settings.DEMONSTRATION:
    urlpatterns += [path("gallery/", gallery, name="gallery")]
