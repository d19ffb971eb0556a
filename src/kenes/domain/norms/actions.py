"""Put bills with their tables, treaty articles and topics on record; describe gaps."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kenes.domain.accounts.models import Person
from kenes.domain.institutions.models import Mandate
from kenes.domain.institutions.zones import today_at
from kenes.domain.norms import rules
from kenes.domain.norms.events import GapDescribed
from kenes.domain.norms.goals import GOALS, names_of_goal
from kenes.domain.norms.keys import document_key, element_key
from kenes.domain.norms.models import LAW_LIMIT, Act, Gap, Obligation, TableRow, Topic
from kenes.domain.norms.queries import act_by_public_id, laws_with
from kenes.domain.register.actions import record
from kenes.domain.shared.actions import reference_changed
from kenes.domain.shared.languages import Language
from kenes.domain.shared.refusals import Invalid, NotFound, permit
from kenes.domain.shared.text import clean_line, clean_text, digest_of_text

ELEMENT_LIMIT, GAP_LIMIT = 300, 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class RowFacts:
    """One row of a comparative table: the place in the law, its text now and as proposed."""

    element: str
    current: str
    proposed: str
    justification: str = ""
    law: str = ""
    number: str = ""


@transaction.atomic
def publish_bill(
    *,
    source_key: str,
    title_kk: str,
    title_ru: str,
    title_en: str = "",
    number: str = "",
    status: str = "",
    introduced_on: date | None = None,
) -> Act:
    """Put a bill on record once by its source key; later calls return the one there is.

    Raises Invalid when it has a title in neither Kazakh nor Russian.
    """
    titles = {"title_kk": clean_line(title_kk), "title_ru": clean_line(title_ru)}
    if not any(titles.values()):
        raise Invalid({"title_kk": _("This is needed and is empty: write it in a few words.")})
    facts: dict[str, object] = {
        "kind": Act.Kind.BILL,
        "title_en": clean_line(title_en),
        "number": clean_line(number),
        "status": clean_line(status),
        "introduced_on": introduced_on,
    }
    act, _is_new = Act.objects.get_or_create(source_key=source_key, defaults=facts | titles)
    return act


@transaction.atomic
def add_table_rows(*, bill: Act, language: str, rows: Sequence[RowFacts]) -> list[TableRow]:
    """Append rows to a bill's comparative table, in their order. Raises Invalid."""
    if language not in Language.values:
        raise Invalid({"language": _("This language is not known here. Choose one of the list.")})
    last = bill.rows.order_by("-place").first()
    first = last.place + 1 if last else 1
    made = [
        TableRow(
            bill=bill,
            place=place,
            language=language,
            element_key=element_key(facts.element),
            **{name: clean_text(text) for name, text in asdict(facts).items() if name != "law"},
            law=clean_line(facts.law)[:LAW_LIMIT],
        )
        for place, facts in enumerate(rows, start=first)
    ]
    reference_changed()
    return TableRow.objects.bulk_create(made)


@transaction.atomic
def add_obligation(
    *, document: str, paragraph: str, names: Mapping[str, str], text: str = "", language: str = ""
) -> Obligation:
    """Put an article of a treaty on record once, with its names by language code.

    Raises Invalid without the treaty or the article.
    """
    treaty, article = clean_line(document), clean_line(paragraph)
    missing = _("This is needed and is empty: write it in a few words.")
    if not treaty or not article:
        raise Invalid({"document" if not treaty else "paragraph": missing})
    obligation, _is_new = Obligation.objects.get_or_create(
        document=treaty,
        paragraph=article,
        defaults={
            "kind": Obligation.Kind.TREATY,
            "sort_key": document_key(treaty, article),
            "text": clean_text(text),
            "text_language": language,
            **_named(names),
        },
    )
    return obligation


@transaction.atomic
def add_topic(*, kind: str, code: str, names: Mapping[str, str]) -> Topic:
    """Put a theme, group or goal on record once by its code. Raises Invalid for another kind."""
    if kind not in Topic.Kind.values:
        raise Invalid({"kind": _("There is no such kind of topic: choose one from the list.")})
    topic, _is_new = Topic.objects.get_or_create(
        kind=kind, code=clean_line(code), defaults=_named(names)
    )
    return topic


