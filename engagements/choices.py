"""Every closed list of values, with the words that staff and ventures read."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ConsultationStatus(models.TextChoices):
    """Where a consultation stands by an official's decision; open and closed follow from its window."""

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    ANSWERED = "answered", _("Answered")


class Phase(models.TextChoices):
    """What a visitor reads of a consultation on a given moment; derived, never stored."""

    UPCOMING = "upcoming", _("Opens soon")
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")
    ANSWERED = "answered", _("Answered")


class SubmissionStatus(models.TextChoices):
    """Where a submission stands, in the words of staff; `public_label` is what its venture reads."""

    RECEIVED = "received", _("Received")
    UNDER_REVIEW = "under_review", _("Under review")
    CLARIFICATION = "clarification", _("Waiting for the venture")
    ANSWERED = "answered", _("Answered")
    CLOSED = "closed", _("Closed")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    QUARANTINED = "quarantined", _("Quarantined")

    @property
    def public_label(self) -> str:
        return str(PUBLIC_STATUS_WORDS[self])


# A quarantined submission reads "Received" to its venture: it was received, and nothing more is said in public.
PUBLIC_STATUS_WORDS = {
    SubmissionStatus.RECEIVED: _("Received"),
    SubmissionStatus.UNDER_REVIEW: _("Being considered"),
    SubmissionStatus.CLARIFICATION: _("We need more from you"),
    SubmissionStatus.ANSWERED: _("Answered"),
    SubmissionStatus.CLOSED: _("Closed"),
    SubmissionStatus.WITHDRAWN: _("Withdrawn"),
    SubmissionStatus.QUARANTINED: _("Received"),
}


class PublicationConsent(models.TextChoices):
    """How much of a submission may be shown, from the most open to the strictest."""

    NAMED = "named", _("With our name")
    UNNAMED = "unnamed", _("Quoted without our name")
    COUNTED = "counted", _("Counted only")
    OFFICIALS = "officials", _("Officials only")

    @property
    def strictness(self) -> int:
        return list(PublicationConsent).index(self)

    @property
    def explanation(self) -> str:
        return str(CONSENT_EXPLANATIONS[self])


CONSENT_EXPLANATIONS = {
    PublicationConsent.NAMED: _("Your text may be published together with the name of your venture."),
    PublicationConsent.UNNAMED: _("Your text may be published, without your venture's name."),
    PublicationConsent.COUNTED: _("Your text is not published. It is counted in published figures."),
    PublicationConsent.OFFICIALS: _("Only officials read it. It does not appear in published figures."),
}


class Channel(models.TextChoices):
    """How a submission reached the ministry."""

    WEB = "web", _("Web form")
    SESSION = "session", _("Said in a session")
    EMAIL = "email", _("E-mail")
    POST = "post", _("Post")


class Language(models.TextChoices):
    """The languages the portal speaks."""

    ENGLISH = "en", _("English")
    HINDI = "hi", _("Hindi")


class Severity(models.IntegerChoices):
    """How much a difficulty hurts, as the venture judges it."""

    NUISANCE = 1, _("A nuisance")
    SLOWS = 2, _("It slows us down")
    COSTLY = 3, _("Costly")
    CRITICAL = 4, _("It threatens the project")
    STOPS = 5, _("It stops us")

    @property
    def explanation(self) -> str:
        return str(SEVERITY_EXPLANATIONS[self])


SEVERITY_EXPLANATIONS = {
    Severity.NUISANCE: _("We work around it."),
    Severity.SLOWS: _("Weeks, or effort we would rather spend elsewhere."),
    Severity.COSTLY: _("Months, or money we cannot spare."),
    Severity.CRITICAL: _("We may have to give up this product or order."),
    Severity.STOPS: _("We cannot deliver, or the venture may not survive it."),
}


class VentureKind(models.TextChoices):
    """What kind of organisation speaks."""

    STARTUP = "startup", _("DPIIT-recognised start-up")
    DEEP_TECH = "deep_tech", _("Deep-tech start-up")
    MICRO = "micro", _("Micro enterprise")
    SMALL = "small", _("Small enterprise")
    MEDIUM = "medium", _("Medium enterprise")
    LARGE = "large", _("Large industry")
    DPSU = "dpsu", _("Defence public sector undertaking (DPSU)")
    ACADEMIA = "academia", _("Academia or R&D institution")
    INCUBATOR = "incubator", _("Incubator")
    ASSOCIATION = "association", _("Industry association")
    INDIVIDUAL = "individual", _("Individual innovator")
    OTHER = "other", _("Other")
    UNSURE = "unsure", _("Not sure")


