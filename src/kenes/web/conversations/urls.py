"""Addresses of conversations."""

from django.urls import path

from kenes.web.conversations import (
    desk,
    keys,
    placing,
    results,
    sharing,
    taking_part,
    tokens,
    views,
)

app_name = "conversations"
urlpatterns = [
    path("", views.list_page, name="list"),
    path("desk/", desk.home, name="desk"),
    path("desk/prepare/", desk.prepare, name="prepare"),
    path("<uuid:public_id>/", views.detail, name="detail"),
    path("<uuid:public_id>/statements.csv", views.statements_csv, name="statements_csv"),
    path("<uuid:public_id>/results/", results.page, name="results"),
    path("<uuid:public_id>/results/method/", results.method, name="method"),
    path("<uuid:public_id>/results/report/", results.report, name="report"),
    path("<uuid:public_id>/results/data.zip", results.data, name="data"),
    path("<uuid:public_id>/results/<slug:ident>.csv", results.as_csv, name="chart"),
    path("<uuid:public_id>/vote/", taking_part.vote, name="vote"),
    path("<uuid:public_id>/say/", taking_part.say, name="say"),
    path("<uuid:public_id>/own/", taking_part.own, name="own"),
    path("<uuid:public_id>/region/", placing.region, name="region"),
    path("<uuid:public_id>/key/", keys.key_page, name="key"),
    path("<uuid:public_id>/token/", tokens.token, name="token"),
    path("<uuid:public_id>/with-token/", tokens.with_token, name="with_token"),
    path("<uuid:public_id>/share/", sharing.share, name="share"),
    path("<uuid:public_id>/desk/", desk.item, name="item"),
    path("<uuid:public_id>/desk/<slug:ident>.csv", desk.panel_csv, name="panel"),
    path("<uuid:public_id>/desk/rewrite/", desk.rewrite, name="rewrite"),
    path("<uuid:public_id>/desk/<slug:slug>/", desk.act, name="act"),
    path("<uuid:public_id>/desk/<int:number>/<slug:slug>/", desk.statement_act, name="about"),
]
