from django.apps import AppConfig


class InstitutionsConfig(AppConfig):
    name = "kenes.domain.institutions"
    label = "institutions"
