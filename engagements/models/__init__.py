"""Database models, one module per subject."""

from engagements.models.absence import Absence
from engagements.models.abuse import AddressCount
from engagements.models.attachment import Attachment
from engagements.models.attendance import Attendance
from engagements.models.audit import AuditChain, AuditEvent
from engagements.models.campaign import Campaign, Fingerprint, IndexedShingle
from engagements.models.casework import (
    Assignment,
    Clarification,
    ConsentChange,
    InternalNote,
    Objection,
    Reply,
    StatusChange,
)
from engagements.models.change import ConsultationChange
from engagements.models.claim import VentureClaim
from engagements.models.conflict_of_interest import ConflictOfInterest
from engagements.models.consultation import AskedChallenge, Consultation, KeyFigure, OfficeHolder, Session, Source
from engagements.models.desk import Desk, DeskRule
from engagements.models.draft import Draft, DraftKey
from engagements.models.link import MailedLink
from engagements.models.official import Official, RoleGrant
from engagements.models.outbox import OutgoingMessage
from engagements.models.policy import PolicyDraft, PolicyVersion
from engagements.models.power import PowerRequest
from engagements.models.question import Answer, Question, QuestionOption
from engagements.models.recorded_submission import RecordedSubmission
from engagements.models.reference import ReferenceSeries
from engagements.models.reply import ReplyDraft, ReplyTemplate
from engagements.models.response import MinistryResponse
from engagements.models.search import SearchText
from engagements.models.session import OfficialSession
from engagements.models.spreadsheet_import import SpreadsheetImport
from engagements.models.submission import Submission
from engagements.models.taxonomy import Challenge, ContractStage, EnterpriseLimit, FocusArea, Scheme
from engagements.models.venture import Contact, IdentityKey, Venture

__all__ = [
    "Absence",
    "AddressCount",
    "Answer",
    "AskedChallenge",
    "Assignment",
    "Attachment",
    "Attendance",
    "AuditChain",
    "AuditEvent",
    "Campaign",
    "Challenge",
    "Clarification",
    "ConflictOfInterest",
    "ConsentChange",
    "Consultation",
    "ConsultationChange",
    "Contact",
    "ContractStage",
    "Desk",
    "DeskRule",
    "Draft",
    "DraftKey",
    "EnterpriseLimit",
    "Fingerprint",
    "FocusArea",
    "IdentityKey",
    "IndexedShingle",
    "InternalNote",
    "KeyFigure",
    "MailedLink",
    "MinistryResponse",
    "Objection",
    "OfficeHolder",
    "Official",
    "OfficialSession",
    "OutgoingMessage",
    "PolicyDraft",
    "PolicyVersion",
    "PowerRequest",
    "Question",
    "QuestionOption",
    "RecordedSubmission",
    "ReferenceSeries",
    "Reply",
    "ReplyDraft",
    "ReplyTemplate",
    "RoleGrant",
    "Scheme",
    "SearchText",
    "Session",
    "Source",
    "SpreadsheetImport",
    "StatusChange",
    "Submission",
    "Venture",
    "VentureClaim",
]
