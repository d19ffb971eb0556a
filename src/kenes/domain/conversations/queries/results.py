"""Read what was published of a conversation; nothing here looks at a vote."""

from django.db.models import Max

from kenes.domain.conversations.models import Conversation, OpenData, Outcome, Result

FEWEST, STEP = 30, 10


def last_result(conversation: Conversation) -> Result | None:
    """Return the newest published result, None before the first."""
    return Result.objects.filter(conversation=conversation).order_by("-voters").first()


def has_result(conversation: Conversation) -> bool:
    """Tell whether a result was published, without reading it."""
    return Result.objects.filter(conversation=conversation).exists()


def voters_needed(conversation: Conversation) -> int:
    """Return how many people there must be: 30, or ten more than at the last result."""
    rows = Result.objects.filter(conversation=conversation)
    most: int | None = rows.aggregate(most=Max("voters"))["most"]
    return FEWEST if most is None else most + STEP


def results_of(conversation: Conversation) -> list[Result]:
    """Return all results without their figures, the first one first."""
    return list(
        Result.objects.filter(conversation=conversation).defer("figures").order_by("voters")
    )


def open_data_of(conversation: Conversation) -> bytes | None:
    """Return the archive that the newest result is computed from, None before the first."""
    found = OpenData.objects.filter(conversation=conversation).first()
    return bytes(found.archive) if found else None


def outcomes_of(conversation: Conversation) -> list[Outcome]:
    """Return what became of a conversation and may be read by all, the first one first."""
    rows = Outcome.objects.filter(
        conversation=conversation, recommendation__published_at__isnull=False
    )
    return list(rows.select_related("recommendation").order_by("drawn_at", "pk"))


def drafts_of(conversation: Conversation) -> list[Outcome]:
    """Return the recommendations drawn up from a conversation that nobody but their author sees."""
    rows = Outcome.objects.filter(
        conversation=conversation, recommendation__published_at__isnull=True
    )
    return list(rows.select_related("recommendation").order_by("drawn_at", "pk"))
