"""What a submission says of its venture stays with it until a used link proves it or an official accepts it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from engagements import audit
from engagements.actions import casework, claims, conflicts_of_interest
from engagements.choices import AuditedAct, ClaimStatus, Relation, Role
from engagements.errors import ActionRefused
from engagements.models import Contact, Submission, Venture
from engagements.rules.actors import Actor
from engagements.rules.claims import ONE_ORGANISATION, detail_differences, to_check
from engagements.rules.conflicts_of_interest import effect_of, is_closed_to
from tests import factories

pytestmark = pytest.mark.django_db

AT = factories.AT
NUMBER = {"dpiit_number": "DIPP12345"}
OTHER_NUMBER = {"dpiit_number": "DIPP99999"}


def sent(venture, email="", **profile):
    person = {"email": email} if email else {}
    mobile = profile.pop("mobile", "")
    return factories.submission(venture=venture, profile=profile, person={**person, "mobile": mobile})


def proved(submission):
    claims.prove(submission, by=Actor.venture(submission), at=AT)
    submission.refresh_from_db()
    return submission


def declared(by, of):
    return conflicts_of_interest.declare_conflict(of.venture, Relation.FAMILY, "", by=by, at=AT)


def seen_by(actor):
    return set(Submission.objects.visible_to(actor))


def checked_by(actor):
    return list(Submission.objects.visible_to(actor).filter(to_check(actor)).order_by("pk"))


def facts(submission):
    venture = Venture.objects.get(pk=submission.venture_id)
    contact = Contact.objects.get(pk=submission.contact_id)
    return venture.dpiit_number, venture.website, contact.mobile


def test_later_submission_changes_nothing_of_venture_and_contact():
    first = sent("Alpha")
    later = sent("Alpha", website="https://alpha.in", mobile="+919876543210", pin_code="560001", **NUMBER)

    assert later.venture == first.venture
    assert facts(first) == ("", "", "")
    assert (later.claim.dpiit_number, later.claim.mobile, later.claim.status) == (
        "DIPP12345", "+919876543210", ClaimStatus.OPEN,
    )  # fmt: skip
    said = detail_differences(later.claim, later.venture, later.contact)
    assert [(one.name, one.said, one.known) for one in said] == [
        ("pin_code", "560001", ""),
        ("dpiit_number", "DIPP12345", ""),
        ("website", "https://alpha.in", ""),
        ("mobile", "+919876543210", ""),
    ]


def test_proof_takes_over_what_the_submission_says():
    sent("Alpha")
    later = proved(sent("Alpha", website="https://alpha.in", mobile="+919876543210", **NUMBER))

    assert facts(later) == ("DIPP12345", "https://alpha.in", "+919876543210")
    later.claim.refresh_from_db()
    assert (later.claim.status, later.claim.proved_at) == (ClaimStatus.PROVED, AT)
    event = audit.trail_of(later).filter(act=AuditedAct.DETAILS_PROVED).get()
    assert event.changes == {"details": ["dpiit_number", "mobile", "website"]}


def test_own_number_is_not_ignored_after_a_planted_one():
    sent("Alpha", **OTHER_NUMBER)

    own = proved(sent("Alpha", **NUMBER))

    assert facts(own)[0] == "DIPP12345"


def test_proof_of_one_submission_proves_no_other_from_the_same_address():
    planted = sent("Alpha", **OTHER_NUMBER)
    own = proved(sent("Alpha"))

    assert own.venture == planted.venture
    planted.claim.refresh_from_db()
    assert (planted.claim.status, planted.claim.proved_at) == (ClaimStatus.OPEN, None)


def test_planted_number_closes_no_open_case_and_is_shown_to_the_lead():
    officer, lead = factories.actor(Role.OFFICER), factories.actor(Role.LEAD)
    alpha, beta = proved(sent("Alpha", **NUMBER)), proved(sent("Beta"))
    declared(officer, alpha)

    planted = sent("Beta", **NUMBER)

    assert seen_by(officer) == {beta, planted}
    assert checked_by(lead) == [planted]
    assert checked_by(officer) == []
    own = proved(sent("Beta", **OTHER_NUMBER))
    assert facts(own)[0] == "DIPP99999"


def test_proved_number_that_would_close_cases_waits_for_the_lead():
    officer, lead = factories.actor(Role.OFFICER), factories.actor(Role.LEAD)
    alpha, beta = proved(sent("Alpha", **NUMBER)), proved(sent("Beta"))
    declared(officer, alpha)

    later = proved(sent("Beta", website="https://beta.in", **NUMBER))

    assert facts(later)[:2] == ("", "https://beta.in")
    assert seen_by(officer) == {beta, later}
    assert checked_by(lead) == [later]


def test_lead_accepts_and_the_cases_close_and_are_taken_off():
    officer, lead = factories.actor(Role.OFFICER), factories.actor(Role.LEAD)
    alpha, beta = proved(sent("Alpha", **NUMBER)), proved(sent("Beta"))
    declared(officer, alpha)
    beta = casework.assign(beta, officer.user, by=lead, at=AT, version=beta.version)
    later = sent("Beta", **NUMBER)

    claims.settle_claim(later, ["dpiit_number"], by=lead, at=AT)

    assert seen_by(officer) == set()
    beta.refresh_from_db()
    assert (beta.officer_in_charge, facts(later)[0]) == (None, "DIPP12345")
    assert checked_by(lead) == []
    event = audit.trail_of(later).filter(act=AuditedAct.DETAILS_SETTLED).get()
    assert (event.official, event.changes) == (lead.user, {"details": ["dpiit_number"]})


def test_lead_refuses_and_nothing_closes():
    officer, lead = factories.actor(Role.OFFICER), factories.actor(Role.LEAD)
    alpha, beta = proved(sent("Alpha", **NUMBER)), proved(sent("Beta"))
    declared(officer, alpha)
    later = sent("Beta", **NUMBER)

    claims.settle_claim(later, [], by=lead, at=AT)

    later.claim.refresh_from_db()
    assert later.claim.status == ClaimStatus.REFUSED
    assert (seen_by(officer), checked_by(lead)) == ({beta, later}, [])
    assert facts(later)[0] == ""


def test_details_that_close_cases_are_neither_the_officers_nor_those_of_whoever_declared():
    tied, officer = factories.actor(Role.LEAD), factories.actor(Role.OFFICER)
    alpha = proved(sent("Alpha", **NUMBER))
    proved(sent("Beta"))
    declared(tied, alpha)
    later = sent("Beta", **NUMBER)

    def refusal(by, accepted):
        with pytest.raises(ActionRefused) as refused:
            claims.settle_claim(later, accepted, by=by, at=AT)
        return refused.value.message

    assert refusal(officer, ["dpiit_number"]).startswith("It would close cases to an official")
    assert refusal(tied, ["dpiit_number"]).startswith("It concerns a conflict of interest that you declared")
    claims.settle_claim(later, [], by=officer, at=AT)
    later.claim.refresh_from_db()
    assert (later.claim.status, checked_by(factories.actor(Role.LEAD))) == (ClaimStatus.OPEN, [later])


def test_officer_accepts_each_detail_where_nothing_is_at_stake():
    officer = factories.actor(Role.OFFICER)
    first = sent("Alpha")
    later = sent("Alpha", website="https://alpha.in", pin_code="560001", **NUMBER)

    claims.settle_claim(later, ["dpiit_number"], by=officer, at=AT)

    assert facts(first) == ("DIPP12345", "", "")
    later.claim.refresh_from_db()
    assert (later.claim.status, later.claim.settled_by) == (ClaimStatus.ACCEPTED, officer.user)
    with pytest.raises(ActionRefused):
        claims.settle_claim(later, ["website"], by=officer, at=AT)
    assert facts(first)[1] == ""


def test_details_are_not_settled_by_who_may_not():
    later = sent("Alpha", **NUMBER)

    for role in (Role.ANALYST, Role.AUDITOR, Role.SECURITY, Role.ADMINISTRATOR):
        with pytest.raises(ActionRefused):
            claims.settle_claim(later, ["dpiit_number"], by=factories.actor(role), at=AT)


EVASIONS = {
    "cyrillic": ("Тejas Аero", "other@example.net", {}),
    "greek": ("Τejas Aerο", "other@example.net", {}),
    "zero for o": ("Tejas Aer0", "other@example.net", {}),
    "the": ("The Tejas Aero", "other@example.net", {}),
    "tag": ("Omega", "founder+portal@tejas.in", {}),
    "case": ("Omega", "Founder@Tejas.in", {}),
    "number": ("Omega", "other@example.net", NUMBER),
    "site": ("Omega", "other@example.net", {"website": "http://shop.tejas.in/about"}),
    "mobile": ("Omega", "other@example.net", {"mobile": "+919876543210"}),
}


@pytest.mark.parametrize("evasion", EVASIONS)
@pytest.mark.parametrize("is_declared_first", [True, False])
def test_declared_conflict_is_not_got_round(evasion, is_declared_first):
    officer = factories.actor(Role.OFFICER)
    website, mobile = "https://www.tejas.in", "+919876543210"
    first = proved(sent("Tejas Aero", "founder@tejas.in", website=website, mobile=mobile, **NUMBER))
    if is_declared_first:
        declared(officer, first)
    name, email, profile = EVASIONS[evasion]

    other = sent(name, email, **profile)
    if profile:
        other = proved(other)
    if not is_declared_first:
        assert effect_of(first.venture, by=officer).closes == 2
        declared(officer, first)

    assert is_closed_to(officer.user, other.venture)
    assert seen_by(officer) == set()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"website": "https://www.linkedin.com/company/alpha"}, {"website": "https://linkedin.com/company/beta"}),
        ({"website": "https://sites.google.com/view/alpha"}, {"website": "https://sites.google.com/view/beta"}),
        ({"website": "https://alpha.wixsite.com"}, {"website": "https://beta.wixsite.com"}),
        ({"website": "https://alpha.co.in"}, {"website": "https://beta.co.in"}),
        ({}, {}),
    ],
)
def test_shared_sites_and_mail_services_close_nothing(one, other):
    officer = factories.actor(Role.OFFICER)
    first = proved(sent("Alpha", "asha@gmail.com", **one))
    second = proved(sent("Beta", "ravi@gmail.com", **other))

    declared(officer, first)

    assert seen_by(officer) == {second}


@pytest.mark.parametrize("is_declared_first", [True, False])
def test_conflict_reaches_over_five_hops(is_declared_first):
    officer = factories.actor(Role.OFFICER)
    chain = [proved(sent("Alpha", "founder@alpha.in"))]
    if is_declared_first:
        declared(officer, chain[0])
    chain.append(proved(sent("Omega", "founder@alpha.in")))
    chain.append(proved(sent("Omega Works", "founder+x@alpha.in", **NUMBER)))
    chain.append(proved(sent("Psi", "asha@psi.in", website="https://psi.in", **NUMBER)))
    chain.append(proved(sent("Chi", "ravi@chi.in", website="https://www.psi.in/chi")))
    chain.append(proved(sent("Chi Labs", "ravi@chi.in", mobile="+919876543210")))
    chain.append(proved(sent("Rho", "else@example.net", mobile="+919876543210")))
    other = proved(sent("Beta"))

    if not is_declared_first:
        declared(officer, chain[0])

    assert seen_by(officer) == {other}


def test_stranger_joins_no_two_ventures_by_their_names():
    officer, lead = factories.actor(Role.OFFICER), factories.actor(Role.LEAD)
    alpha, beta = proved(sent("Alpha")), proved(sent("Beta"))
    declared(officer, alpha)

    as_alpha, as_beta = proved(sent("Alpha", "evil@example.net")), proved(sent("Beta", "evil@example.net"))

    assert seen_by(officer) == {beta}
    assert is_closed_to(officer.user, as_beta.venture)
    assert checked_by(lead) == [as_beta]
    assert as_alpha not in seen_by(officer)
    later = sent("Beta", "colleague@beta.example.org")
    assert seen_by(officer) == {beta, later}


def test_lead_says_that_two_ventures_are_one():
    officer, lead = factories.actor(Role.OFFICER), factories.actor(Role.LEAD)
    alpha, beta = proved(sent("Alpha", "founder@alpha.in")), proved(sent("Beta"))
    declared(officer, alpha)
    between = sent("Beta", "founder@alpha.in")
    assert (seen_by(officer), checked_by(lead)) == ({beta}, [between])

    claims.settle_claim(between, [ONE_ORGANISATION], by=lead, at=AT)

    assert (seen_by(officer), checked_by(lead)) == (set(), [])


def test_stranger_squats_no_name_for_an_address_that_is_not_theirs():
    officer = factories.actor(Role.OFFICER)
    beta = proved(sent("Beta", "b@beta.in"))
    declared(officer, beta)
    sent("Zeta", "b@beta.in")

    zeta = proved(sent("Zeta", "z@zeta.in"))

    assert zeta in seen_by(officer)


def test_number_of_the_declared_venture_itself_closes_no_case_of_another():
    officer, lead = factories.actor(Role.OFFICER), factories.actor(Role.LEAD)
    beta, own = proved(sent("Beta", **NUMBER)), proved(sent("Own"))
    declared(officer, own)

    later = proved(sent("Own", **NUMBER))

    assert seen_by(officer) == {beta}
    assert checked_by(lead) == [later]


def test_accepted_detail_joins_no_two_ventures_that_a_stranger_brought_together():
    officer, colleague = factories.actor(Role.OFFICER), factories.actor(Role.OFFICER)
    alpha, beta = proved(sent("Alpha")), proved(sent("Beta"))
    proved(sent("Alpha", "evil@example.net"))
    between = proved(sent("Beta", "evil@example.net"))

    claims.settle_claim(between, ["website"], by=colleague, at=AT)
    between = sent("Beta", "evil@example.net", website="https://evil.example.net")
    claims.settle_claim(between, ["website"], by=colleague, at=AT)
    declared(officer, alpha)

    assert beta in seen_by(officer)


def test_visible_submissions_take_one_query_however_long_the_chain():
    officer = factories.actor(Role.OFFICER)
    declared(officer, proved(sent("Alpha 1", "a@alpha.in")))
    for number in range(2, 6):
        proved(sent(f"Alpha {number}", "a@alpha.in"))

    with CaptureQueriesContext(connection) as queries:
        assert list(Submission.objects.visible_to(officer)) == []

    assert len(queries) == 1
