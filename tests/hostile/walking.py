"""Walk every route, and read everything that an answer holds."""

from collections.abc import Iterator

from django.http import HttpResponse
from django.urls import URLPattern, URLResolver


def routes_in(
    resolver: URLResolver, *, before: str = "", spaces: tuple[str, ...] = ()
) -> Iterator[tuple[str, str, list[str]]]:
    """Yield the name of each route, its path and the names of its arguments."""
    for pattern in resolver.url_patterns:
        path = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = (*spaces, pattern.namespace) if pattern.namespace else spaces
            yield from routes_in(pattern, before=path, spaces=inner)
        elif isinstance(pattern, URLPattern):
            yield ":".join([*spaces, pattern.name or path]), path, list(pattern.pattern.converters)


def everything_in(response: HttpResponse) -> str:
    """Return all that an answer holds: its head and its body."""
    head = " ".join(f"{name}: {value}" for name, value in response.headers.items())
    body = b"".join(response.streaming_content) if response.streaming else response.content
    # References are drawn so that they break after a stroke.
    return f"{response.status_code} {head} {body.decode()}".replace("/<wbr>", "/")
