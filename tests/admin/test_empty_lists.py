"""What a list says while it holds nothing: what will stand there, and no controls to look through nothing."""

import pytest
from django.urls import reverse

from engagements.choices import Role
from engagements.models import Absence, Desk, RecordedSubmission, SpreadsheetImport, Submission
from tests import factories

pytestmark = pytest.mark.django_db
WORDS = {
    Absence: "a colleague covers",
    Desk: "A desk is a group of officials",
    RecordedSubmission: "The venture is asked to confirm it",
    SpreadsheetImport: "You can see what will happen to each row",
    Submission: "Submissions from ventures, and those that officials record for them",
}


@pytest.mark.parametrize("model", WORDS)
def test_list_without_rows_says_what_will_stand_there(client, model):
    client.force_login(factories.official(Role.LEAD))

    page = client.get(reverse(f"admin:engagements_{model._meta.model_name}_changelist"))

    assert WORDS[model] in page.text
    assert 'type="search"' not in page.text


def test_list_with_rows_can_be_searched_and_narrowed_to_none(client):
    client.force_login(factories.official(Role.LEAD))
    factories.submission()
    address = reverse("admin:engagements_submission_changelist")

    pages = [client.get(address), client.get(address, {"q": "nothing-has-this"})]

    assert ['type="search"' in page.text for page in pages] == [True, True]
    assert [WORDS[Submission] in page.text for page in pages] == [False, False]
    assert "No results" in pages[1].text
