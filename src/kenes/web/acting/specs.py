"""An act as a page: its words, its form, when it is refused, what it does."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kenes.domain.shared.refusals import NotFound, Refusal
from kenes.web.acting.attempts import Attempt, attempt
from kenes.web.acting.forms import ActForm
from kenes.web.shared.addresses import receipt_address
from kenes.web.shared.components import Text

if TYPE_CHECKING:
    from kenes.domain.register.models import Entry


class Case(Protocol):
    """What an act is about; every kind of desk has its own."""

    @property
    def now(self) -> datetime: ...


@dataclass(frozen=True, slots=True)
class ActSpec[C: Case]:
    """One act of a desk.

    `heading` asks or names what is done, `button` does it, `done` is said afterwards, `private`
    and `consequences` say who will see what, before it is done. `run` gets the case and the
    cleaned values. `search` names the field that finds institutions for the choices. `receipt`
    finds the act's own register entry: whoever did it is given its receipt at once. `foretold` says
    what comes of it in this very case. A risky act cannot be taken back: its button is red.
    """

    slug: str
    heading: Text
    button: Text
    done: Text
    refuse: Callable[[C], Refusal | None]
    run: Callable[[C, dict[str, Any]], object]
    form: type[ActForm] = ActForm
    consequences: Sequence[Text] = ()
    foretold: Callable[[C], Text] | None = None
    is_risky: bool = False
    names: Mapping[str, str] = field(default_factory=dict)
    edition: Callable[[C], int] | None = None
    initial: Callable[[C], dict[str, Any]] | None = None
    search: Text = ""
    receipt: "Callable[[C], Entry | None] | None" = None


@dataclass(frozen=True, slots=True)
class ActButton:
    """A button that leads to an act, or stays closed with the reason beside it."""

    slug: str
    label: Text
    url: str
    refusal: Refusal | None
    is_risky: bool = False

    @property
    def is_closed(self) -> bool:
        """Whether the act is refused as things stand."""
        return self.refusal is not None


def buttons[C: Case](
    specs: Iterable[ActSpec[C]], case: C, url: Callable[[str], str]
) -> list[ActButton]:
    """Return a button for every act, the open ones first; none is hidden for being refused."""
    found = [
        ActButton(spec.slug, spec.button, url(spec.slug), spec.refuse(case), spec.is_risky)
        for spec in specs
    ]
    return sorted(found, key=lambda button: button.refusal is not None)


def open_count(*rows: Iterable[ActButton]) -> int:
    """Return how many acts of these rows are open now."""
    return sum(not button.is_closed for row in rows for button in row)


def find_spec[C: Case](specs: Iterable[ActSpec[C]], slug: str) -> ActSpec[C]:
    """Return the act named in the address. Raises NotFound."""
    found = next((spec for spec in specs if spec.slug == slug), None)
    if found is None:
        raise NotFound(f"no act {slug}")
    return found


def act_page[C: Case](
    request: HttpRequest,
    spec: ActSpec[C],
    case: C,
    *,
    back: str,
    after: str = "",
    context: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """Show the form of an act; do it once it is sent, then go on with a word of what was done."""
    form = _form(request, spec, case)
    tried = Attempt()
    if form.is_bound:
        act = f"{spec.slug}:{back}"[:64]
        tried = attempt(form, act, lambda: _run(spec, case, form), now=case.now, names=spec.names)
        if tried.is_done:
            messages.success(request, str(spec.done), extra_tags=_receipt(spec, case))
            return redirect(after or back)
        if tried.conflict is not None and spec.edition is not None:
            form.renew_edition(spec.edition(case))
    shown = {
        "spec": spec,
        "form": form,
        "back": back,
        "refusal": tried.refusal or (None if form.is_bound else spec.refuse(case)),
        "conflict": tried.conflict,
        "foretold": spec.foretold(case) if spec.foretold else "",
        "found": getattr(case, "found", ()),
        "words": request.GET.get("find", ""),
    }
    status = tried.status if form.is_bound else 200
    return render(request, "acting/act.html", {**(context or {}), **shown}, status=status)


def _receipt[C: Case](spec: ActSpec[C], case: C) -> str:
    """Return where the receipt of the act just done is, "" for an act that is given none."""
    entry = spec.receipt(case) if spec.receipt else None
    return receipt_address(entry.public_id) if entry else ""


def _form[C: Case](request: HttpRequest, spec: ActSpec[C], case: C) -> ActForm:
    initial = spec.initial(case) if spec.initial else {}
    if request.method == "POST":
        return spec.form(request.POST, request.FILES, case=case, initial=initial)
    return spec.form(case=case, initial=initial)


def _run[C: Case](spec: ActSpec[C], case: C, form: ActForm) -> str:
    spec.run(case, form.values)
    return spec.slug
