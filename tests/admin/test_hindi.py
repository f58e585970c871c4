"""Officials read their pages in Hindi: queue, lists, forms with their errors, reports, log-in."""

import pytest
from django.conf import settings
from django.urls import reverse

from engagements.admin.site import site
from engagements.choices import Role
from tests import factories
from tools.hindi import consultation_in_hindi, english_on_pages, english_words, submission_in_hindi

pytestmark = pytest.mark.django_db

STARTS = ["/admin/", "/policy/", "/accounts/2fa/", "/accounts/password/change/"]
FOLDERS = ("/admin/", "/policy/", "/accounts/")


@pytest.fixture
def desk(client):
    """A desk with something of everything, in Hindi."""
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "hi"
    consultation = consultation_in_hindi()
    officer = factories.actor(Role.OFFICER, full_name="परीक्षण अधिकारी")
    factories.asked(submission_in_hindi(consultation), "कौन-सा चरण था?", by=officer)
    factories.replied(submission_in_hindi(consultation), "नियम बदल दिया गया।", by=officer)
    factories.moved(submission_in_hindi(consultation), "withdraw", reason="कारण।")
    factories.moved(submission_in_hindi(consultation), "quarantine", reason="कारण।")
    submission_in_hindi(consultation)
    return client


@pytest.mark.parametrize("role", list(Role))
def test_pages_of_a_role_have_no_english_words(desk, role):
    desk.force_login(factories.official(role, full_name="परीक्षण अधिकारी"))

    assert english_on_pages(desk, STARTS, within=FOLDERS) == {}


@pytest.mark.parametrize(
    "model", [model for model in site._registry if site._registry[model].has_add_permission], ids=str
)
def test_form_sent_empty_answers_without_english_words(desk, model):
    desk.force_login(factories.official(Role.LEAD, Role.ADMINISTRATOR, full_name="परीक्षण अधिकारी"))
    address = reverse(f"admin:engagements_{model._meta.model_name}_add")
    asked = desk.get(address)
    answered = desk.post(address, empty((asked.context or {}).get("inline_admin_formsets", ())))

    assert [english_words(response.content.decode()) for response in (asked, answered)] == [set(), set()]


def empty(parts):
    """Return what an empty form sends: the counts of its parts, and nothing else."""
    return {
        field.html_name: field.value()
        for part in parts
        for field in part.formset.management_form
        if field.value() is not None
    }


@pytest.mark.parametrize("page", ["account_login", "account_reset_password", "account_reset_password_done"])
def test_pages_before_the_log_in_have_no_english_words(client, shared_cache, page):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "hi"
    asked, answered = client.get(reverse(page)), client.post(reverse(page), {"login": "x", "password": "y"})

    assert [english_words(response.content.decode()) for response in (asked, answered)] == [set(), set()]


def test_consultations_are_listed_by_their_hindi_titles(enter, client):
    enter(Role.LEAD)
    factories.consultation(title="Sessions", title_hi="सत्र", organiser="Department", organiser_hi="विभाग")

    page = client.get("/admin/engagements/consultation/", headers={"accept-language": "hi"}).text

    assert ("सत्र" in page, "विभाग" in page) == (True, True)
