from django.apps import AppConfig


class ConversationsConfig(AppConfig):
    name = "kenes.domain.conversations"
    label = "conversations"
