"""What the portal stores, one module for each noun."""

from engagements.models.abuse import AddressCount
from engagements.models.attachment import Attachment
from engagements.models.audit import AuditChain, AuditEvent
from engagements.models.casework import (
    Assignment,
    Clarification,
    ConsentChange,
    InternalNote,
    Objection,
    Reply,
    StatusChange,
)
from engagements.models.consultation import AskedChallenge, Consultation, KeyFigure, OfficeHolder, Session, Source
from engagements.models.draft import Draft, DraftKey
from engagements.models.link import MailedLink
from engagements.models.official import Official, RoleGrant
from engagements.models.outbox import OutgoingMessage
from engagements.models.policy import PolicyVersion
from engagements.models.question import Answer, Question, QuestionOption
from engagements.models.reference import ReferenceSeries
from engagements.models.search import SearchText
from engagements.models.submission import Submission
from engagements.models.taxonomy import Challenge, ContractStage, EnterpriseLimit, FocusArea, Scheme
from engagements.models.venture import Contact, Venture

__all__ = [
    "AddressCount",
    "Answer",
    "AskedChallenge",
    "Assignment",
    "Attachment",
    "AuditChain",
    "AuditEvent",
    "Challenge",
    "Clarification",
    "ConsentChange",
    "Consultation",
    "Contact",
    "ContractStage",
    "Draft",
    "DraftKey",
    "EnterpriseLimit",
    "FocusArea",
    "InternalNote",
    "KeyFigure",
    "MailedLink",
    "Objection",
    "OfficeHolder",
    "Official",
    "OutgoingMessage",
    "PolicyVersion",
    "Question",
    "QuestionOption",
    "ReferenceSeries",
    "Reply",
    "RoleGrant",
    "Scheme",
    "SearchText",
    "Session",
    "Source",
    "StatusChange",
    "Submission",
    "Venture",
]
