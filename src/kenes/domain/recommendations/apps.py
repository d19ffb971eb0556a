from django.apps import AppConfig


class RecommendationsConfig(AppConfig):
    name = "kenes.domain.recommendations"
    label = "recommendations"
