"""Read what was published of a conversation; nothing here looks at a vote."""

from kenes.domain.conversations.models import Conversation, OpenData, Result

FEWEST, STEP = 30, 10


def last_result(conversation: Conversation) -> Result | None:
    """Return the newest published result, None before the first."""
    return Result.objects.filter(conversation=conversation).order_by("-voters").first()


def results_of(conversation: Conversation) -> list[Result]:
    """Return all results without their figures, the first one first."""
    return list(
        Result.objects.filter(conversation=conversation).defer("figures").order_by("voters")
    )


def open_data_of(conversation: Conversation) -> bytes | None:
    """Return the archive that the newest result is computed from, None before the first."""
    found = OpenData.objects.filter(conversation=conversation).first()
    return bytes(found.archive) if found else None
