from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "kenes.domain.search"
    label = "search"
