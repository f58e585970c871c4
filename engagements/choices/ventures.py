"""Choices for ventures: kind, size, location, status of a claim."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class VentureKind(models.TextChoices):
    """Kinds of organisations."""

    STARTUP = "startup", _("DPIIT-recognised start-up")
    DEEP_TECH = "deep_tech", _("Deep-tech start-up")
    MICRO = "micro", _("Micro enterprise")
    SMALL = "small", _("Small enterprise")
    MEDIUM = "medium", _("Medium enterprise")
    LARGE = "large", _("Large industry")
    DPSU = "dpsu", _("Defence public sector undertaking (DPSU)")
    ACADEMIA = "academia", _("Academic or R&D institution")
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


class ClaimStatus(models.TextChoices):
    """Status of a venture claim."""

    OPEN = "open", _("As given, not proved")
    PROVED = "proved", _("Proved by a used link")
    ACCEPTED = "accepted", _("Accepted by an official")
    REFUSED = "refused", _("Not accepted")


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
