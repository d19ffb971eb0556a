from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "kenes.domain.files"
    label = "files"
