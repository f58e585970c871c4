"""Mailed links: stored as digests, working for their time, used once where they let somebody in."""

from datetime import date, timedelta

import pytest

from engagements.actions import drafts, links
from engagements.choices import AbuseSign, LinkPurpose, MessageKind
from engagements.models import MailedLink, OutgoingMessage
from engagements.rules import codes
from tests import factories

pytestmark = pytest.mark.django_db

AT = factories.AT
RESUME, MINE = LinkPurpose.RESUME_DRAFT, LinkPurpose.MY_SUBMISSIONS
ADDRESS = "asha@example.org"


def begun(**fields):
    return drafts.start_draft(factories.consultation(**fields), language="en", at=AT)[0]


def resume_link(draft, *, email=ADDRESS, at=AT):
    links.mail_resume_link(draft, email, language="en", at=at)
    return mailed()


def my_link(email=ADDRESS, *, at=AT):
    links.mail_my_link(email, language="en", at=at)
    return mailed()


def mailed():
    """Return the token in the mail that was queued last."""
    lines = OutgoingMessage.objects.latest("pk").body.splitlines()
    [link] = [line for line in lines if line.startswith("https://feedback.example.org/")]
    return link.rstrip("/").rsplit("/", 1)[-1]


def test_link_to_a_draft_is_mailed_and_the_address_kept():
    draft = begun()

    token = resume_link(draft, email=" Asha@Example.org ")

    draft.refresh_from_db()
    mail = OutgoingMessage.objects.get()
    assert (mail.kind, mail.recipient, mail.submission, draft.email) == (
        *(MessageKind.RESUME_LINK, ADDRESS, None),
        ADDRESS,
    )
    assert f"https://feedback.example.org/resume/{token}/\n" in mail.body
    assert links.usable(token, RESUME, at=AT).draft == draft


def test_token_of_a_link_is_stored_as_its_digest_only():
    token = my_link()

    assert list(MailedLink.objects.values_list("token_hash", "email", "draft")) == [
        (codes.code_digest(token), ADDRESS, None)
    ]


@pytest.mark.parametrize("email", [ADDRESS, "nobody@example.org"], ids=["known", "unknown"])
def test_my_link_takes_the_same_work_for_every_address(email, django_assert_num_queries):
    factories.submission(person={"email": ADDRESS})

    with django_assert_num_queries(5):
        links.mail_my_link(email, language="en", at=AT)

    assert MailedLink.objects.get().email == email


def test_my_link_says_the_same_to_every_address():
    factories.submission(person={"email": ADDRESS})
    texts = []
    for email in (ADDRESS, "nobody@example.org"):
        token = my_link(email)
        mail = OutgoingMessage.objects.latest("pk")
        texts.append((mail.subject, mail.body.replace(token, "TOKEN")))

    assert texts[0] == texts[1]


def test_link_opens_nothing_for_another_purpose_or_token():
    draft = begun()
    to_draft, to_mine = resume_link(draft), my_link()

    assert [links.usable(token, RESUME, at=AT) for token in (to_mine, to_draft[:-1], "", "\ud800", "x" * 9_000)] == [
        None
    ] * 5
    assert links.usable(to_draft, MINE, at=AT) is None
    assert links.usable(f" {to_draft.lower()} ", RESUME, at=AT).draft == draft


def test_my_link_works_for_half_an_hour():
    token = my_link()

    moments = [timedelta(minutes=30, microseconds=-1), timedelta(minutes=30)]
    assert [links.usable(token, MINE, at=AT + after) is not None for after in moments] == [True, False]


def test_my_link_is_used_once():
    token = my_link()
    first, second = links.usable(token, MINE, at=AT), links.usable(token, MINE, at=AT)

    assert [links.consume_link(link, at=AT) for link in (first, second)] == [True, False]
    assert links.usable(token, MINE, at=AT) is None


