from django.urls import path

from kenes.web.me import views

app_name = "me"
urlpatterns = [
    path("", views.home, name="home"),
    path("notices/", views.notices, name="notices"),
    path("settings/", views.settings, name="settings"),
    path("support-key/", views.support_key, name="support_key"),
    path("support-key/forget/", views.forget_support_key, name="forget_support_key"),
    path("data/", views.data, name="data"),
    path("erase/", views.erase, name="erase"),
    path("unsubscribe/<str:token>/", views.unsubscribe, name="unsubscribe"),
]