class EnterpriseClass(models.TextChoices):
    """The three classes of the MSME definition."""

    MICRO = "micro", _("Micro")
    SMALL = "small", _("Small")
    MEDIUM = "medium", _("Medium")


class TeamSize(models.TextChoices):
    """How many people work in a venture."""

    UP_TO_10 = "1-10", _("1 to 10 people")
    UP_TO_50 = "11-50", _("11 to 50 people")
    UP_TO_250 = "51-250", _("51 to 250 people")
    MORE = "251+", _("More than 250 people")


class State(models.TextChoices):
    """States and union territories of India, by ISO 3166-2:IN code without the country prefix."""

    AP = "AP", _("Andhra Pradesh")
    AR = "AR", _("Arunachal Pradesh")
    AS = "AS", _("Assam")
    BR = "BR", _("Bihar")
    CG = "CG", _("Chhattisgarh")
    GA = "GA", _("Goa")
    GJ = "GJ", _("Gujarat")
    HR = "HR", _("Haryana")
    HP = "HP", _("Himachal Pradesh")
    JH = "JH", _("Jharkhand")
    KA = "KA", _("Karnataka")
    KL = "KL", _("Kerala")
    MP = "MP", _("Madhya Pradesh")
    MH = "MH", _("Maharashtra")
    MN = "MN", _("Manipur")
    ML = "ML", _("Meghalaya")
    MZ = "MZ", _("Mizoram")
    NL = "NL", _("Nagaland")
    OD = "OD", _("Odisha")
    PB = "PB", _("Punjab")
    RJ = "RJ", _("Rajasthan")
    SK = "SK", _("Sikkim")
    TN = "TN", _("Tamil Nadu")
    TS = "TS", _("Telangana")
    TR = "TR", _("Tripura")
    UP = "UP", _("Uttar Pradesh")
    UK = "UK", _("Uttarakhand")
    WB = "WB", _("West Bengal")
    AN = "AN", _("Andaman and Nicobar Islands")
    CH = "CH", _("Chandigarh")
    DH = "DH", _("Dadra and Nagar Haveli and Daman and Diu")
    DL = "DL", _("Delhi")
    JK = "JK", _("Jammu and Kashmir")
    LA = "LA", _("Ladakh")
    LD = "LD", _("Lakshadweep")
    PY = "PY", _("Puducherry")


class ReplyKind(models.TextChoices):
    """Whether a reply settles the point or says when that will happen."""

    FINAL = "final", pgettext_lazy("kind of reply", "Final reply")
    INTERIM = "interim", pgettext_lazy("kind of reply", "Interim reply")


class Role(models.TextChoices):
    """What an official is here to do; `rules.permissions` says what each may."""

    TRIAGE = "triage", _("Triage officer")
    OFFICER = "officer", _("Officer in charge")
    LEAD = "lead", _("Lead")
    SECURITY = "security", _("Security officer")
    ANALYST = "analyst", _("Policy analyst")
    AUDITOR = "auditor", _("Auditor")
    ADMINISTRATOR = "administrator", _("Administrator")


# The roles that work on submissions.
CASE_ROLES = frozenset({Role.TRIAGE, Role.OFFICER, Role.LEAD})


class MessageKind(models.TextChoices):
    """What a mail is about; each has its templates in `templates/emails/`."""

    ACKNOWLEDGEMENT = "acknowledgement", _("Acknowledgement")
    CLARIFICATION = "clarification", _("Clarification asked")
    REPLY = "reply", _("Reply")
    CLOSED = "closed", _("Closed")
    REOPENED = "reopened", _("Reopened")
    WITHDRAWN = "withdrawn", _("Withdrawal confirmed")
    RESUME_LINK = "resume_link", _("Link to a draft")
    REMINDER = "reminder", _("Draft about to miss its deadline")
    MY_LINK = "my_link", _("Link to one's submissions")


class DeliveryStatus(models.TextChoices):
    """Where an outgoing message stands."""

    QUEUED = "queued", _("Queued")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Failed")


class QuestionKind(models.TextChoices):
    """What kind of answer an extra question takes."""

    SHORT_TEXT = "short_text", _("Short text")
    LONG_TEXT = "long_text", _("Long text")
    SINGLE = "single", _("One of several")
    MULTIPLE = "multiple", _("Several of several")
    NUMBER = "number", _("Number")
    RUPEES = "rupees", _("Amount in rupees")
    DATE = "date", _("Date")
    YES_NO = "yes_no", _("Yes or no")
    SCALE = "scale", _("Scale")
    FILE = "file", _("File")


