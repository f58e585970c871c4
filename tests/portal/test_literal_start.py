"""The start that docs/operating.md describes, typed word for word, ends with a portal that can be used."""

import re
import shutil
import subprocess

import pytest
from django.core.management import get_commands
from django.db import connection

from portal.settings import env
from tests.literal import page
from tests.literal.__main__ import server_for
from tests.literal.walk import start_and_use

TEXT = page.PAGE.read_text(encoding="utf-8")
UNITS = sorted(path.name for path in page.FILES.iterdir() if path.suffix in {".service", ".socket", ".timer"})
SERVICES = [name for name in UNITS if name.endswith(".service")]


def commands_in(text: str) -> list[str]:
    """Return the lines of a page on which a command of the portal is typed."""
    return [line for block in page.blocks(text) for line in block.commands.splitlines() if "manage.py" in line]


def test_start_as_the_page_says_can_be_used(tmp_path):
    """Also shown by `python -m tests.literal`, which tells what was seen."""
    server = server_for(connection.vendor)
    if server is None:
        pytest.skip("neither DATABASE_URL nor the programs of PostgreSQL")
    with server as address:
        seen = start_and_use(tmp_path / "home", database=address)

    assert [line.partition(":")[0] for line in seen if line.startswith(("sent", "restored", "/readyz"))] == [
        "/readyz", "/readyz", "sent", "restored",
    ]  # fmt: skip


def test_page_types_commands_as_they_are_typed():
    lines = commands_in(TEXT)

    assert len(lines) >= 8
    assert [line for line in lines if not line.startswith(".venv/bin/python manage.py ")] == []
    assert {line.split()[2] for line in lines} <= set(get_commands())


def test_page_that_types_a_command_no_machine_has_is_noticed():
    planted = "```sh start\nmanage.py migrate\n.venv/bin/python manage.py migrat\n```\n"
    lines = commands_in(planted)

    assert [line for line in lines if not line.startswith(".venv/bin/python manage.py ")] == ["manage.py migrate"]
    assert lines[1].split()[2] not in get_commands()


@pytest.mark.parametrize("block", page.blocks(TEXT), ids=lambda block: " ".join(sorted(block.words)))
def test_page_types_what_a_shell_can_read(block):
    read = subprocess.run(["bash", "-n"], input=block.commands, capture_output=True, text=True)

    assert (read.returncode, read.stderr) == (0, "")


def test_page_types_for_each_database_what_it_needs_alone():
    typed = {kind: "".join(page.typed(TEXT, database=kind, part="backup")) for kind in page.DATABASES}

    assert [("pg_dump" in text, "sqlite3" in text) for text in typed.values()] == [(True, False), (False, True)]


def test_units_are_named_on_the_page_and_start_what_there_is():
    instances = set(re.findall(r"portal[\w-]*(?:@\w*)?\.(?:service|socket|timer)", TEXT))
    named = {re.sub(r"@\w+", "@", name) for name in instances}
    started = [line.split() for name in SERVICES for line in page.unit(name)["ExecStart"]]

    assert {name for name in UNITS if name not in named} == {"portal-command@.service", "portal-audit.service"}
    assert named <= set(UNITS)
    assert {words[0] for words in started} == {f"{page.HOME}/portal/.venv/bin/python"}
    own = {words[2] for words in started if words[1] == "manage.py"} - {"%i"}
    assert own | set(page.timed(TEXT)) <= set(get_commands())


@pytest.mark.parametrize("name", SERVICES)
def test_units_run_for_the_account_alone_with_its_settings(name):
    settings = page.unit(name)
    facts = [settings[key] for key in ("User", "UMask", "WorkingDirectory", "EnvironmentFile", "ReadWritePaths")]

    assert facts == [
        ["feedback"], ["0077"], [f"{page.HOME}/portal"], [f"{page.HOME}/portal.env"], [f"{page.HOME}/data"],
    ]  # fmt: skip


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd-analyze")
@pytest.mark.parametrize("name", UNITS)
def test_units_are_what_systemd_reads(name, tmp_path):
    for other in UNITS:
        text = (page.FILES / other).read_text(encoding="utf-8")
        (tmp_path / other).write_text(text.replace(f"{page.HOME}/portal/.venv/bin/python", "/bin/true"))
    read = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", tmp_path / name.replace("@", "@remind")],
        env={"SYSTEMD_UNIT_PATH": f"{tmp_path}:", "PATH": "/usr/bin:/bin"}, capture_output=True, text=True,
    )  # fmt: skip

    assert [line for line in read.stderr.splitlines() if "portal" in line] == []


@pytest.mark.skipif(not shutil.which("nginx") or not shutil.which("openssl"), reason="no nginx or no openssl")
def test_proxy_is_what_nginx_reads(tmp_path):
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=feedback.example.org",
         "-keyout", tmp_path / "privkey.pem", "-out", tmp_path / "fullchain.pem"],
        check=True, capture_output=True,
    )  # fmt: skip
    text = (page.FILES / "nginx.conf").read_text(encoding="utf-8")
    for place in ("/etc/letsencrypt/live/feedback.example.org", "/var/log/nginx"):
        text = text.replace(place, str(tmp_path))
    whole = tmp_path / "whole.conf"
    whole.write_text(f"pid {tmp_path}/pid;\nevents {{}}\nhttp {{\naccess_log off;\n{text}}}\n")
    read = subprocess.run(["nginx", "-t", "-e", "stderr", "-c", whole], capture_output=True, text=True)

    assert (read.returncode, "successful" in read.stderr) == (0, True), read.stderr


def test_example_settings_name_all_that_must_be_set_and_nothing_unknown():
    given = set(page.settings_in(page.FILES / "portal.env"))

    assert {one.name for one in env.variables if one.default is None} <= given
    assert given <= {one.name for one in env.variables}