@transaction.atomic
def add_goal(*, number: str) -> Topic:
    """Put a Sustainable Development Goal on record under its own names in three languages.

    Called again, it mends the names of one that a source had named otherwise. Raises Invalid
    when there is no such goal.
    """
    if number not in GOALS:
        raise Invalid({"number": _("There is no such goal: the goals are numbered from 1 to 17.")})
    goal, _is_new = Topic.objects.update_or_create(
        kind=Topic.Kind.SDG, code=number, defaults=_named(names_of_goal(number))
    )
    return goal


@transaction.atomic
def describe_gap(
    *,
    obligation_id: UUID,
    act_id: UUID,
    element: str,
    finding: str,
    text: str,
    language: str,
    by: Person,
    mandate: Mandate,
    now: datetime,
    law: str = "",
) -> Gap:
    """Say for an institution how a national norm stands to an obligation, on a day.

    An earlier finding on the same place stays on record. Raises NotFound for an obligation or an
    act that is not there, NotPermitted, and Invalid for what is empty, unknown or too long.
    """
    rows = Obligation.objects.select_for_update(of=("self",))
    obligation, act = rows.filter(public_id=obligation_id).first(), act_by_public_id(act_id)
    if obligation is None:
        raise NotFound(f"no obligation {obligation_id}")
    permit(rules.refuse_to_describe(by, mandate, on=today_at(mandate.institution, now)))
    place = clean_line(element)
    words = _gap_words(place, finding, text, language)
    meant = law_meant(act, place, law)
    key = element_key(place)
    same = Gap.objects.filter(obligation=obligation, act=act, law=meant, element_key=key)
    same.filter(is_current=True).update(is_current=False)
    gap = Gap.objects.create(
        obligation=obligation,
        act=act,
        law=meant,
        element=place,
        element_key=key,
        finding=finding,
        text=words,
        language=language,
        institution=mandate.institution,
        mandate=mandate,
        at=now,
    )
    _record_gap(gap, by=by, now=now)
    return gap


def law_meant(act: Act, element: str, law: str) -> str:
    """Return the law meant at an element: the one named, else the only one of the bill's table.

    Raises Invalid where the table has the element in several laws, or not in the one named.
    """
    laws, named = laws_with(act, element_key(element)), clean_line(law)
    if named and named not in laws:
        raise Invalid(
            {"law": _("This law has no such element in the bill's table. Choose another law.")}
        )
    if not named and len(laws) > 1:
        raise Invalid(
            {"law": _("Several of the laws that this bill amends have this element. Choose one.")}
        )
    return named or next(iter(laws), "")


def _gap_words(element: str, finding: str, text: str, language: str) -> str:
    """Return the text cleaned. Raises Invalid, naming each field that is wrong."""
    words, problems = clean_text(text), {}
    if not words:
        problems["text"] = _("This is needed and is empty: write it in a few words.")
    if len(words) > GAP_LIMIT:
        problems["text"] = _("This is too long: shorten it.")
    if len(element) > ELEMENT_LIMIT:
        problems["element"] = _("This is too long: shorten it.")
    if finding not in Gap.Finding.values:
        problems["finding"] = _("There is no such value: choose one from the list.")
    if language not in Language.values:
        problems["language"] = _("This language is not known here. Choose one of the list.")
    if problems:
        raise Invalid(problems)
    return words


def _record_gap(gap: Gap, *, by: Person, now: datetime) -> None:
    reference_changed()
    fact = GapDescribed(
        gap=gap.public_id,
        obligation=gap.obligation.public_id,
        act=gap.act.public_id,
        institution=gap.institution.public_id,
        finding=gap.finding,
        place_sha256=digest_of_text(f"{gap.law}\n{gap.element}"),
        text_sha256=digest_of_text(gap.text),
    )
    record(
        fact,
        object=gap.obligation.public_id,
        actor_role=gap.mandate.role,
        now=now,
        person=by.public_id,
        mandate=gap.mandate.public_id,
    )


def _named(names: Mapping[str, str]) -> dict[str, str]:
    return {f"name_{code}": clean_line(names.get(code, "")) for code in Language.values}
