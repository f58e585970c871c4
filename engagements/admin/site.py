"""Registers the model admins and the plain pages of the officials' site."""

from typing import cast

from django.contrib import admin

from engagements import models
from engagements.admin.absences import AbsenceAdmin
from engagements.admin.attendance import AttendanceAdmin
from engagements.admin.audit.pages import AuditEventAdmin
from engagements.admin.campaigns import CampaignAdmin
from engagements.admin.conflicts_of_interest import ConflictOfInterestAdmin
from engagements.admin.consultations.pages import ConsultationAdmin
from engagements.admin.desks import DeskAdmin
from engagements.admin.officials.pages import OfficialAdmin
from engagements.admin.officials_site import OfficialsSite
from engagements.admin.outbox import OutgoingMessageAdmin
from engagements.admin.policies import PolicyVersionAdmin
from engagements.admin.questions.pages import QuestionAdmin
from engagements.admin.recorded_submissions.pages import RecordedSubmissionAdmin
from engagements.admin.reply_drafts import ReplyDraftAdmin
from engagements.admin.reply_templates import ReplyTemplateAdmin
from engagements.admin.responses import MinistryResponseAdmin
from engagements.admin.spreadsheet_imports.pages import SpreadsheetImportAdmin
from engagements.admin.submissions.pages import SubmissionAdmin
from engagements.admin.taxonomy import (
    ChallengeAdmin,
    ContractStageAdmin,
    EnterpriseLimitAdmin,
    FocusAreaAdmin,
    OfficeHolderAdmin,
    SchemeAdmin,
)
from engagements.admin.urls import PAGES
from engagements.admin.ventures import VentureAdmin

site = cast(OfficialsSite, admin.site)

ADMIN_CLASSES = {
    models.Submission: SubmissionAdmin,
    models.Campaign: CampaignAdmin,
    models.RecordedSubmission: RecordedSubmissionAdmin,
    models.SpreadsheetImport: SpreadsheetImportAdmin,
    models.Attendance: AttendanceAdmin,
    models.Venture: VentureAdmin,
    models.ConflictOfInterest: ConflictOfInterestAdmin,
    models.Desk: DeskAdmin,
    models.Absence: AbsenceAdmin,
    models.Consultation: ConsultationAdmin,
    models.Question: QuestionAdmin,
    models.MinistryResponse: MinistryResponseAdmin,
    models.Challenge: ChallengeAdmin,
    models.FocusArea: FocusAreaAdmin,
    models.Scheme: SchemeAdmin,
    models.ContractStage: ContractStageAdmin,
    models.EnterpriseLimit: EnterpriseLimitAdmin,
    models.OfficeHolder: OfficeHolderAdmin,
    models.ReplyDraft: ReplyDraftAdmin,
    models.OutgoingMessage: OutgoingMessageAdmin,
    models.ReplyTemplate: ReplyTemplateAdmin,
    models.Official: OfficialAdmin,
    models.PolicyVersion: PolicyVersionAdmin,
    models.AuditEvent: AuditEventAdmin,
}

site.register_pages(PAGES)
for _model, _admin in ADMIN_CLASSES.items():
    site.register(_model, _admin)
