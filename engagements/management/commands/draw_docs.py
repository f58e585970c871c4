"""Generate the documents that are drawn from the code, or check that they are current."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from engagements.management.drawing import data_model, lifecycle

DOCUMENTS: dict[str, Callable[[], str]] = {"lifecycle.md": lifecycle.draw, "data-model.md": data_model.draw}


class Command(BaseCommand):
    help = "Draw docs/lifecycle.md and docs/data-model.md from the code."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing; end with an error where one differs")
        parser.add_argument("--folder", type=Path, default=settings.BASE_DIR / "docs", help="where the documents lie")

    def handle(self, *args: Any, check: bool, folder: Path, **options: Any) -> None:
        with translation.override("en"):
            differing = {name: text for name, draw in DOCUMENTS.items() if (text := draw()) != _kept(folder / name)}
        if check and differing:
            raise CommandError(f"Not as the code draws it: {', '.join(differing)}. Run: manage.py draw_docs")
        for name, text in differing.items():
            (folder / name).write_text(text, encoding="utf-8")
            self.stdout.write(f"Drawn: {folder / name}")


def _kept(file: Path) -> str:
    return file.read_text(encoding="utf-8") if file.exists() else ""
