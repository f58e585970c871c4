"""Every file of the corpus gets the decision expected of it, and no bytes at all bring anything else.

The parsers run in the test's own process here; in their child process they are run by tests/hostile and test_child.
"""

import io
import sys
import unicodedata
from functools import cache

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, settings
from hypothesis import strategies as st

from engagements.choices import FileKind
from engagements.errors import ActionRefused
from engagements.inspection.files import check_file, check_size
from engagements.inspection.parsers.faults import FileFault
from engagements.inspection.parsers.program import verdict_on
from engagements.inspection.sentences import SENTENCES, sentence_of
from engagements.rules.files.kinds import CONTENT_TYPES, check_beginning
from engagements.rules.files.names import NAME_MAX, check_name, clean_name, kind_of
from tests.hostile.making_files import docx_parts, jpeg, object_stream, pdf, png, xlsx_parts, zipped
from tests.hostile.upload_corpus import CSV, Case, corpus


def decision(name: str, body: bytes, *, size: int | None = None) -> FileKind | str:
    """Return the kind that a file is taken as, or the sentence it is refused with."""
    try:
        kind = kind_of(name)
        check_size(body, announced=len(body) if size is None else size)
        check_beginning(body, kind)
    except ActionRefused as refused:
        return refused.message
    verdict = verdict_on(body, task=f"check {kind.value}")
    return sentence_of(verdict["fault"]) if verdict else kind


@cache
def decided(each: Case) -> FileKind | str:
    return decision(each.name, each.make(), size=each.announced_size)


def is_as_expected(each: Case, found: FileKind | str) -> bool:
    if isinstance(each.expected, FileKind) or isinstance(found, FileKind):
        return found is each.expected
    return each.expected in found


@pytest.mark.parametrize("each", corpus(), ids=str)
def test_check_file_decides_as_expected(each):
    assert is_as_expected(each, decided(each)), decided(each)


def test_corpus_is_large_and_covers_every_kind(capsys):
    """The figures are printed; the corpus may only grow."""
    cases = corpus()
    taken = [each for each in cases if isinstance(each.expected, FileKind)]
    matching = sum(is_as_expected(each, decided(each)) for each in cases)
    with capsys.disabled():
        sys.stdout.write(
            f"\nuploads: cases={len(cases)} taken={len(taken)} refused={len(cases) - len(taken)} "
            f"decisions_match={matching}\n"
        )

    assert len(cases) >= 180 and matching == len(cases)
    assert {each.expected for each in taken} == set(FileKind)
    assert len({each.label for each in cases}) == len(cases)


def test_corpus_words_tell_the_reasons_apart():
    """What a case expects picks one sentence; only what a name should have said names the kind too."""
    sentences: dict[str, set[str]] = {}
    for each in corpus():
        if not isinstance(each.expected, FileKind):
            sentences.setdefault(each.expected, set()).add(str(decided(each)))

    assert {words for words, found in sentences.items() if len(found) > 1} == {"does not match its name"}


def test_check_file_reads_from_the_beginning_and_goes_back_there():
    content = io.BytesIO(CSV)
    content.seek(7)

    assert check_file("x.csv", content, len(CSV)) is FileKind.CSV
    assert content.tell() == 0


def test_check_file_takes_what_django_hands_over():
    upload = SimpleUploadedFile("रिपोर्ट.pdf", pdf(), content_type="text/html")

    assert check_file(upload.name, upload, upload.size) is FileKind.PDF


def test_check_file_reads_no_more_than_is_allowed():
    class Endless(io.BytesIO):
        asked: list[int] = []

        def read(self, size: int | None = -1) -> bytes:
            self.asked.append(-1 if size is None else size)
            return b"x" * (size or 0)

    with pytest.raises(ActionRefused, match="larger than 5 MB"):
        check_file("x.csv", Endless(), 5)
    assert Endless.asked == [5 * 1024 * 1024 + 1]


def test_content_types_are_known_for_every_kind():
    assert list(CONTENT_TYPES) == list(FileKind)


