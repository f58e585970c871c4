"""The templates that come with the portal: recorded once, in both languages, with placeholders that there are."""

import pytest

from engagements.choices import ReplyKind
from engagements.models import AuditEvent, ReplyTemplate
from engagements.rules.placeholders import check_placeholders
from engagements.seeds.replies.load import load_reply_templates
from tests.factories import AT

pytestmark = pytest.mark.django_db


def test_load_records_the_templates_once():
    assert (load_reply_templates(at=AT), load_reply_templates(at=AT)) == (4, 0)
    assert AuditEvent.objects.filter(target_type="replytemplate").count() == 4
    assert sorted(ReplyTemplate.objects.values_list("kind", flat=True)) == ["final", "final", "interim", "interim"]


def test_load_leaves_what_officials_changed():
    load_reply_templates(at=AT)
    ReplyTemplate.objects.filter(name="Submission recorded").update(body="Ours.", kind=ReplyKind.INTERIM)

    assert load_reply_templates(at=AT) == 0
    assert ReplyTemplate.objects.get(name="Submission recorded").body == "Ours."


def test_templates_speak_both_languages_with_the_same_placeholders():
    load_reply_templates(at=AT)

    for template in ReplyTemplate.objects.all():
        texts = (template.body, template.body_hi)
        named = [{word.partition("}")[0] for word in text.split("{")[1:]} for text in texts]
        assert named[0] == named[1]
        assert [check_placeholders(text) for text in texts] == [None, None]
