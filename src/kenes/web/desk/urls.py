"""Addresses of the secretary's desk."""

from django.urls import path

from kenes.web.desk import letter_sent, letters, views

app_name = "desk"
urlpatterns = [
    path("", views.home, name="home"),
    path("links/", views.links, name="links"),
    path("letters/", letters.letters, name="letters"),
    path("letters/<uuid:public_id>/", letters.letter, name="letter"),
    path("letters/<uuid:public_id>/letter.docx", letters.letter_docx, name="letter_docx"),
    path("letters/<uuid:public_id>/sent/", letter_sent.letter_sent, name="letter_sent"),
    path("<uuid:public_id>/", views.item, name="item"),
    path("<uuid:public_id>/<slug:slug>/", views.act, name="act"),
]
