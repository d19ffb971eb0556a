from django.apps import AppConfig


class ProjectConfig(AppConfig):
    name = "kenes.project"
    label = "project"