def test_every_fault_has_a_sentence():
    assert list(SENTENCES) == list(FileFault)


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("report.pdf", "report.pdf"),
        ("रिपोर्ट २०२५.pdf", "रिपोर्ट २०२५.pdf"),
        ("a/b\\c.pdf", "a_b_c.pdf"),
        ('x"; filename=y.pdf', "x__ filename=y.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie_ x.pdf"),
        ("report\u202efdp.exe", "reportfdp.exe"),
        ("CON.pdf", "_CON.pdf"),
        ("..", "file"),
        ("", "file"),
        ("  spaced   out .pdf ", "spaced out .pdf"),
        ("x" * 300 + ".pdf", "x" * 108 + ".pdf"),
        ("x" * 300, "x" * 108),
        ("e\u0301.pdf", "\u00e9.pdf"),
    ],
)
def test_clean_name_is_safe_to_show(name, clean):
    assert clean_name(name) == clean


@given(st.text(max_size=300))
def test_clean_name_is_itself_clean_and_never_refused(name):
    clean = clean_name(name)

    assert clean_name(clean) == clean
    assert 0 < len(clean) <= NAME_MAX
    assert not set(clean) & set('/\\:*?"<>|;%\r\n\x00')


@given(st.text(max_size=150))
def test_check_name_passes_no_path_and_nothing_invisible(name):
    try:
        check_name(name)
    except ActionRefused:
        return
    categories = {unicodedata.category(character) for character in name if character not in "\u200c\u200d"}
    assert not categories & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert not {"/", "\\"} & set(name)


GOOD = [
    ("x.pdf", pdf()),
    ("x.pdf", pdf(object_stream({6: b"<< /A 1 >>"}))),
    ("x.png", png()),
    ("x.jpg", jpeg()),
    ("x.docx", zipped(docx_parts())),
    ("x.xlsx", zipped(xlsx_parts())),
    ("x.csv", CSV),
]


@settings(max_examples=300)
@given(st.sampled_from(GOOD), st.data())
def test_check_file_only_ever_takes_or_refuses_damaged_files(good, data):
    """Cut, changed and repeated bytes bring a decision, never another error."""
    name, body = good
    start = data.draw(st.integers(0, len(body) - 1))
    end = data.draw(st.integers(start, min(start + 40, len(body))))
    changed = body[:start] + data.draw(st.binary(max_size=12)) + body[end:]

    assert isinstance(decision(name, changed), FileKind | str)


@given(st.sampled_from(GOOD), st.binary(max_size=400))
def test_check_file_only_ever_takes_or_refuses_random_bytes(good, noise):
    name, body = good

    assert isinstance(decision(name, body[:12] + noise), FileKind | str)


@settings(max_examples=300)
@given(st.binary(max_size=300), st.binary(max_size=40))
def test_check_file_finds_a_script_whatever_stands_around_it(noise, between):
    """Neither strings, brackets nor comments hide an object: a reader can be led to any place."""
    script = b"\n9 0 obj\n<< /S /JavaScript /JS (x) >>\nendobj\n"
    body = pdf(b"<< /Length 9 >>\nstream\n" + noise + script + between + b"\nendstream")

    assert not isinstance(decision("x.pdf", body), FileKind)


def test_script_of_an_earlier_version_is_found():
    """An object that a later table replaces is still there for a reader that shows the version that was signed."""
    first = pdf(b"<< /S /JavaScript /JS (x) >>")
    place = len(first)
    table = b"xref\n5 1\n%010d 00000 n \ntrailer\n<< /Size 6 /Root 1 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n"
    later = b"5 0 obj\n<< /A 1 >>\nendobj\n"
    before = int(first.rpartition(b"startxref")[2].split()[0])

    assert "contains a script" in decision("x.pdf", first + later + table % (place, before, place + len(later)))


def test_earlier_version_without_a_script_is_taken():
    first, later = pdf(b"<< /A 1 >>"), b"5 0 obj\n<< /A 2 >>\nendobj\n"
    table = b"xref\n5 1\n%010d 00000 n \ntrailer\n<< /Size 6 /Root 1 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n"
    before = int(first.rpartition(b"startxref")[2].split()[0])

    found = decision("x.pdf", first + later + table % (len(first), before, len(first) + len(later)))

    assert found is FileKind.PDF


def test_check_file_finds_names_in_every_spelling():
    for place in range(len(b"Launch")):
        name = b"Launch"[:place] + b"#%02X" % b"Launch"[place] + b"Launch"[place + 1 :]
        assert "contains a script" in decision("x.pdf", pdf(b"<< /S /" + name + b" >>"))
