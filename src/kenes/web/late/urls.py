from django.urls import path

from kenes.web.late import views

app_name = "late"
urlpatterns = [path("", views.board, name="board")]
