"""Addresses of the administrator's pages."""

from django.urls import path

from kenes.web.host import campaigns, institutions, law, mandates, people, register

app_name = "host"
urlpatterns = [
    path("", institutions.home, name="home"),
    path("institutions/open/", institutions.open_page, name="open"),
    path("institutions/<uuid:public_id>/", institutions.detail, name="institution"),
    path("institutions/<uuid:public_id>/rename/", institutions.rename, name="rename"),
    path("institutions/<uuid:public_id>/end/", institutions.end, name="end"),
    path("institutions/<uuid:public_id>/succeed/", institutions.succeed, name="succeed"),
    path("institutions/<uuid:public_id>/pass-on/", institutions.pass_on, name="pass_on"),
    path("institutions/<uuid:public_id>/seat/", mandates.seat, name="seat"),
    path("institutions/<uuid:public_id>/grant/", mandates.grant, name="grant"),
    path("institutions/<uuid:public_id>/procedure/", law.procedure, name="procedure"),
    path("mandates/<uuid:public_id>/end/", mandates.end, name="end_mandate"),
    path("mandates/<uuid:public_id>/substitute/", mandates.substitute, name="substitute"),
    path("people/identity/", people.identity, name="identity"),
    path("rules/", law.rules_page, name="rules"),
    path("rules/publish/", law.publish_rule, name="publish_rule"),
    path("campaigns/", campaigns.campaigns, name="campaigns"),
    path("campaigns/publish/", campaigns.publish_campaign, name="publish_campaign"),
    path("calendar/", law.calendar, name="calendar"),
    path("register/", register.removals, name="removals"),
    path("register/<uuid:public_id>/remove/", register.remove_content, name="remove_content"),
    path("calendar/correct/", law.correct_day, name="correct_day"),
]
