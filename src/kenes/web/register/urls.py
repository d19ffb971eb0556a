from django.urls import path

from kenes.web.register import views

app_name = "register"
urlpatterns = [
    path("", views.index, name="list"),
    path("<uuid:public_id>/", views.entry, name="entry"),
]
