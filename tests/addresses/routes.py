"""Every address of the portal, from the URL resolver, with something real in the place of each argument."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.regex_helper import normalize

from tests.addresses.world import World


@dataclass(frozen=True)
class Address:
    """One address: the name of its route, what its arguments are about where there is a choice, and its path."""

    route: str
    path: str
    about: str = ""

    @property
    def name(self) -> str:
        """The name under which the table has it."""
        return f"{self.route}@{self.about}" if self.about else self.route


def addresses(world: World) -> list[Address]:
    """Return every address once, and those of a submission a second time for a quarantined one."""
    return [
        Address(route, shape % world.arguments(route, names, about=about), about)
        for route, shape, names in _walk(get_resolver())
        for about in world.abouts(route, names)
    ]


def _walk(
    resolver: URLResolver, *, before: str = "/", above: tuple[str, ...] = (), spaces: tuple[str, ...] = ()
) -> Iterator[tuple[str, str, list[str]]]:
    for pattern in resolver.url_patterns:
        [(part, inside), *_others] = normalize(pattern.pattern.regex.pattern)
        shape, names = before + part, (*above, *inside)
        if isinstance(pattern, URLResolver):
            inner = (*spaces, pattern.namespace) if pattern.namespace else spaces
            yield from _walk(pattern, before=shape, above=names, spaces=inner)
        elif isinstance(pattern, URLPattern):
            yield ":".join([*spaces, pattern.name or shape]), shape, list(names)
