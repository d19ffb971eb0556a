from django.urls import path

from kenes.web.status import views

app_name = "status"
urlpatterns = [
    path("", views.page, name="page"),
    path("mail/", views.test_mail, name="test_mail"),
]
