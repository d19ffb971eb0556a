"""The register as a time line, and one entry with what is needed to recompute it."""

from typing import TYPE_CHECKING
from uuid import UUID

import rfc8785
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kenes.domain.institutions.queries import institution_of
from kenes.domain.recommendations.queries.listing import number_of
from kenes.domain.register import queries
from kenes.domain.register.log.proving import is_provable, proof_of, standing
from kenes.domain.shared.languages import name_of
from kenes.domain.shared.refusals import NotFound
from kenes.web.register.asking import asked_for
from kenes.web.register.downloads import download
from kenes.web.register.sentences import line_of, role_in_words, sentence_of
from kenes.web.shared.components import Link

if TYPE_CHECKING:
    from kenes.domain.register.models import Entry

PAGE = 50
LINE = 160
"""Letters of a line of the checkpoint on its page: an Ed25519 signature of any name, whole."""


@login_not_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the entries, newest first: all, or of one kind, one body, one recommendation."""
    asked = asked_for(request.GET)
    page = Paginator(asked.entries(), PAGE).get_page(request.GET.get("page"))
    context = {
        "entries": [line_of(entry) for entry in page.object_list],
        "page": page,
        "query": request.GET,
        "asked": asked,
        "total": page.paginator.count,
    }
    return render(request, "register/list.html", context)


@login_not_required
@require_safe
def entry(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show one entry: what was recorded, its digest, and how to compute it again."""
    found = queries.entry_by_public_id(public_id)
    number = number_of(found.object)
    content = rfc8785.dumps(found.content).decode() if found.content is not None else ""
    context = {
        "entry": found,
        "sentence": sentence_of(found.type),
        "role": role_in_words(found.actor_role),
        "fields": queries.entry_fields(found),
        "content": content,
        "salt": bytes(found.salt).hex() if found.salt else "",
        "program": program_of(content, bytes(found.salt)) if found.salt else "",
        "number": number,
        "about": _about(found, number),
        "neighbours": queries.neighbours(found),
        "is_provable": is_provable(found),
        "removal": queries.removal_about(found),
    }
    return render(request, "register/entry.html", context)


@login_not_required
@require_safe
def proof(_request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Hand out the proof of one entry as a file that programs by others read offline."""
    found = queries.entry_by_public_id(public_id)
    return download(proof_of(found), f"{found.index}.tlog-proof", "text/plain; charset=utf-8")


@login_not_required
@require_safe
def content(_request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Hand out salt and content of one entry, for whoever recomputes its digest."""
    found = queries.entry_by_public_id(public_id)
    if found.salt is None or found.content is None:
        raise NotFound(f"the content of entry {public_id} was removed")
    octets = rfc8785.dumps({"salt": bytes(found.salt).hex(), "content": found.content})
    return download(octets, f"{found.public_id}.json", "application/json")


@login_not_required
@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """Show how the published log stands, who watches it, and how to become one who does."""
    found = standing()
    context = {
        "standing": found,
        "note": _with_short_lines(found.note) if found else "",
        "address": f"{settings.KENES_ORIGIN}/log",
    }
    return render(request, "register/log.html", context)


def _with_short_lines(note: str) -> str:
    """Cut the signatures that fill a page of their own (ML-DSA-44); the file has them whole."""
    lines = note.split("\n")
    return "\n".join(one if len(one) <= LINE else f"{one[:LINE]}…" for one in lines)


def program_of(content: str, salt: bytes) -> str:
    """Return three lines of Python, each needing nothing but Python, that print the digest."""
    return (
        "import hashlib\n"
        f"content, salt = {content!r}, {salt.hex()!r}\n"
        "print(hashlib.sha256(bytes.fromhex(salt) + content.encode()).hexdigest())"
    )


def _about(found: "Entry", number: str) -> Link | None:
    """Return where the thing of an entry may be seen: a recommendation or an institution."""
    if number:
        name = _("Recommendation no. %(number)s") % {"number": number}
        return Link(name, reverse("recommendations:detail", args=[number]))
    institution = institution_of(found.object)
    if institution is None:
        return None
    return Link(name_of(institution), reverse("institutions:detail", args=[institution.public_id]))
