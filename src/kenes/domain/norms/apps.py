from django.apps import AppConfig


class NormsConfig(AppConfig):
    name = "kenes.domain.norms"
    label = "norms"
