"""The pages of the admin that are no list and no form of a model: the site registers each under its own name."""

from collections.abc import Callable
from typing import Any

from django.urls import URLPattern, path

from engagements.admin import (
    absences,
    attendance,
    campaigns,
    conflicts_of_interest,
    desks,
    outbox,
    policies,
    reply_drafts,
    responses,
    ventures,
)
from engagements.admin.audit import pages as audit
from engagements.admin.consultations import pages as consultations
from engagements.admin.officials import acts as official_acts
from engagements.admin.officials import pages as officials
from engagements.admin.questions import pages as questions
from engagements.admin.recorded_submissions import pages as recorded_submissions
from engagements.admin.spreadsheet_imports import pages as spreadsheet_imports
from engagements.admin.submissions import views as submissions
from engagements.admin.submissions.bulk import bulk_page
from engagements.admin.submissions.workload import workload_page


def pages_of(model: str, pages: dict[str, tuple[str, Callable[..., Any]]]) -> list[URLPattern]:
    """Return the pages of a model, each with the last part of its name, its URL below the model's, and its view."""
    return [
        path(f"engagements/{model}/{route}", view, name=f"engagements_{model}_{name}")
        for name, (route, view) in pages.items()
    ]


PAGES = [
    *pages_of(
        "attendance",
        {
            "add": ("add/", attendance.add_page),
            "change": ("<path:object_id>/change/", attendance.entry_page),
            "session": ("session/<int:session_id>/", attendance.session_page),
        },
    ),
    *pages_of(
        "absence",
        {
            "add": ("add/", absences.record_page),
            "change": ("<path:object_id>/change/", absences.absence_page),
            "end": ("<int:object_id>/end/", absences.end_absence),
        },
    ),
    *pages_of(
        "auditevent",
        {
            "change": ("<path:object_id>/change/", audit.event_page),
            "export": ("export/", audit.export_csv),
            "verify": ("verify/", audit.verify_page),
        },
    ),
    *pages_of(
        "campaign",
        {
            "change": ("<path:object_id>/change/", campaigns.campaign_page),
            "merge": ("<int:object_id>/merge/", campaigns.merge_page),
            "separate": ("<int:object_id>/separate/<int:submission_id>/", campaigns.separate_page),
        },
    ),
    *pages_of(
        "conflictofinterest",
        {
            "add": ("add/", conflicts_of_interest.declare_page),
            "change": ("<path:object_id>/change/", conflicts_of_interest.conflict_page),
            "end": ("<int:object_id>/end/", conflicts_of_interest.end_conflict),
        },
    ),
    *pages_of(
        "consultation",
        {
            "publish": ("<int:object_id>/publish/", consultations.publish_page),
            "turn": ("<int:object_id>/turn/", consultations.change_status),
        },
    ),
    *pages_of(
        "desk",
        {
            "try": ("try/", desks.try_page),
        },
    ),
    *pages_of(
        "ministryresponse",
        {
            "add": ("add/", responses.prepare_page),
            "change": ("<path:object_id>/change/", responses.response_page),
            "release": ("<int:object_id>/release/", responses.release_response),
        },
    ),
    *pages_of(
        "official",
        {
            "add": ("add/", officials.invite_page),
            "change": ("<path:object_id>/change/", officials.official_page),
            "invitation": ("<int:object_id>/invitation/", official_acts.invitation_page),
            "factor": ("<int:object_id>/factor/", official_acts.factor_page),
            "leave": ("<int:object_id>/leave/", official_acts.leave_page),
            "powers": ("powers/<int:request_id>/", official_acts.decide_power),
        },
    ),
    *pages_of(
        "outgoingmessage",
        {
            "change": ("<path:object_id>/change/", outbox.message_page),
            "again": ("<int:object_id>/again/", outbox.send_again),
        },
    ),
    *pages_of(
        "policyversion",
        {
            "add": ("add/", policies.publish_page),
            "change": ("<path:object_id>/change/", policies.version_page),
        },
    ),
    *pages_of(
        "question",
        {
            "add": ("add/", questions.add_page),
            "change": ("<path:object_id>/change/", questions.question_page),
            "retire": ("<int:object_id>/retire/", questions.retire_question),
        },
    ),
    *pages_of(
        "recordedsubmission",
        {
            "add": ("add/", recorded_submissions.record_page),
            "change": ("<path:object_id>/change/", recorded_submissions.recorded_page),
        },
    ),
    *pages_of(
        "replydraft",
        {
            "change": ("<path:object_id>/change/", reply_drafts.draft_page),
            "release": ("<int:object_id>/release/", reply_drafts.release_draft),
            "discard": ("<int:object_id>/discard/", reply_drafts.discard_draft),
        },
    ),
    *pages_of(
        "spreadsheetimport",
        {
            "add": ("add/", spreadsheet_imports.upload_page),
            "change": ("<path:object_id>/change/", spreadsheet_imports.match_page),
            "rows": ("<int:object_id>/rows/", spreadsheet_imports.rows_page),
            "discard": ("<int:object_id>/discard/", spreadsheet_imports.discard_sheet),
            "rest": ("<int:object_id>/left-out.csv", spreadsheet_imports.left_out_csv),
            "template": ("template/<slug:purpose>.csv", spreadsheet_imports.template_csv),
        },
    ),
    *pages_of(
        "submission",
        {
            "change": ("<path:object_id>/change/", submissions.review_page),
            "act": ("<int:object_id>/act/<slug:name>/", submissions.action_page),
            "file": ("<int:object_id>/files/<int:number>/", submissions.file_page),
            "bulk": ("bulk/", bulk_page),
            "workload": ("workload/", workload_page),
        },
    ),
    *pages_of(
        "venture",
        {
            "change": ("<path:object_id>/change/", ventures.venture_page),
        },
    ),
]
