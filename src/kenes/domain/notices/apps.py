from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "kenes.domain.notices"
    label = "notices"
