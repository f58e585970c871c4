"""Files on their way: refused with a sentence, accepted, opened by an official, asked for, and sent with the answer."""

from pathlib import Path

import pytest
from playwright.sync_api import Download, Page, expect

from tests.hostile.making_files import pdf, png
from tests.journeys import people
from tests.journeys.conftest import PHONE
from tests.journeys.people import Told, heading
from tests.journeys.watch import Look, barriers

QUESTION = "Which stage took longest? A table helps."
ANSWER = "The trials, as the table shows."
TABLE = b"Stage,Days\nTrials,240\nPayment,180\n"


@pytest.fixture
def files(tmp_path) -> dict[str, Path]:
    """Put files on the disk: a letter, a photograph, a table, and a program."""
    contents = {"letter.pdf": pdf(), "range.png": png(), "stages.csv": TABLE, "setup.exe": b"MZ" + bytes(200)}
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    return {name: tmp_path / name for name in contents}


def add(page: Page, *paths: Path) -> None:
    """Choose files and press the button that takes them."""
    page.locator("input[type=file]").set_input_files(paths)
    with page.expect_navigation():
        page.get_by_role("button", name="Add file", exact=True).click()


def lists(page: Page, *names: str) -> None:
    """Wait until the page lists these files, in this order."""
    expect(page.locator(".files .file-name")).to_have_text(names)


def saved(page: Page, name: str) -> bytes:
    """Follow the link to a file and return what the browser saves."""
    with page.expect_download() as waiting:
        page.get_by_role("link", name=name, exact=True).click()
    download: Download = waiting.value
    assert download.suggested_filename == name
    return Path(download.path()).read_bytes()


def attach(page: Page, told: Told, files: dict[str, Path], look: Look) -> None:
    """Attach what is taken, in the step with the point, and get by what is not."""
    page.get_by_label("Summary in one line").fill(told.summary)
    add(page, files["setup.exe"])
    expect(page.get_by_role("alert")).to_contain_text("“setup.exe”: This file type is not accepted.")
    expect(page.get_by_role("alert")).to_be_focused()
    people.titled(page, "Error:")
    expect(page.get_by_label("Summary in one line")).to_have_value(told.summary)
    assert look(page) == []

    add(page, files["letter.pdf"], files["range.png"])
    lists(page, "letter.pdf", "range.png")
    assert look(page) == []
    with page.expect_navigation():
        page.get_by_role("button", name="Remove – range.png").click()
    lists(page, "letter.pdf")

    # Enter in a line of text leads on; it neither adds nor removes a file.
    page.get_by_label("What happened?").fill(told.experience)
    page.locator("input[type=file]").set_input_files(files["stages.csv"])
    with page.expect_navigation():
        page.get_by_label("Summary in one line").press("Enter")
    heading(page, "The effect on you")


def test_files_go_from_the_venture_to_the_official_and_back(visit, look, log_in, files, javascript):
    told = Told(summary=f"The tranche waits for a range, {javascript}", email=f"files-{javascript}@example.org".lower())
    founder = visit(PHONE, javascript=javascript)
    people.begin(founder)
    people.say_challenge(founder, told)
    attach(founder, told, files, look)
    people.say_cost(founder, told)
    people.say_venture(founder, told)
    people.say_consent(founder, told)
    expect(founder.get_by_role("main")).to_contain_text("stages.csv – CSV, 1 KB")
    assert look(founder) == []
    reference, code = people.send(founder)
    expect(founder.get_by_role("main")).to_contain_text("letter.pdf – PDF, 1 KB, SHA-256")

    # An official opens one, and asks.
    officer = visit()
    log_in(officer, "officer")
    officer.goto(f"/admin/engagements/submission/?q={reference}")
    officer.locator("tbody").get_by_role("link").first.click()
    lists(officer, "letter.pdf", "stages.csv")
    expect(officer.locator(".files").first).to_contain_text("Not scanned")
    assert barriers(officer) == []
    assert saved(officer, "stages.csv") == TABLE
    officer.get_by_role("button", name="Start review", exact=True).click()
    officer.locator("#act-ask summary").click()
    officer.locator("#act-ask").get_by_label("Question", exact=True).fill(QUESTION)
    officer.locator("#act-ask").get_by_role("button", name="Send the question").click()

    # The venture answers with a table, from a desk; a program is not taken.
    desk = visit(javascript=javascript)
    people.track(desk, reference, code)
    expect(desk.get_by_role("main")).to_contain_text(QUESTION)
    assert look(desk) == []
    desk.get_by_label("Your answer").fill(ANSWER)
    desk.locator("input[type=file]").set_input_files(files["setup.exe"])
    desk.get_by_role("button", name="Send the answer").click()
    expect(desk.get_by_role("alert")).to_contain_text("choose all files again")
    expect(desk.get_by_label("Your answer")).to_have_value(ANSWER)
    assert look(desk) == []
    desk.locator("input[type=file]").set_input_files([files["stages.csv"], files["range.png"]])
    desk.get_by_role("button", name="Send the answer").click()
    expect(desk.get_by_role("main")).to_contain_text("We have received your answer.")
    lists(desk, "letter.pdf", "stages.csv", "stages.csv", "range.png")
    assert look(desk) == []
    assert saved(desk, "range.png") == png()

    # The official sees it where it was said.
    officer.reload()
    entry = officer.locator(".case li").filter(has_text=ANSWER)
    expect(entry.locator(".file-name").first).to_have_text("stages.csv")
    assert barriers(officer) == []
