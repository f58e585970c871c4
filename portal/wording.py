"""Bilingual settings, such as the ministry's name."""

from typing import cast

from django.utils.functional import lazystr
from django.utils.translation import get_language


def lazy_bilingual(english: str, hindi: str) -> str:
    """Return a lazy string in the reader's language; English if there is no Hindi text."""
    return cast("str", lazystr(_StringReader(english, hindi or english)))


class _StringReader:
    def __init__(self, english: str, hindi: str) -> None:
        self.english, self.hindi = english, hindi

    def __str__(self) -> str:
        return self.hindi if get_language() == "hi" else self.english
