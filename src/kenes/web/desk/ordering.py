"""Put texts in order: links, merging, splitting, systematising."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kenes.domain.recommendations.actions import admission, linking, merging, splitting
from kenes.domain.recommendations.rules import admission as rules
from kenes.domain.recommendations.rules import linking as link_rules
from kenes.domain.shared.refusals import Invalid, Refusal
from kenes.web.acting.specs import ActSpec
from kenes.web.desk import forms
from kenes.web.desk.cases import DeskCase


def _refuse_links(case: DeskCase) -> Refusal | None:
    row = case.recommendation
    return link_rules.refuse_links(case.person, case.secretary, row, on=case.today)


def _refuse_merge(case: DeskCase) -> Refusal | None:
    rule = link_rules.refuse_merge
    return rule(case.person, case.secretary, [], case.recommendation, on=case.today)


def _refuse_split(case: DeskCase) -> Refusal | None:
    row = case.recommendation
    return link_rules.refuse_split(case.person, case.secretary, row, on=case.today)


def _refuse_systematise(case: DeskCase) -> Refusal | None:
    row = case.recommendation
    return rules.refuse_to_systematise(case.person, case.secretary, row, on=case.today)


def _link(case: DeskCase, values: dict[str, Any]) -> object:
    offered = forms.LinksForm(case=case).rows
    chosen: dict[str, Any] = {
        name: [offered[name][key] for key in values[name] if key in offered[name]]
        for name in ("topics", "territories", "obligations")
    }
    act = offered["act"].get(values["act"])
    targets = None
    if act is not None:
        language = case.recommendation.original_language
        targets = [
            *(_kept_target(row) for row in case.recommendation.targets.select_related("act")),
            linking.TargetFacts(
                act=act,
                law=values.get("law", ""),
                element=values["element"],
                edition=values["edition_of_act"],
                proposed=values["proposed"],
                language=language,
            ),
        ]
    return linking.set_links(
        public_ids=[case.recommendation.public_id],
        targets=targets,
        **chosen,
        **case.who(case.secretary),
    )


def _kept_target(row: Any) -> linking.TargetFacts:
    return linking.TargetFacts(
        act=row.act,
        law=row.law,
        element=row.element,
        edition=row.edition,
        proposed=row.proposed,
        language=row.language,
    )


def _linked(case: DeskCase) -> dict[str, Any]:
    row = case.recommendation
    return {
        "topics": [str(pk) for pk in row.topics.values_list("pk", flat=True)],
        "territories": list(row.territories.values_list("kato", flat=True)),
        "obligations": [str(pk) for pk in row.obligations.values_list("pk", flat=True)],
    }


def _merge(case: DeskCase, values: dict[str, Any]) -> object:
    return merging.merge(
        origins=[UUID(one) for one in values["origins"]],
        into=case.recommendation.public_id,
        grounds=values["grounds"],
        **case.who(case.secretary),
    )


def _split(case: DeskCase, values: dict[str, Any]) -> object:
    points = [
        splitting.PointFacts(
            point_number=values[f"number_{number}"],
            demand=values[f"demand_{number}"],
            wished_addressee=values[f"addressee_{number}"],
        )
        for number in range(1, forms.POINTS + 1)
        if values[f"demand_{number}"]
    ]
    if not points:
        raise Invalid({"demand_1": _("No point is written. Write at least one.")})
    return splitting.split(points=points, **case.by(case.secretary))


ORDERING: tuple[ActSpec[DeskCase], ...] = (
    ActSpec(
        slug="links",
        heading=_("Say what it points at"),
        button=_("Add themes, regions, law"),
        done=_("What it points at is on record."),
        form=forms.LinksForm,
        refuse=_refuse_links,
        run=_link,
        initial=_linked,
        search=_("Find a theme, an obligation, a bill or act"),
    ),
    ActSpec(
        slug="merge",
        heading=_("Merge others into this one"),
        button=_("Merge others into it"),
        done=_("They are merged; their authors and supporters were told."),
        form=forms.MergeForm,
        refuse=_refuse_merge,
        run=_merge,
        is_risky=True,
        search=_("Find a text by its number or title"),
        consequences=(
            _("Each keeps its page, its words and its supporters, and points here."),
            _("Their authors and followers are told."),
        ),
    ),
    ActSpec(
        slug="split",
        heading=_("Split the document into points"),
        button=_("Split into points"),
        done=_("Each point has its own number now."),
        form=forms.SplitForm,
        refuse=_refuse_split,
        run=_split,
        is_risky=True,
        consequences=(_("The document stays as it is; its author is the author of every point."),),
    ),
    ActSpec(
        slug="systematise",
        heading=_("Put it in its place among the others"),
        button=_("Systematise"),
        done=_("It is systematised and can be adopted or sent."),
        refuse=_refuse_systematise,
        run=lambda case, _values: admission.systematise(**case.by(case.secretary)),
    ),
)
