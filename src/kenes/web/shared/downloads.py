"""A long file on its way to a reader, who may be slow or gone: pages for others must not wait.

While a file is streamed, a thread of the server waits for its reader. So only a few files are
given at once, and whoever stops reading is left. No transaction is open meanwhile: rows are read
in chunks, each by statements that end before a word of it is sent.
"""

import threading
import weakref
from collections.abc import Iterable, Iterator

from django.http import HttpRequest, StreamingHttpResponse
from django.utils.translation import gettext_lazy as _

from kenes.domain.shared.refusals import NotPermitted, Refusal

AT_ONCE = 2
"""Files that one process gives at the same time: half of its threads (`kenes serve`)."""
BLOCK = 32_768
"""Letters that are sent together, some 50 kB in Kazakh or Russian."""
PATIENCE = 30.0
"""Seconds for a reader to take a block: about 2 kB a second."""

BUSY = Refusal(
    "too_many_downloads",
    _("This server is giving as many files as it can at once, so this one cannot begin now."),
    _("Try again in a few minutes."),
    status=503,
)
_places = threading.BoundedSemaphore(AT_ONCE)


class Download:
    """Blocks of a file; its place is free again when it is closed, or forgotten.

    Raises NotPermitted (503) where as many as may be are on their way.
    """

    def __init__(self, lines: Iterator[str]) -> None:
        if not _places.acquire(blocking=False):
            raise NotPermitted(BUSY)
        self.close = weakref.finalize(self, _places.release)
        self._blocks = blocks(lines)

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        return next(self._blocks)


def blocks(lines: Iterable[str]) -> Iterator[str]:
    """Put lines together, so that each write to the reader carries many.

    >>> list(blocks(["a" * 20_000, "b" * 20_000, "c"])) == ["a" * 20_000 + "b" * 20_000, "c"]
    True
    """
    gathered, length = [], 0
    for line in lines:
        gathered.append(line)
        length += len(line)
        if length >= BLOCK:
            yield "".join(gathered)
            gathered, length = [], 0
    if gathered:
        yield "".join(gathered)


def download(
    request: HttpRequest, lines: Iterator[str], *, media_type: str, name: str
) -> StreamingHttpResponse:
    """Answer with a file that is written while it is read. Asked for its head, read nothing.

    Raises NotPermitted (503) where as many as may be are on their way.
    """
    content: Iterable[str] = () if request.method == "HEAD" else Download(lines)
    leave_who_stops_reading(request)
    response = StreamingHttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Robots-Tag"] = "noindex"
    return response


def leave_who_stops_reading(request: HttpRequest) -> None:
    """Let a write fail that takes longer than our patience; gunicorn undoes it for the next one."""
    connection = request.META.get("gunicorn.socket")
    if connection is not None:
        connection.settimeout(PATIENCE)
