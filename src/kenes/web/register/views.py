"""The register as a time line, and one entry with what is needed to recompute it."""

from typing import TYPE_CHECKING
from uuid import UUID

import rfc8785
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
from kenes.domain.shared.languages import name_of
from kenes.web.register.sentences import line_of, sentence_of
from kenes.web.shared.components import FilterChoice, Link

if TYPE_CHECKING:
    from kenes.domain.register.models import Entry

PAGE = 50


@login_not_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the entries, newest first, all or of one type."""
    types = queries.types_of_entries()
    asked = request.GET.get("type", "")
    chosen = asked if asked in types else ""
    page = Paginator(queries.entries(chosen), PAGE).get_page(request.GET.get("page"))
    context = {
        "entries": [line_of(entry) for entry in page.object_list],
        "page": page,
        "query": request.GET,
        "types": [FilterChoice(code, sentence_of(code), chosen=code == chosen) for code in types],
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
        "fields": queries.entry_fields(found),
        "content": content,
        "salt": bytes(found.salt).hex() if found.salt else "",
        "program": program_of(content, bytes(found.salt)) if found.salt else "",
        "number": number,
        "about": _about(found, number),
        "neighbours": queries.neighbours(found),
    }
    return render(request, "register/entry.html", context)


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
