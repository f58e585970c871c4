"""The child process: what it knows, what it may use, and what becomes of one that does not finish or does not say."""

import os
import re
import sys
import threading
import time
from pathlib import Path

import pytest

from engagements.errors import ActionRefused
from engagements.inspection import child
from engagements.inspection.child import answer_of
from engagements.inspection.parsers import program
from tests.hostile.costly_uploads import scans_without_end
from tests.hostile.making_files import pdf

COSTLY = "takes too much time or memory"
ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="/proc is Linux's")


def children():
    """Return the folders in /proc of the processes that this one has started and that are still there."""
    return [
        folder
        for folder in Path("/proc").glob("[0-9]*")
        if f"\nPPid:\t{os.getpid()}\n" in read(folder / "status") and "\nState:\tZ" not in read(folder / "status")
    ]


def read(file):
    try:
        return file.read_text(errors="replace")
    except OSError:
        return ""


class Reading:
    """A file that never comes to an end, read by a child in a thread, to look at while it is."""

    def __enter__(self):
        before = set(children())
        self.refused = ""
        self.thread = threading.Thread(target=self.run)
        self.thread.start()
        while not (found := set(children()) - before):
            time.sleep(0.01)
        [self.folder] = found
        while not self.is_limited():
            time.sleep(0.01)
        return self

    def run(self):
        try:
            answer_of("check jpeg", scans_without_end())
        except ActionRefused as refused:
            self.refused = refused.message

    def is_limited(self):
        return re.search(rf"Max address space +{program.MEMORY} ", read(self.folder / "limits"))

    def __exit__(self, *_error):
        self.thread.join()


@ON_LINUX
def test_child_knows_nothing_and_may_use_little(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://secret@127.0.0.1/portal")
    monkeypatch.setenv("SECRET_KEY", "a secret")

    with Path(__file__).open() as open_file, Reading() as reading:
        environment = read(reading.folder / "environ")
        files = [str(link.readlink()) for link in (reading.folder / "fd").iterdir()]
        limits = dict(re.findall(r"^(Max [a-z ]+?) {2,}(\S+)", read(reading.folder / "limits"), re.MULTILINE))

    assert environment in {"", f"LD_LIBRARY_PATH={os.environ.get('LD_LIBRARY_PATH')}\0"}
    assert open_file.name not in files
    # Python may just be loading a library of its own.
    libraries = (str(Path(sys.prefix).resolve()), str(Path(sys.base_prefix).resolve()))
    assert all(file.startswith(("pipe:", "/dev/null", *libraries)) for file in files), files
    assert limits["Max cpu time"] == str(program.CPU_SECONDS)
    assert limits["Max address space"] == str(program.MEMORY)
    assert (limits["Max file size"], limits["Max core file size"], limits["Max processes"]) == ("0", "0", "0")


@ON_LINUX
def test_file_that_does_not_finish_is_refused_and_its_child_is_gone():
    with Reading() as reading:
        pass

    assert COSTLY in reading.refused
    assert not reading.folder.exists()


def test_child_that_says_nothing_for_too_long_is_ended(monkeypatch):
    """A child without work waits for bytes for ever: here it is told to wait by a program that does."""
    monkeypatch.setattr(child, "SECONDS", 0.5)
    monkeypatch.setattr(child, "_START", "import time; time.sleep(600)")
    began = time.monotonic()

    with pytest.raises(ActionRefused, match=COSTLY):
        answer_of("check pdf", bytes(5_000_000))
    assert time.monotonic() - began < 60


@pytest.mark.parametrize(
    "program_text",
    [
        "pass",
        "raise SystemExit(1)",
        "print('no JSON')",
        "print('[]')",
        "print('\"pdf acts\"')",
        'print(\'{"fault": "something new"}\')',
        "print('{\"fault\": [{}]}')",
        "print('[' * 100_000)",
        "import os; os.abort()",
        "import sys; [sys.stdout.write('x' * 1_000_000) for _megabyte in range(40)]",
    ],
)
def test_child_that_says_something_else_is_not_believed(monkeypatch, program_text):
    monkeypatch.setattr(child, "_START", program_text)

    with pytest.raises(ActionRefused, match=COSTLY):
        answer_of("check pdf", pdf())


@ON_LINUX
def test_whatever_a_child_has_started_ends_with_it(monkeypatch, tmp_path):
    monkeypatch.setattr(
        child,
        "_START",
        "import os, time\nif os.fork():\n print('{}', flush=True); os._exit(0)\n"
        f"open({str(tmp_path / 'pid')!r}, 'w').write(str(os.getpid())); os.close(1); time.sleep(600)",
    )
    answer_of("check pdf", pdf())

    grandchild = Path("/proc") / (read(tmp_path / "pid") or "none")
    deadline = time.monotonic() + 20
    while "\nState:\tS" in read(grandchild / "status") and time.monotonic() < deadline:
        time.sleep(0.05)
    assert "\nState:\tS" not in read(grandchild / "status")


@ON_LINUX
def test_child_can_neither_take_much_memory_nor_write_a_file(monkeypatch, tmp_path):
    monkeypatch.setattr(
        child,
        "_START",
        f"""
import sys
sys.path.insert(0, sys.argv.pop())
from engagements.inspection.parsers import program
program.limit()
ended = []
for act in (lambda: bytes(700 * 1024 * 1024), lambda: open({str(tmp_path / "file")!r}, "w").write("x" * 10_000)):
    try:
        act()
    except (MemoryError, OSError) as error:
        ended.append(type(error).__name__)
sys.stdout.write(str(ended).replace("'", '"').join(['{{"ended": ', "}}"]))
""",
    )

    assert answer_of("check pdf", pdf()) == {"ended": ["MemoryError", "OSError"]}


def test_file_waits_for_its_turn_and_is_refused_when_it_takes_too_long(monkeypatch, settings, tmp_path):
    settings.FILE_LOCKS = tmp_path
    monkeypatch.setattr(child, "WAIT_SECONDS", 0.3)

    with child._place(), child._place(), pytest.raises(ActionRefused, match="Many files are being checked just now"):
        answer_of("check pdf", pdf())
    assert answer_of("check pdf", pdf()) == {}


def test_one_thread_of_each_process_is_left_for_others(settings):
    taken = [child._threads.acquire(blocking=False) for _thread in range(settings.WEB_THREADS)]
    try:
        assert taken == [True] * (settings.WEB_THREADS - 1) + [False]
        with pytest.raises(ActionRefused, match="Many files"):
            answer_of("check pdf", pdf())
    finally:
        for _thread in filter(None, taken):
            child._threads.release()
