"""The values of the five axes, and the other closed lists of the spine.

Sources: design of the spine, section 2. Axis 3 is the completion scale of the Open Government
Partnership's Independent Reporting Mechanism; axis 5 follows the treaty bodies' follow-up grades.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as _c

from kenes.domain.institutions.law import Basis

__all__ = [
    "AddressRole",
    "AppealOutcome",
    "Basis",
    "Ending",
    "Grade",
    "HidingGround",
    "Implementation",
    "Outcome",
    "Position",
    "ReturnGround",
    "Side",
    "Stage",
    "TextState",
]


class Stage(models.TextChoices):
    """Axis 1: how far the text has come. Set by the secretariat."""

    DRAFT = "draft", _c("stage", "Draft")
    SUBMITTED = "submitted", _c("stage", "Filed")
    ADMISSIBLE = "admissible", _c("stage", "Under consideration")
    RETURNED = "returned", _c("stage", "Returned")
    SYSTEMATISED = "systematised", _c("stage", "Systematised")
    ADOPTED = "adopted", _c("stage", "Adopted by the body")
    SENT = "sent", _c("stage", "Sent")
    CLOSED = "closed", _c("stage", "Closed")
    WITHDRAWN = "withdrawn", _c("stage", "Withdrawn")
    SUPERSEDED = "superseded", _c("stage", "Superseded")


PUBLIC_STAGES = (
    Stage.ADMISSIBLE,
    Stage.SYSTEMATISED,
    Stage.ADOPTED,
    Stage.SENT,
    Stage.CLOSED,
    Stage.WITHDRAWN,
    Stage.SUPERSEDED,
)


class Ending(models.TextChoices):
    """How a matter was closed that a body had taken on, by the author's word or without one."""

    DONE = "done", _c("ending", "Closed as done, by the author's word")
    DONE_NO_WORD = "done_no_word", _c("ending", "Closed as done; the author gave no word")
    NOT_DONE = "not_done", _c("ending", "Closed as not done, by the author's word")
    NOT_DONE_NO_WORD = (
        "not_done_no_word",
        _c("ending", "Closed as not done; the author gave no word"),
    )


class Position(models.TextChoices):
    """Axis 2: what the addressee says. Given by the addressee alone, body by body."""

    AWAITING = "awaiting", _c("position", "Awaiting an answer")
    ACCEPTED = "accepted", _c("position", "Accepted")
    ACCEPTED_IN_PART = "accepted_in_part", _c("position", "Accepted in part")
    NOT_ACCEPTED = "not_accepted", _c("position", "Not accepted")
    SAID_ALREADY_DONE = "said_already_done", _c("position", "Said to be already done")
    NOT_OUR_COMPETENCE = "not_our_competence", _c("position", "Not our competence")


class Implementation(models.TextChoices):
    """Axis 3: how far it is carried out, by one assessor for one period."""

    NO_EVIDENCE = "no_evidence", _c("implementation", "No evidence")
    NOT_STARTED = "not_started", _c("implementation", "Not started")
    LIMITED = "limited", _c("implementation", "Limited")
    SUBSTANTIAL = "substantial", _c("implementation", "Substantial")
    COMPLETE = "complete", _c("implementation", "Complete")


NOTHING_DONE = (Implementation.NO_EVIDENCE, Implementation.NOT_STARTED)
"""What needs no evidence: that nothing is done has no paper."""


class Outcome(models.TextChoices):
    """What became of it, computed from the latest assessments and their evidence; never entered."""

    NOT_SHOWN = "not_shown", _c("outcome", "Nothing shown")
    IN_PART = "in_part", _c("outcome", "Shown in part")
    CONTESTED = "contested", _c("outcome", "Contested")
    ONE_SIDE = "one_side", _c("outcome", "Carried out, one side says so")
    AGREED = "agreed", _c("outcome", "Carried out, both sides say so")


class Grade(models.TextChoices):
    """Axis 5: how well the answer answers, by the author."""

    A = "A", _c("grade", "Largely satisfactory")
    B = "B", _c("grade", "Partly satisfactory")
    C = "C", _c("grade", "Not satisfactory")
    D = "D", _c("grade", "Does not answer the point")
    E = "E", _c("grade", "Contrary to the recommendation")


class Side(models.TextChoices):
    """Whose assessment it is."""

    STATE = "state", _c("side", "State")
    CIVIL = "civil", _c("side", "Civil society")
    INDEPENDENT = "independent", _c("side", "Independent")


class AddressRole(models.TextChoices):
    LEAD = "lead", _("lead body")
    CONTRIBUTING = "contributing", _("contributing body")


class TextState(models.TextChoices):
    """How far a text in one language may be relied on."""

    OFFICIAL = "official", _("official text")
    CHECKED = "checked", _("checked translation")
    DRAFT = "draft", _("draft translation")
    MACHINE = "machine", _("machine translation, unchecked")


class ReturnGround(models.TextChoices):
    """Why a text is returned to its author; counted in public by ground."""

    NO_DEMAND = "no_demand", _("It does not say what should be done.")
    NO_ADDRESSEE = "no_addressee", _("It does not say who is to act.")
    NOT_PUBLIC = "not_public", _("It asks for help in one person's private matter.")
    PERSONAL_DATA = "personal_data", _("It holds other people's personal data.")
    INSULT = "insult", _("It insults or threatens somebody.")
    SAME_TEXT = "same_text", _("The same text by the same author is already on record.")
    UNREADABLE = "unreadable", _("The text cannot be read.")


class HidingGround(models.TextChoices):
    """The only grounds on which a published text is hidden."""

    PERSONAL_DATA = "personal_data", _("It held other people's personal data.")
    INCITEMENT = "incitement", _("It incited hatred or violence against a group.")
    COURT = "court", _("A court ordered its removal.")
    COPYRIGHT = "copyright", _("It copied a protected work.")


class AppealOutcome(models.TextChoices):
    PENDING = "pending", _("not decided yet")
    UPHELD = "upheld", _("the return stands")
    OVERTURNED = "overturned", _("the text is admitted")
