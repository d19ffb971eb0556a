from django.urls import path

from kenes.web.register import receipts, views

app_name = "register"
urlpatterns = [
    path("", views.index, name="list"),
    path("log/", views.log, name="log"),
    path("<uuid:public_id>/", views.entry, name="entry"),
    path("<uuid:public_id>/proof", views.proof, name="proof"),
    path("<uuid:public_id>/receipt/", receipts.receipt, name="receipt"),
    path("<uuid:public_id>/receipt/file", receipts.receipt_file, name="receipt_file"),
    path("<uuid:public_id>/content.json", views.content, name="content"),
]