class FileKind(models.TextChoices):
    """The kinds of file that are taken."""

    PDF = "pdf", "PDF"
    PNG = "png", "PNG"
    JPEG = "jpeg", "JPEG"
    DOCX = "docx", "DOCX"
    XLSX = "xlsx", "XLSX"
    CSV = "csv", "CSV"


class ScanResult(models.TextChoices):
    """What the virus scanner said of a file."""

    NOT_SCANNED = "not_scanned", _("Not scanned")
    CLEAN = "clean", _("Nothing found")
    INFECTED = "infected", _("Malware found")


class Moderation(models.TextChoices):
    """Whether an official has decided that a point may be shown, where its venture consents."""

    PENDING = "pending", _("Not yet looked at")
    PUBLISHED = "published", _("May be shown")
    HELD_BACK = "held_back", _("Held back")


class PolicyKind(models.TextChoices):
    """The policies and explanations that every page's foot links to."""

    PRIVACY = "privacy", _("Privacy notice")
    TERMS = "terms", _("Terms of use")
    MODERATION = "moderation", _("Moderation rules")
    ACCESSIBILITY = "accessibility", _("Accessibility statement")
    HELP = "help", _("Help")
    CONTACT = "contact", _("Contact and grievance officer")


class LinkPurpose(models.TextChoices):
    """What a mailed link opens."""

    RESUME_DRAFT = "resume_draft", _("Go on with a draft")
    MY_SUBMISSIONS = "my_submissions", _("See my submissions")


class AuditedAct(models.TextChoices):
    """What the audit trail records; one value for each kind of act."""

    SUBMISSION_RECEIVED = "submission.received", _("Submission received")
    SUBMISSION_MOVED = "submission.moved", _("Status changed")
    SUBMISSION_ASSIGNED = "submission.assigned", _("Officer in charge assigned")
    SUBMISSION_READ = "submission.read", _("Submission opened")
    SUBMISSIONS_EXPORTED = "submissions.exported", _("Submissions exported")
    NOTE_ADDED = "note.added", _("Internal note added")
    REPLY_SENT = "reply.sent", _("Reply sent")
    CLARIFICATION_ASKED = "clarification.asked", _("Clarification asked")
    CLARIFICATION_ANSWERED = "clarification.answered", _("Clarification answered")
    VENTURE_RECORDED = "venture.recorded", _("Venture recorded")
    VENTURE_CHANGED = "venture.changed", _("Venture changed")
    VENTURE_READ = "venture.read", _("Venture opened")
    CONSULTATION_RECORDED = "consultation.recorded", _("Consultation recorded")
    CONSULTATION_CHANGED = "consultation.changed", _("Consultation changed")
    REFERENCE_DATA_CHANGED = "reference_data.changed", _("Reference data changed")
    OFFICIAL_RECORDED = "official.recorded", _("Official's account created")
    OFFICIAL_CHANGED = "official.changed", _("Official's account changed")
    EXAMPLES_CLEARED = "examples.cleared", _("Illustrative examples removed")
    MESSAGE_READ = "message.read", _("Mail opened")
    MESSAGE_REQUEUED = "message.requeued", _("Mail queued again")
    CONSENT_TIGHTENED = "consent.tightened", _("Publication consent made stricter")
    SUBMISSION_MODERATED = "submission.moderated", _("Publication decided")
    REPLY_DISPUTED = "reply.disputed", _("Reply disputed by the venture")
    ATTACHMENT_READ = "attachment.read", _("Attachment opened")
    QUESTION_RECORDED = "question.recorded", _("Question recorded")
    QUESTION_REVISED = "question.revised", _("Question reworded")
    QUESTION_RETIRED = "question.retired", _("Question no longer asked")
    POLICY_PUBLISHED = "policy.published", _("Policy page published")


class SensitivityKind(models.TextChoices):
    """What a text may hold that does not belong here; `rules.sensitivity` finds it and tells the venture."""

    CLASSIFICATION = "classification", _("Classification marking")
    AADHAAR = "aadhaar", _("Aadhaar-like number")
    COORDINATES = "coordinates", _("Coordinates")
    PHONE = "phone", _("Phone number")
    CARD = "card", _("Payment card number")
    ACCOUNT = "account", _("Bank account or IFSC code")


class AbuseSign(models.TextChoices):
    """What makes a submission look as if no person had sent it; it is held for a look, never refused."""

    HONEYPOT = "honeypot", _("A field that people do not see was filled in")
    TOO_FAST = "too_fast", _("Sent faster than a person writes")
    FLOOD = "flood", _("One of very many from the same network")
