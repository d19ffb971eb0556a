from django.apps import AppConfig

from kenes.domain.shared.messages import keep_messages
from kenes.domain.shared.threads import keep_by_thread


class SharedConfig(AppConfig):
    name = "kenes.domain.shared"
    label = "shared"

    def ready(self) -> None:
        """Keep the language where it is found at once."""
        keep_by_thread()
        keep_messages()
