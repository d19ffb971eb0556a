"""The five axes as they are shown: for each value its symbol and its word.

The codes and the words are those of `kenes.domain.recommendations`; the family of shapes names
the axis, its filling the value, the word repeats both. Contexts keep one English word apart where
Kazakh and Russian need different ones ("accepted" is said by an addressee, "adopted" by a body).
"""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

type Words = Mapping[str, tuple[str, Promise]]

STAGE: Words = {
    "draft": ("st-draft", pgettext_lazy("stage", "Draft")),
    "submitted": ("st-in", pgettext_lazy("stage", "Filed")),
    "admissible": ("st-adm", pgettext_lazy("stage", "Under consideration")),
    "returned": ("st-back", pgettext_lazy("stage", "Returned")),
    "systematised": ("st-sorted", pgettext_lazy("stage", "Systematised")),
    "adopted": ("st-adopt", pgettext_lazy("stage", "Adopted by the body")),
    "sent": ("st-sent", pgettext_lazy("stage", "Sent")),
    "closed": ("st-closed", pgettext_lazy("stage", "Closed")),
    "withdrawn": ("st-drawn", pgettext_lazy("stage", "Withdrawn")),
    "superseded": ("st-next", pgettext_lazy("stage", "Superseded")),
}
POSITION: Words = {
    "awaiting": ("po-await", pgettext_lazy("position", "Awaiting an answer")),
    "accepted": ("po-yes", pgettext_lazy("position", "Accepted")),
    "accepted_in_part": ("po-part", pgettext_lazy("position", "Accepted in part")),
    "not_accepted": ("po-no", pgettext_lazy("position", "Not accepted")),
    "said_already_done": ("po-done", pgettext_lazy("position", "Said to be already done")),
    "not_our_competence": ("po-fwd", pgettext_lazy("position", "Not our competence")),
}
IMPLEMENTATION: Words = {
    "no_evidence": ("im-x", pgettext_lazy("implementation", "No evidence")),
    "not_started": ("im-0", pgettext_lazy("implementation", "Not started")),
    "limited": ("im-1", pgettext_lazy("implementation", "Limited")),
    "substantial": ("im-2", pgettext_lazy("implementation", "Substantial")),
    "complete": ("im-3", pgettext_lazy("implementation", "Complete")),
}
TIMELINESS: Words = {
    "not_due": ("ti-wait", pgettext_lazy("timeliness", "Not due yet")),
    "due_soon": ("ti-near", pgettext_lazy("timeliness", "Due soon")),
    "answered_in_time": ("ti-ok", pgettext_lazy("timeliness", "Answered in time")),
    "answered_late": ("ti-late", pgettext_lazy("timeliness", "Answered late")),
    "overdue": ("ti-over", pgettext_lazy("timeliness", "Overdue")),
    "lawfully_extended": ("ti-ext", pgettext_lazy("timeliness", "Lawfully extended")),
    "suspended": ("ti-stop", pgettext_lazy("timeliness", "Suspended")),
    "not_delivered": ("ti-post", pgettext_lazy("timeliness", "Not yet delivered")),
    "no_answer": ("ti-none", pgettext_lazy("timeliness", "No answer")),
    "answered": ("ti-said", pgettext_lazy("timeliness", "Answered")),
}
GRADE: Words = {
    "A": ("", pgettext_lazy("grade", "Largely satisfactory")),
    "B": ("", pgettext_lazy("grade", "Partly satisfactory")),
    "C": ("", pgettext_lazy("grade", "Not satisfactory")),
    "D": ("", pgettext_lazy("grade", "Does not answer the point")),
    "E": ("", pgettext_lazy("grade", "Contrary to the recommendation")),
}

AXES: Mapping[str, Words] = {
    "stage": STAGE,
    "position": POSITION,
    "implementation": IMPLEMENTATION,
    "timeliness": TIMELINESS,
    "grade": GRADE,
}
AXIS_LABELS: Mapping[str, Promise] = {
    "stage": pgettext_lazy("axis", "Stage"),
    "position": pgettext_lazy("axis", "Position"),
    "timeliness": pgettext_lazy("axis", "Deadline"),
    "implementation": pgettext_lazy("axis", "Implementation"),
    "grade": pgettext_lazy("axis", "Quality of the answer"),
}
