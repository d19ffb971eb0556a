"""Every mail passes here, so that the status page can say whether mail works."""

from collections.abc import Sequence
from typing import Any

from django.core.mail import mailers
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMessage
from django.utils import timezone

from kenes.domain.shared.actions import note_pulse


class WatchedBackend(BaseEmailBackend):
    """Hands mail to the mailer named `transport` and notes whether it was taken."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Send, note the outcome, and return how many were taken.

        The error of the transport is noted and raised again: whoever sends must know.
        """
        transport: Any = mailers["transport"]
        try:
            taken: int = transport.send_messages(email_messages) or 0
        except Exception as error:
            note_pulse("mail", is_ok=False, detail=type(error).__name__, now=timezone.now())
            raise
        note_pulse("mail", is_ok=True, now=timezone.now())
        return taken
