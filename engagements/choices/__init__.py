"""All enumerations, with their labels for staff and ventures."""

from engagements.choices.audit import AuditedAct
from engagements.choices.conflicts_of_interest import Relation, ReleaseReason
from engagements.choices.consultations import ConsultationStatus, Language, Phase
from engagements.choices.files import FileKind, ScanResult
from engagements.choices.mail import DeliveryStatus, LinkPurpose, MessageKind
from engagements.choices.officials import CASE_ROLES, POWERFUL_ROLES, PowerAct, PowerOutcome, Role
from engagements.choices.outcomes import DISPOSITION_EXPLANATIONS, DISPOSITIONS_OF, Disposition
from engagements.choices.policies import PolicyKind
from engagements.choices.questions import QuestionKind
from engagements.choices.spreadsheets import ImportPurpose
from engagements.choices.submissions import (
    CONSENT_EXPLANATIONS,
    PUBLIC_STATUS_WORDS,
    SEVERITY_EXPLANATIONS,
    AbuseSign,
    Channel,
    Moderation,
    PublicationConsent,
    ReplyKind,
    SensitivityKind,
    Severity,
    SubmissionStatus,
)
from engagements.choices.ventures import ClaimStatus, EnterpriseClass, State, TeamSize, VentureKind

__all__ = [
    "CASE_ROLES",
    "CONSENT_EXPLANATIONS",
    "DISPOSITIONS_OF",
    "DISPOSITION_EXPLANATIONS",
    "POWERFUL_ROLES",
    "PUBLIC_STATUS_WORDS",
    "SEVERITY_EXPLANATIONS",
    "AbuseSign",
    "AuditedAct",
    "Channel",
    "ClaimStatus",
    "ConsultationStatus",
    "DeliveryStatus",
    "Disposition",
    "EnterpriseClass",
    "FileKind",
    "ImportPurpose",
    "Language",
    "LinkPurpose",
    "MessageKind",
    "Moderation",
    "Phase",
    "PolicyKind",
    "PowerAct",
    "PowerOutcome",
    "PublicationConsent",
    "QuestionKind",
    "Relation",
    "ReleaseReason",
    "ReplyKind",
    "Role",
    "ScanResult",
    "SensitivityKind",
    "Severity",
    "State",
    "SubmissionStatus",
    "TeamSize",
    "VentureKind",
]
