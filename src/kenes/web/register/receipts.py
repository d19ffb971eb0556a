"""The receipt of an entry: a page that shows it, and the file to keep.

Anybody may have it, as anybody may read the entry: it names nobody, and proves only the promise.
"""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kenes.domain.register.log.promise import promise_of
from kenes.domain.register.queries import entry_by_public_id
from kenes.domain.shared.refusals import NotFound
from kenes.web.register.downloads import download
from kenes.web.register.sentences import sentence_of

if TYPE_CHECKING:
    from kenes.domain.register.models import Entry


@login_not_required
@require_safe
def receipt(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the signed receipt of one entry, with the words how to check it."""
    found = entry_by_public_id(public_id)
    context = {"sentence": sentence_of(found.type), **receipt_context(found)}
    return render(request, "register/receipt.html", context)


@login_not_required
@require_safe
def receipt_file(_request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Hand out the receipt as a file. Raises NotFound while this server has no key for it."""
    promised = promise_of(entry_by_public_id(public_id))
    if promised is None:
        raise NotFound(f"no receipt can be signed for entry {public_id}")
    return download(promised.note, promised.name, "text/plain; charset=utf-8")


def receipt_context(entry: "Entry | None") -> dict[str, Any]:
    """Return what `register/receipt_parts.html` shows; `receipt` is None where none is signed."""
    promised = promise_of(entry) if entry else None
    return {
        "entry": entry,
        "receipt": promised,
        "note": promised.note.decode() if promised else "",
        "address": f"{settings.KENES_ORIGIN}/log",
    }