def test_link_to_a_draft_works_on_the_last_day_on_which_it_is_kept():
    draft = begun()
    token = resume_link(draft)

    last = AT.replace(month=5, day=2, hour=18, minute=29)
    assert draft.kept_until == date(2025, 5, 2)
    assert [links.usable(token, RESUME, at=at) is not None for at in (last, last + timedelta(minutes=1))] == [
        *(True, False)
    ]


def test_link_to_a_draft_lives_on_when_the_draft_is_saved():
    draft = begun()
    token = resume_link(draft)
    drafts.save(draft, step="point", answers={}, language="en", at=AT + timedelta(days=20))

    assert links.usable(token, RESUME, at=AT + timedelta(days=49)).draft == draft


def test_second_mail_within_ten_minutes_is_not_sent_and_the_first_is_told():
    first = links.mail_my_link(ADDRESS, language="en", at=AT)
    again = links.mail_my_link(" Asha@Example.org", language="en", at=AT + timedelta(minutes=9))

    assert first is None
    assert (again.made_at, again.expires_at) == (AT, AT + timedelta(minutes=30))
    assert OutgoingMessage.objects.count() == 1


def test_whoever_asks_in_another_s_name_leaves_the_owner_a_link_that_works():
    """A stranger asks every minute: at any moment the newest mail has a link that works for 20 minutes more."""
    for minute in range(60):
        at = AT + timedelta(minutes=minute)
        links.mail_my_link(ADDRESS, language="en", at=at)
        assert MailedLink.objects.latest("made_at").expires_at >= at + timedelta(minutes=20)

    assert OutgoingMessage.objects.count() == 6


def test_mail_goes_again_after_ten_minutes_whether_the_link_was_used_or_not():
    for turn in range(3):
        token = my_link(at=AT + timedelta(minutes=10 * turn))
        links.consume_link(links.usable(token, MINE, at=AT + timedelta(minutes=10 * turn)), at=AT)

    assert OutgoingMessage.objects.count() == 3


def test_link_to_a_draft_is_mailed_again_after_ten_minutes():
    draft = begun()
    minutes = [0, 9, 10]
    earlier = [
        links.mail_resume_link(draft, ADDRESS, language="en", at=AT + timedelta(minutes=minute)) for minute in minutes
    ]

    assert [one is None for one in earlier] == [True, False, True]
    assert OutgoingMessage.objects.count() == 2


def test_links_to_drafts_of_others_do_not_keep_an_address_from_its_own():
    for _turn in range(6):
        links.mail_resume_link(begun(), ADDRESS, language="en", at=AT)

    assert links.mail_resume_link(begun(), ADDRESS, language="en", at=AT) is None


def test_address_is_proved_for_half_an_hour_by_a_used_link():
    token = my_link()
    link = links.usable(token, MINE, at=AT)
    assert links.email_from_link(link.pk, at=AT) == ""
    links.consume_link(link, at=AT)

    moments = [timedelta(0), timedelta(minutes=30, microseconds=-1), timedelta(minutes=30)]
    assert [links.email_from_link(link.pk, at=AT + after) for after in moments] == [ADDRESS, ADDRESS, ""]


def test_submissions_are_those_sent_from_the_address_newest_first():
    first = factories.submission(person={"email": ADDRESS})
    factories.submission(person={"email": "other@example.org"})
    second = factories.submission(person={"email": "Asha@example.org"}, at=AT + timedelta(days=1))
    held = factories.submission(person={"email": ADDRESS}, at=AT + timedelta(days=2), abuse_signs=[AbuseSign.FLOOD])

    assert links.submissions_by_email(" ASHA@example.org") == [held, second, first]


def test_submissions_take_the_same_queries_however_many(django_assert_num_queries):
    for _turn in range(3):
        factories.submission(person={"email": ADDRESS})

    with django_assert_num_queries(1):
        rows = links.submissions_by_email(ADDRESS)
        assert len([(row.consultation.title, row.challenge.name) for row in rows]) == 3
