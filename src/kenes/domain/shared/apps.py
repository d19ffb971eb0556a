from django.apps import AppConfig


class SharedConfig(AppConfig):
    name = "kenes.domain.shared"
    label = "shared"
