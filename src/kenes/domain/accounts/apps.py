from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "kenes.domain.accounts"
    label = "accounts"
