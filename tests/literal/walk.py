"""Start the portal as the page says, and use it: closed without a privacy notice, then open, then restored."""

import base64
import hmac
import json
import re
import time
from pathlib import Path

from tests.literal import page
from tests.literal.browser import Browser
from tests.literal.machine import Failed, Machine, listening

ADDRESS, PASSWORD = "administrator@ministry.example", "a password for this start alone"
FORM = "/consultations/march-2025-start-up-and-msme-sessions/submit/"
GAP = re.compile(r"\[(?:To be filled in by the ministry|मंत्रालय द्वारा भरा जाएगा): [^\[\]]+\]")
# A page breaks a reference where it may be broken.
REFERENCE = re.compile(r"DDP/ ?\d{4}-\d\d/ ?\d{6}-\w")
REFERENCES = "from engagements.models import Submission; print(*Submission.objects.values_list('reference', flat=True))"
READY = {"database": "ok", "migrations": "ok", "mail": "ok", "disk": "ok", "notice": "ok"}
SECONDS_FOR_MAIL = 60
SECONDS_TO_START = 60


def start_and_use(home: Path, *, database: str = "", is_whole: bool = False) -> list[str]:
    """Do all that the page says in an empty folder, and return what was seen; raise Failed where it does not hold.

    `database` is a PostgreSQL server on which databases may be made; without it, SQLite is taken.
    """
    machine = Machine(home, database, is_whole)
    seen = install(machine)
    try:
        with listening() as listener:
            machine.start_unit("portal.service", listener)
            machine.start_unit("portal-mail.service")
            browser = Browser(listener.getsockname()[1], "feedback.example.org")
            wait_until_alive(browser)
            seen += look_before_the_notice(browser)
            seen += publish_the_notice(browser)
            first = send(browser)
            seen += [f"sent: {first}", wait_for_mail(machine, first)]
            seen += run_daily(machine)
            seen += back_up_and_restore(machine, browser, kept=first)
    except Exception as error:
        raise Failed(f"{error}\n{machine.logs()}") from error
    finally:
        machine.stop_units()
    return [*seen, look_at_modes(machine)]


def install(machine: Machine) -> list[str]:
    """Type steps 2 to 5 and the consultation of step 7; the settings are edited where an operator edits them."""
    machine.put_code()
    text, printed = page.PAGE.read_text(encoding="utf-8"), []
    for commands in page.typed(text, database=machine.kind):
        if "createsuperuser" in commands:
            machine.answer(commands, [ADDRESS, "The Administrator", PASSWORD, PASSWORD])
        else:
            printed.append(machine.type(commands))
        if "portal.env" in commands and "SECRET_KEY" in commands:
            edit_settings(machine)
    told = "\n".join(printed)
    check("engagements.W021" in told, f"check --deploy says nothing of the privacy notice:\n{told}")
    check("6 policies, 4 reply templates" in told, f"no reference data was loaded:\n{told}")
    again = machine.type(".venv/bin/python manage.py load_reference_data")
    check(not re.search(r"[1-9]", again), f"loading again changed something: {again}")
    return ["check --deploy names the notice", again.strip()]


def edit_settings(machine: Machine) -> None:
    """Put in what differs from machine to machine: here the folder, the database and the mail."""
    file = machine.home / "portal.env"
    lines = {
        "EMAIL_URL": f"file://{machine.home}/mail",
        "DATABASE_URL": f"sqlite:///{machine.home}/data/portal.sqlite3",
    }
    if machine.database:
        lines["DATABASE_URL"] = machine.database.rpartition("/")[0] + "/feedback"
    text = machine.here(file.read_text(encoding="utf-8"))
    for name, value in lines.items():
        text = re.sub(rf"^{name}=.*$", f'{name}="{value}"', text, flags=re.MULTILINE)
    file.write_text(text, encoding="utf-8")


def wait_until_alive(browser: Browser) -> None:
    """Wait until the server answers; the socket is open before it does."""
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        try:
            if browser.open("/healthz").status == 200:
                return
        except OSError:
            time.sleep(0.2)
    raise Failed("the server does not answer")


def readiness(browser: Browser) -> dict[str, str]:
    """Return what /readyz says of each part."""
    return dict(json.loads(browser.open("/readyz").text))


def look_before_the_notice(browser: Browser) -> list[str]:
    """See that every link in the footer works, and that nothing can be sent yet."""
    footer = browser.open("/").text.partition('<footer class="footer">')[2]
    links = re.findall(r'href="([^"]+)"', footer)
    answers = {link: browser.open(link).status for link in links}
    check(len(links) >= 6 and set(answers.values()) == {200}, f"links in the footer: {answers}")
    states = readiness(browser)
    check(states == READY | {"notice": "missing"}, f"/readyz: {states}")
    check("Feedback cannot be given yet" in browser.open(FORM).words, f"the form is open:\n{browser.at.words}")
    return [f"footer: {len(links)} links answer 200", "/readyz: notice missing, form closed"]


