"""Routes of the admin's plain pages; the site registers each under its own name."""

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


def admin_page(model: str, name: str, route: str, view: Callable[..., Any]) -> URLPattern:
    """Return a route below a model, named like the stock ones."""
    return path(f"engagements/{model}/{route}", view, name=f"engagements_{model}_{name}")


PAGES = [
    admin_page("attendance", "add", "add/", attendance.add_page),
    admin_page("attendance", "change", "<path:object_id>/change/", attendance.entry_page),
    admin_page("attendance", "session", "session/<int:session_id>/", attendance.session_page),
    admin_page("absence", "add", "add/", absences.record_page),
    admin_page("absence", "change", "<path:object_id>/change/", absences.absence_page),
    admin_page("absence", "end", "<int:object_id>/end/", absences.end_absence),
    admin_page("auditevent", "change", "<path:object_id>/change/", audit.event_page),
    admin_page("auditevent", "export", "export/", audit.export_csv),
    admin_page("auditevent", "verify", "verify/", audit.verify_page),
    admin_page("campaign", "change", "<path:object_id>/change/", campaigns.campaign_page),
    admin_page("campaign", "merge", "<int:object_id>/merge/", campaigns.merge_page),
    admin_page("campaign", "separate", "<int:object_id>/separate/<int:submission_id>/", campaigns.separate_page),
    admin_page("conflictofinterest", "add", "add/", conflicts_of_interest.declare_page),
    admin_page("conflictofinterest", "change", "<path:object_id>/change/", conflicts_of_interest.conflict_page),
    admin_page("conflictofinterest", "end", "<int:object_id>/end/", conflicts_of_interest.end_conflict),
    admin_page("consultation", "publish", "<int:object_id>/publish/", consultations.publish_page),
    admin_page("consultation", "turn", "<int:object_id>/turn/", consultations.change_status),
    admin_page("desk", "try", "try/", desks.try_page),
    admin_page("ministryresponse", "add", "add/", responses.prepare_page),
    admin_page("ministryresponse", "change", "<path:object_id>/change/", responses.response_page),
    admin_page("ministryresponse", "release", "<int:object_id>/release/", responses.release_response),
    admin_page("official", "add", "add/", officials.invite_page),
    admin_page("official", "change", "<path:object_id>/change/", officials.official_page),
    admin_page("official", "invitation", "<int:object_id>/invitation/", official_acts.invitation_page),
    admin_page("official", "factor", "<int:object_id>/factor/", official_acts.factor_page),
    admin_page("official", "leave", "<int:object_id>/leave/", official_acts.leave_page),
    admin_page("official", "powers", "powers/<int:request_id>/", official_acts.decide_power),
    admin_page("outgoingmessage", "change", "<path:object_id>/change/", outbox.message_page),
    admin_page("outgoingmessage", "again", "<int:object_id>/again/", outbox.send_again),
    admin_page("policyversion", "add", "add/", policies.publish_page),
    admin_page("policyversion", "change", "<path:object_id>/change/", policies.version_page),
    admin_page("question", "add", "add/", questions.add_page),
    admin_page("question", "change", "<path:object_id>/change/", questions.question_page),
    admin_page("question", "retire", "<int:object_id>/retire/", questions.retire_question),
    admin_page("recordedsubmission", "add", "add/", recorded_submissions.record_page),
    admin_page("recordedsubmission", "change", "<path:object_id>/change/", recorded_submissions.recorded_page),
    admin_page("replydraft", "change", "<path:object_id>/change/", reply_drafts.draft_page),
    admin_page("replydraft", "release", "<int:object_id>/release/", reply_drafts.release_draft),
    admin_page("replydraft", "discard", "<int:object_id>/discard/", reply_drafts.discard_draft),
    admin_page("spreadsheetimport", "add", "add/", spreadsheet_imports.upload_page),
    admin_page("spreadsheetimport", "change", "<path:object_id>/change/", spreadsheet_imports.match_page),
    admin_page("spreadsheetimport", "rows", "<int:object_id>/rows/", spreadsheet_imports.rows_page),
    admin_page("spreadsheetimport", "discard", "<int:object_id>/discard/", spreadsheet_imports.discard_sheet),
    admin_page("spreadsheetimport", "rest", "<int:object_id>/left-out.csv", spreadsheet_imports.left_out_csv),
    admin_page("spreadsheetimport", "template", "template/<slug:purpose>.csv", spreadsheet_imports.template_csv),
    admin_page("submission", "change", "<path:object_id>/change/", submissions.review_page),
    admin_page("submission", "act", "<int:object_id>/act/<slug:name>/", submissions.action_page),
    admin_page("submission", "file", "<int:object_id>/files/<int:number>/", submissions.file_page),
    admin_page("submission", "bulk", "bulk/", bulk_page),
    admin_page("submission", "workload", "workload/", workload_page),
    admin_page("venture", "change", "<path:object_id>/change/", ventures.venture_page),
]
