"""When a text takes support, and when somebody may follow it."""

from django.utils.translation import gettext_lazy as _

from kenes.domain.recommendations.models import Recommendation
from kenes.domain.recommendations.values import Stage
from kenes.domain.shared.refusals import Refusal

SUPPORTED = (Stage.ADMISSIBLE, Stage.SYSTEMATISED, Stage.ADOPTED, Stage.SENT)


def refuse_support(recommendation: Recommendation) -> Refusal | None:
    """Say why the text takes no support now; whose key it is plays no part."""
    if recommendation.stage in SUPPORTED and not recommendation.hidden_ground:
        return None
    return Refusal(
        "takes_no_support",
        _("This text takes no support now: it is not under consideration, or it is hidden."),
        _("You may follow it; you will be told when something happens."),
    )


def already_supported() -> Refusal:
    """Return the calm answer to a second click: nothing was lost, nothing counted twice."""
    return Refusal(
        "already_supported",
        _("You support this text already. It counts once, and nothing was changed."),
        _("You may take your support back with the same key."),
    )


def not_supported() -> Refusal:
    """Return the answer to taking back what was not given with this key."""
    return Refusal(
        "not_supported",
        _("There is nothing to take back: this text has no support with this key."),
        _("If you have several keys, try the one that you used."),
    )
