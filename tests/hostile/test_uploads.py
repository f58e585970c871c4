"""Every upload of the corpus through the real form: decided as the table says, without a server error."""

import gc
import html
import sys
import time
import unicodedata
from collections.abc import Iterator

import pytest
from django.core.files.storage import storages
from django.test import Client

from engagements.choices import FileKind
from engagements.errors import ActionRefused
from engagements.models import Attachment, Draft
from engagements.rules.files.kinds import CONTENT_TYPES
from engagements.rules.files.names import kind_of
from tests import factories
from tests.hostile.costly_uploads import never_done
from tests.hostile.making_files import pdf
from tests.hostile.upload_case import Case
from tests.hostile.upload_corpus import corpus
from tests.public import filling

pytestmark = pytest.mark.django_db

# Of the processor, for one request: the child's time is not counted.
WEB_CPU_MS = 50
BOUNDARY = "a-boundary-that-no-file-holds"
MULTIPART = f"multipart/form-data; boundary={BOUNDARY}"


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    """Give each test a storage of its own."""
    settings.MEDIA_ROOT = tmp_path / "media"


def body_of(name: str, content: bytes, **fields: str) -> bytes:
    """Return a body as browsers write it: quotation marks and line ends of a name are percent-encoded."""
    safe = name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{{}}"'
    parts = [f"{head.format(key)}\r\n\r\n{value}\r\n".encode() for key, value in fields.items()]
    start = f'{head.format("attachments")}; filename="{safe}"\r\nContent-Type: text/html\r\n\r\n'.encode()
    return b"".join(parts) + start + content + f"\r\n--{BOUNDARY}--\r\n".encode()


def as_it_arrives(name: str) -> str:
    """Return what is left of a name on the way: no folders, nothing that cannot be printed."""
    last = html.unescape(name.replace('"', "%22").replace("\n", "%0A")).replace("\\", "/").rpartition("/")[2]
    return "".join(character for character in last if character.isprintable() or character in "\u200c\u200d")


def expected_of(case: Case) -> FileKind | str:
    """Return the decision of the table; where the way changes a name, the decision on what is left of it."""
    arrives = as_it_arrives(case.name)
    if not arrives:
        return "Choose a file first"
    if arrives == case.name:
        return case.expected
    try:
        return kind_of(arrives)
    except ActionRefused as refused:
        return refused.message


def cases() -> Iterator[Case]:
    """Yield the corpus without those whose announced size differs from the real one, which no form can send."""
    return (case for case in corpus() if case.announced_size is None)


def test_corpus_is_decided_as_the_table_says_by_the_real_form(capsys):
    client, to = Client(), factories.consultation()
    filling.begin(client, to)
    draft, url = Draft.objects.get(), filling.url("form_step", to, "point")
    wrong, statuses, spent = [], set(), {}
    client.post(url, {"summary": "x", "later": "yes"})
    was = filling.state(client, to, "point")
    # What the suite has left behind is not looked through again while a request is measured.
    gc.collect()
    gc.freeze()
    for case in [*cases(), *never_done()]:
        Attachment.objects.all().delete()
        body = body_of(case.name, case.make(), add="attachments", summary="x", was=was)
        began = time.process_time()
        response = client.generic("POST", url, body, content_type=MULTIPART)
        spent[case.label] = 1000 * (time.process_time() - began)
        statuses.add(response.status_code)
        if not fits(expected_of(case), draft, response):
            wrong.append((case.label, str(expected_of(case)), errors(response)))

    gc.unfreeze()
    worst = max(spent, key=lambda label: spent[label])
    matching = "all" if not wrong else len(spent) - len(wrong)
    with capsys.disabled():
        sys.stdout.write(
            f"\nuploads: cases={len(spent)} decisions_match={matching} 5xx={sum(one >= 500 for one in statuses)} "
            f"web_cpu_ms={spent[worst]:.0f} ({worst})\n"
        )
    assert wrong == [], wrong
    assert statuses <= {200, 303}
    assert len(spent) >= 400
    assert spent[worst] <= WEB_CPU_MS


def fits(expected: FileKind | str, draft: Draft, response) -> bool:
    kinds = [FileKind(file.kind) for file in draft.attachments.all()]
    if isinstance(expected, FileKind):
        return (kinds, response.status_code) == ([expected], 303)
    return kinds == [] and any(expected in sentence for sentence in errors(response))


def errors(response) -> list[str]:
    return [str(error) for error in response.context["form"].errors.get("attachments", [])] if response.context else []


def test_names_that_arrive_changed_are_not_dangerous():
    """What is stored and handed out holds nothing of a path, and nothing that cannot be seen."""
    client, to = Client(), factories.consultation()
    filling.begin(client, to)
    for number, case in enumerate(case for case in cases() if case.label.startswith("name")):
        table = f"a,b\n1,{number}\n".encode()
        name = case.name.replace(".pdf", ".csv")
        Attachment.objects.all().delete()
        body = body_of(name, table, add="attachments", was=filling.state(client, to, "point"))
        client.generic("POST", filling.url("form_step", to, "point"), body, content_type=MULTIPART)
        for file in Attachment.objects.all():
            assert not set(file.original_name) & set('/\\:*?"<>|;%\0')
            assert all(unicodedata.category(one) != "Cc" for one in file.original_name)
            assert storages["default"].path(file.stored_name).endswith(f"/media/{file.stored_name}")


def test_kinds_are_never_handed_out_as_what_a_browser_runs():
    assert not any("html" in kind or "svg" in kind or "script" in kind for kind in CONTENT_TYPES.values())


def test_hindi_name_keeps_its_joiners_on_the_way():
    client, to = Client(), factories.consultation()
    filling.begin(client, to)
    name = "क\u094d\u200dषति विवरण.pdf"
    body = body_of(name, pdf(), add="attachments", was=filling.state(client, to, "point"))

    client.generic("POST", filling.url("form_step", to, "point"), body, content_type=MULTIPART)

    assert [file.original_name for file in Attachment.objects.all()] == [name]
