"""A conversation with its statements: one statement is one thing to vote on, in two texts."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kenes.domain.institutions.models import Institution, Territory
from kenes.domain.norms.models import Act
from kenes.domain.recommendations.models import Recommendation
from kenes.domain.shared.keys import new_public_id
from kenes.domain.shared.languages import Language

LINE_LIMIT = 300
STATEMENT_LIMIT = 200


def none_of(*fields: str) -> Q:
    """Return the condition that none of these fields holds anything."""
    return Q(**{f"{field}__isnull": True for field in fields})


class Conversation(models.Model):
    """A question that an institution puts to people, in Kazakh and in Russian.

    It stands on one ground at most: a recommendation, a bill, a region or a session. Sessions have
    no rows of their own yet: one is named as text, by its body (`session_body`), its day and its
    title, so that a row of that body and day can be found for it later. `closes_on` is the last
    day, in the institution's own zone. `contest` is what the host said of candidates, parties and
    referendum questions, empty until it was asked; `pollster` and `notice` name who may lawfully
    poll on them. The next result waits for `result_from` voters and then until `result_after`, both
    drawn by lot (`actions.waiting`). On PostgreSQL no row of votes that is older than the
    transaction `mixed_at` lies in the order in which it came (`actions.mixing`).
    """

    class Stage(models.TextChoices):
        PREPARED = "prepared", _("prepared")
        OPEN = "open", _("open")
        CLOSED = "closed", _("closed")

    class Moderation(models.TextChoices):
        BEFORE = "before", _("A statement is shown once the secretariat has taken it")
        AFTER = "after", _("A statement is shown at once and may be returned later")

    class Admits(models.TextChoices):
        ANYBODY = "anybody", _("Anybody who has the link, without an account")
        KEY = "key", _("Only people with a support key: one person, one key")
        CHECKED = "checked", _("Only people whose identity was checked, with a token")

    class Contest(models.TextChoices):
        NO = "no", _("No candidate, party or referendum question is named")
        YES = "yes", _("A candidate, a party or a referendum question is named")

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    body = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="conversations")
    question_kk = models.CharField(max_length=LINE_LIMIT)
    question_ru = models.CharField(max_length=LINE_LIMIT)
    about_kk = models.TextField(blank=True)
    about_ru = models.TextField(blank=True)
    recommendation = models.ForeignKey(
        Recommendation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    bill = models.ForeignKey(Act, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    territory = models.ForeignKey(
        Territory, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    session_body = models.ForeignKey(
        Institution, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    session_on = models.DateField(null=True, blank=True)
    session_title_kk = models.CharField(max_length=LINE_LIMIT, blank=True)
    session_title_ru = models.CharField(max_length=LINE_LIMIT, blank=True)
    stage = models.CharField(max_length=8, choices=Stage, default=Stage.PREPARED)
    moderation = models.CharField(max_length=8, choices=Moderation, default=Moderation.BEFORE)
    admits = models.CharField(max_length=8, choices=Admits, default=Admits.ANYBODY)
    with_tokens = models.BooleanField(default=False)
    releases_rows = models.BooleanField(default=False)
    asks_region = models.BooleanField(default=False)
    closes_on = models.DateField()
    created_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    close_grounds = models.CharField(max_length=500, blank=True)
    contest = models.CharField(max_length=3, choices=Contest, blank=True)
    pollster = models.CharField(max_length=LINE_LIMIT, blank=True)
    notice = models.CharField(max_length=100, blank=True)
    edition = models.PositiveIntegerField(default=1)
    mixed_at = models.BigIntegerField(null=True, editable=False)
    result_from = models.PositiveIntegerField(null=True, editable=False)
    result_after = models.DateTimeField(null=True, editable=False)

    class Meta:
        indexes = [models.Index(fields=["stage", "-opened_at"], name="conversation_by_stage")]
        constraints = [
            models.CheckConstraint(
                condition=Q(stage="prepared", opened_at__isnull=True)
                | Q(stage__in=["open", "closed"], opened_at__isnull=False),
                name="an_open_conversation_was_opened",
            ),
            models.CheckConstraint(
                condition=Q(stage="closed", closed_at__isnull=False)
                | ~Q(stage="closed") & Q(closed_at__isnull=True),
                name="a_closed_conversation_was_closed",
            ),
            models.CheckConstraint(
                condition=none_of("recommendation", "bill", "territory")
                | none_of("recommendation", "bill", "session_body")
                | none_of("recommendation", "territory", "session_body")
                | none_of("bill", "territory", "session_body"),
                name="one_ground_of_a_conversation",
            ),
            models.CheckConstraint(
                condition=Q(
                    session_body__isnull=True,
                    session_on__isnull=True,
                    session_title_kk="",
                    session_title_ru="",
                )
                | Q(session_body__isnull=False, session_on__isnull=False)
                & ~Q(session_title_kk="")
                & ~Q(session_title_ru=""),
                name="a_session_is_named_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.question_ru

    @property
    def takes_tokens(self) -> bool:
        """Whether people whose identity was checked vote here with a token, counted apart."""
        return self.with_tokens or self.admits == self.Admits.CHECKED


class Statement(models.Model):
    """One thing to agree or disagree with; votes fall on it, whichever of its texts was shown."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waits for a decision")
        SHOWN = "shown", _("shown")
        RETURNED = "returned", _("returned")
        MERGED = "merged", _("merged into another one")

    class Ground(models.TextChoices):
        OFF_QUESTION = "off_question", _("It does not answer the question")
        SEVERAL = "several", _("It says several things at once")
        NAMES_PEOPLE = "names_people", _("It names or accuses a person")
        OFFENSIVE = "offensive", _("It insults or calls for hatred")
        UNCLEAR = "unclear", _("It cannot be understood")

    conversation = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, related_name="statements"
    )
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    is_seed = models.BooleanField(default=False)
    original_language = models.CharField(max_length=2, choices=Language)
    ground = models.CharField(max_length=16, choices=Ground, blank=True)
    note = models.CharField(max_length=500, blank=True)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="doubles"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["conversation", "number"], name="one_statement_a_number"
            ),
            models.CheckConstraint(
                condition=Q(state="merged", merged_into__isnull=False)
                | ~Q(state="merged") & Q(merged_into__isnull=True),
                name="a_merged_statement_says_into_which",
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | ~Q(ground=""),
                name="a_returned_statement_has_a_ground",
            ),
        ]

    def __str__(self) -> str:
        return f"statement {self.number} of {self.conversation_id}"


class Rendering(models.Model):
    """What a statement says in one language. A corrected one stays, below the next number."""

    class State(models.TextChoices):
        AUTHOR = "author", _("the author's own words")
        CHECKED = "checked", _("checked translation")
        MACHINE = "machine", _("machine translation, unchecked")

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="renderings")
    language = models.CharField(max_length=2, choices=Language)
    number = models.PositiveSmallIntegerField(default=1)
    text = models.CharField(max_length=STATEMENT_LIMIT)
    state = models.CharField(max_length=8, choices=State)
    written_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "language", "number"], name="one_rendering_a_number"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.language} of {self.statement_id}"
