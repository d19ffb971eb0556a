from django.apps import AppConfig


class RegisterConfig(AppConfig):
    name = "kenes.domain.register"
    label = "register"
