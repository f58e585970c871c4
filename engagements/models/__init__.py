"""What the portal stores, one module for each noun."""

from engagements.models.audit import AuditChain, AuditEvent
from engagements.models.casework import Assignment, Clarification, InternalNote, Reply, StatusChange
from engagements.models.consultation import AskedChallenge, Consultation, KeyFigure, OfficeHolder, Session, Source
from engagements.models.official import Official, RoleGrant
from engagements.models.outbox import OutgoingMessage
from engagements.models.submission import Draft, ReferenceSeries, Submission
from engagements.models.taxonomy import Challenge, ContractStage, EnterpriseLimit, FocusArea, Scheme
from engagements.models.venture import Contact, Venture

__all__ = [
    "AskedChallenge",
    "Assignment",
    "AuditChain",
    "AuditEvent",
    "Challenge",
    "Clarification",
    "Consultation",
    "Contact",
    "ContractStage",
    "Draft",
    "EnterpriseLimit",
    "FocusArea",
    "InternalNote",
    "KeyFigure",
    "OfficeHolder",
    "Official",
    "OutgoingMessage",
    "ReferenceSeries",
    "Reply",
    "RoleGrant",
    "Scheme",
    "Session",
    "Source",
    "StatusChange",
    "Submission",
    "Venture",
]
