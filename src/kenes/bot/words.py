"""Sentences of the bot, each in Kazakh and in Russian: nobody knows what a group reads.

Whoever talks to the bot alone, or presses a button, with an English Telegram reads English as well.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext_lazy

type Text = str | Promise

type Languages = tuple[str, ...]

LANGUAGES: Languages = ("kk", "ru")
ALERT_LIMIT = 200
"""Telegram shows no more letters in answer to a press."""

CHOICES: dict[int, Text] = {
    1: pgettext_lazy("vote", "I agree"),
    -1: pgettext_lazy("vote", "I disagree"),
    0: pgettext_lazy("vote", "Pass"),
}
KEPT = _("Your vote is kept. You can press another button to change it.")
NEXT = _("Next statement")
TAKE_BACK = _("Take my votes back")
TAKEN_BACK = _("Votes of yours that were taken back:")
ON_THE_PAGE = _("All statements on one page")
HOW = _(
    "Press a button under a statement, each for yourself. Nobody in this chat sees what you "
    "chose. Nothing of the chat is kept: no names, no messages. Votes are counted as those by link."
)
CAMPAIGN = _(
    "The period of an election or a referendum runs. If this names a candidate, a party or a "
    "referendum question, results may not be passed on in the days before the vote and on it."
)
ALL_SHOWN = _("No more statements come here. The page has all of them, and takes your own.")
READS_TOO_MUCH = _(
    "This bot leaves, because it could read what is written here. It takes votes only where it "
    "cannot: add it again as an ordinary member, without rights of an administrator."
)
FORGED = _("This button was not made by this server, so nothing was counted.")
NO_CONVERSATION = _(
    "There is no such conversation here. Open its page, choose “Link and QR to pass on”, and add "
    "the bot from there."
)
NOT_KEPT = _("It did not work, and nothing was counted. Press once more in a minute.")
TOO_MUCH = _("That was too much in a short time. Wait a quarter of an hour, then go on.")


def in_language(language: str, *parts: Text) -> str:
    """Return the parts in one language, as one line."""
    with override(language):
        return " ".join(str(part) for part in parts if part)


def in_both(*parts: Text) -> str:
    """Return the parts in Kazakh and, below, in Russian."""
    return in_each(LANGUAGES, *parts)


def in_each(languages: Languages, *parts: Text) -> str:
    """Return the parts in each of these languages, one below the other."""
    return "\n\n".join(in_language(language, *parts) for language in languages)


def on_buttons(languages: Languages) -> Languages:
    """Return in which languages buttons speak: English alone where it is read, for want of room."""
    return ("en",) if "en" in languages else languages


def reads_english(code: str | None) -> bool:
    """Tell whether a Telegram that names this language ("en-GB") is an English one."""
    return (code or "").lower().split("-")[0] == "en"


def as_alert(language: str, message: Text, remedy: Text = "") -> str:
    """Return what is shown to whoever pressed: message and remedy where both fit."""
    whole = in_language(language, message, remedy)
    if len(whole) <= ALERT_LIMIT:
        return whole
    return in_language(language, message)[:ALERT_LIMIT]
