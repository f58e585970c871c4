"""A venture that reads Hindi: it changes the language in the middle of the form, sends, and follows its point."""

from playwright.sync_api import Page, expect

from tests.hindi import plain_english_words
from tests.journeys import people
from tests.journeys.people import Told, choose, heading
from tests.journeys.watch import barriers, is_wider

SUMMARY = "चरण का भुगतान स्वीकृति के पाँच महीने बाद मिला"
PAGES = [
    "/",
    "/consultations/",
    people.CONSULTATION,
    "/track/",
    "/my/",
    "/receipt/",
    "/sitemap/",
    "/help/",
    "/privacy/",
]


def faults_of(page: Page) -> list[str]:
    """Return what is wrong with a page: it is to be marked as Hindi, no wider than its window, without barriers."""
    wrong = {
        "is wider than its window": is_wider(page),
        "is not marked as Hindi": page.locator("html").get_attribute("lang") != "hi",
    }
    return [f"{page.url} {fault}" for fault, is_so in wrong.items() if is_so] + barriers(page)


def go_on(page: Page) -> None:
    people.go_on(page, "आगे बढ़ें")


def tell_in_hindi(page: Page, told: Told) -> None:
    """Fill the form from its second step on, with a mistake on the way."""
    heading(page, "आपकी बात")
    go_on(page)
    expect(page.get_by_role("alert")).to_contain_text("अपनी बात एक पंक्ति में लिखें।")
    people.titled(page, "त्रुटि:")
    assert faults_of(page) == []
    page.get_by_label("आपकी बात एक पंक्ति में").fill(told.summary)
    page.get_by_label("क्या हुआ?").fill("स्वीकृति पर अक्टूबर में हस्ताक्षर हुए; राशि मार्च में मिली।")
    go_on(page)
    assert faults_of(page) == []
    choose(page, "भारी पड़ती है")
    page.get_by_label("कितने रुपये अटके हैं या अटके थे?").fill("साढ़े बारह लाख")
    go_on(page)
    expect(page.get_by_role("alert")).to_contain_text("राशि रुपये में लिखें")
    page.get_by_label("कितने रुपये अटके हैं या अटके थे?").fill("१२.५ लाख")
    go_on(page)
    assert faults_of(page) == []
    page.get_by_label("उद्यम का नाम").fill(told.venture)
    page.get_by_label("उद्यम का प्रकार").select_option(label="सूक्ष्म उद्यम")
    page.get_by_label("राज्य या संघ राज्य क्षेत्र").select_option(label="उत्तर प्रदेश")
    page.get_by_label("आपका नाम").fill("आशा राव")
    page.get_by_label("ई-मेल पता").fill(told.email)
    go_on(page)
    choose(page, "केवल गिनती में")
    choose(page, "मेरा लिखा अवर्गीकृत है")
    choose(page, "मैंने ऊपर दी गई सूचना")
    assert faults_of(page) == []
    go_on(page)


def test_point_is_told_and_followed_in_hindi(visit, site, screen):
    told = Told(summary=SUMMARY, venture="हिंदी उद्यम", email=f"hindi-{screen['width']}@journey.example.org")
    page = visit(screen)
    people.begin(page)
    people.say_challenge(page, told)
    heading(page, "Your point")
    page.get_by_role("button", name="हिंदी", exact=True).click()
    tell_in_hindi(page, told)

    heading(page, "अपने उत्तर जाँचें")
    expect(page.get_by_role("main")).to_contain_text("₹12,50,000")
    assert faults_of(page) == []
    page.get_by_role("button", name="मेरी बात भेजें").click()
    heading(page, "आपकी बात हमें मिल गई")
    assert faults_of(page) == []
    reference, code = people.reference_on(page), people.code_on(page)

    [acknowledgement] = site.mails_to(told.email)
    assert plain_english_words(f"{acknowledgement['Subject']}\n{acknowledgement.get_content()}") == set()

    page.goto("/track/")
    page.get_by_label("संदर्भ संख्या", exact=True).fill(reference)
    page.get_by_label("पहुँच कोड", exact=True).fill(code)
    page.get_by_role("button", name="खोलें", exact=True).click()
    heading(page, SUMMARY)
    expect(page.get_by_role("main")).to_contain_text("आपकी प्रस्तुति हमें मिली।")
    assert faults_of(page) == []


def test_public_pages_in_hindi_have_no_barriers(visit, screen):
    page = visit(screen, locale="hi-IN")
    for address in PAGES:
        page.goto(address)
        assert faults_of(page) == []


def test_officials_pages_in_hindi_have_no_barriers(visit, screen, log_in):
    page = visit(screen)
    log_in(page, "lead")
    page.get_by_role("button", name="हिंदी", exact=True).click()
    for address in [
        "/admin/",
        "/admin/engagements/submission/",
        "/policy/",
        "/policy/challenges/",
        "/policy/submissions/",
    ]:
        page.goto(address)
        assert faults_of(page) == []