def publish_the_notice(browser: Browser) -> list[str]:
    """Log in for the first time, set up the second factor, fill the privacy notice in as a draft, and publish it."""
    browser.open("/accounts/login/?next=/admin/")
    browser.send(having="password", login=ADDRESS, password=PASSWORD)
    browser.open("/accounts/2fa/totp/activate/")
    browser.send(having="password", password=PASSWORD)
    secret = re.search(r'<span class="code">([A-Z2-7]+)</span>', browser.at.text)
    check(secret is not None, f"no second factor is asked for:\n{browser.at.words}")
    browser.send(having="code", code=code_of(secret[1] if secret else ""))
    check("The submission form is closed" in browser.open("/admin/").words, f"the home says:\n{browser.at.words}")
    address = "/admin/engagements/policyversion/add/?kind=privacy"
    texts = {name: browser.open(address).form(having="body")[name][0] for name in ("body", "body_hi")}
    check(all(GAP.search(one) for one in texts.values()), "the draft has no blanks")
    browser.send(having="body", publish="1")
    check("Fill in the text in square brackets" in browser.at.words, "a notice with blanks was published")
    filled = {name: GAP.sub("Office of the Director", one) for name, one in texts.items()}
    browser.open(address)
    browser.send(having="body", **filled, save="1")
    check("is saved. Only officials read it." in browser.at.words, f"no draft was saved:\n{browser.at.words}")
    browser.send(having="body", publish="1")
    check("Privacy notice, version 1 has been published" in browser.at.words, f"not published:\n{browser.at.words}")
    states = readiness(browser)
    check(states == READY, f"/readyz: {states}")
    return ["first log-in with a second factor; notice drafted, filled in, published", "/readyz: all ok"]


def code_of(secret: str) -> str:
    """Return the code that an authenticator app shows now (RFC 6238), without Django, which has no settings here."""
    counter = int(time.time() // 30).to_bytes(8)
    digest = hmac.digest(base64.b32decode(secret + "=" * (-len(secret) % 8)), counter, "sha1")
    place = digest[-1] & 15
    return f"{(int.from_bytes(digest[place : place + 4]) & 0x7FFFFFFF) % 1_000_000:06d}"


def send(browser: Browser) -> str:
    """Fill in the whole form as a visitor, send it, and return the reference."""
    visitor = Browser(browser.port, browser.host)
    visitor.open(FORM)
    visitor.send()
    choices = {name: visitor.at.values_of(name)[0] for name in ("challenge", "focus_areas")}
    visitor.send(having="challenge", **choices)
    visitor.send(having="summary", summary="Paid late", experience="Signed in October, paid in March.", proposal="")
    visitor.send(having="severity", severity="3")
    person = {"contact_name": "Asha Rao", "email": "asha@venture.example"}
    visitor.send(having="email", venture_name="Acme", kind="startup", state="KA", **person)
    visitor.send(having="has_read_notice", consent="unnamed", is_unclassified="on", has_read_notice="on")
    visitor.send(having="version")
    found = REFERENCE.search(visitor.at.words)
    check(visitor.at.path.endswith("/done/") and found is not None, f"not sent: {visitor.at.path}\n{visitor.at.words}")
    return found[0].replace(" ", "") if found else ""


def wait_for_mail(machine: Machine, reference: str) -> str:
    """Wait until the acknowledgement was delivered by the mail process."""
    deadline = time.monotonic() + SECONDS_FOR_MAIL
    while time.monotonic() < deadline:
        if any(reference in file.read_text() for file in (machine.home / "mail").glob("*.log")):
            return "acknowledged by mail"
        time.sleep(0.5)
    raise Failed(f"no mail names {reference}")


def run_daily(machine: Machine) -> list[str]:
    """Run what the timers run."""
    text = page.PAGE.read_text(encoding="utf-8")
    commands = page.timed(text)
    for command in commands:
        machine.run_unit("portal-command@.service", command)
    machine.run_unit("portal-audit.service")
    return [f"by timer: {', '.join(commands)}, and the proof of the trail"]


def back_up_and_restore(machine: Machine, browser: Browser, *, kept: str) -> list[str]:
    """Back up while the portal runs, send once more, stop, restore, and find what was there at the backup."""
    text = page.PAGE.read_text(encoding="utf-8")
    sessions = {
        part: "\n".join(page.typed(text, database=machine.kind, part=part)) for part in ("backup", "restore", "update")
    }
    machine.type(sessions["backup"])
    later = send(browser)
    machine.stop_units()
    machine.type(sessions["restore"])
    found = machine.type(f'.venv/bin/python manage.py shell --verbosity 0 -c "{REFERENCES}"').split()
    check(found == [kept], f"restored: {found}, sent before the backup: {kept}, after it: {later}")
    machine.type(sessions["update"])
    return [f"restored: {kept}, without {later}", "updated"]


def look_at_modes(machine: Machine) -> str:
    """See that nobody else may read what the portal wrote, with the settings and the copies."""
    folders = [machine.home / name for name in ("data", "mail", "backup")]
    paths = [machine.home / "portal.env", *folders, *(path for folder in folders for path in folder.rglob("*"))]
    loose = [f"{path.stat().st_mode & 0o777:o} {path.relative_to(machine.home)}" for path in paths if is_loose(path)]
    check(not loose, "readable by others:\n" + "\n".join(loose[:20]))
    return f"{sum(path.is_file() for path in paths)} files are 0600"


def is_loose(path: Path) -> bool:
    """Return whether others may do something with a file or a folder."""
    return bool(path.stat().st_mode & 0o077)


def check(holds: bool, problem: str) -> None:
    """Raise Failed with what was seen instead."""
    if not holds:
        raise Failed(problem)
