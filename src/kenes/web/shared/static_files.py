"""Addresses of static files, worked out once a process: a page names sixteen of them."""

from functools import cache
from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage


class KeptAddresses(CompressedManifestStaticFilesStorage):
    """The storage with addresses kept: files do not change while a process runs."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)  # type: ignore[no-untyped-call]
        self.url = cache(super().url)  # type: ignore[method-assign]
