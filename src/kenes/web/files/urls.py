from django.urls import path

from kenes.web.files import views

app_name = "files"
urlpatterns = [path("<uuid:public_id>/<str:name>", views.download, name="download")]
