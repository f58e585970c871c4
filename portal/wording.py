"""Words of the installation itself that exist in English and Hindi, such as the ministry's name."""

from typing import cast

from django.utils.functional import lazystr
from django.utils.translation import get_language


def lazy_bilingual(english: str, hindi: str) -> str:
    """Return a text that reads in the language of whoever reads it; without a Hindi one, in English."""
    return cast("str", lazystr(_StringReader(english, hindi or english)))


class _StringReader:
    def __init__(self, english: str, hindi: str) -> None:
        self.english, self.hindi = english, hindi

    def __str__(self) -> str:
        return self.hindi if get_language() == "hi" else self.english
