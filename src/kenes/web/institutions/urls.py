"""Addresses of institutions."""

from django.urls import path

from kenes.web.institutions import calls, declaring, founding, members, views

app_name = "institutions"
urlpatterns = [
    path("", views.list_page, name="list"),
    path("<uuid:public_id>/", views.detail, name="detail"),
    path("<uuid:public_id>/texts/publish/", founding.publish, name="publish_text"),
    path("<uuid:public_id>/texts/<slug:kind>/<int:number>/", founding.text_page, name="text"),
    path("<uuid:public_id>/calls/open/", calls.open_page, name="open_call"),
    path("<uuid:public_id>/calls/<int:number>/", calls.call_page, name="call"),
    path("<uuid:public_id>/calls/<int:number>/<slug:slug>/", calls.act, name="call_act"),
    path("<uuid:public_id>/members/", members.members, name="members"),
    path("<uuid:public_id>/members/seat/", members.seat, name="seat_member"),
    path("members/<uuid:public_id>/replace/", members.replace, name="replace_member"),
    path("<uuid:public_id>/declare/", declaring.declare, name="declare"),
    path("<uuid:public_id>/data.json", views.data, name="data"),
]
