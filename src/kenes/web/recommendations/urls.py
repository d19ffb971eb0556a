from django.urls import path, register_converter

from kenes.web.feeds import atom
from kenes.web.recommendations import backing, views
from kenes.web.recommendations.returned import returned


class NumberConverter:
    """A citable number: year, hyphen, digits."""

    regex = "[0-9]{4}-[0-9]{1,7}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(NumberConverter, "number")

app_name = "recommendations"
urlpatterns = [
    path("", views.index, name="list"),
    path("feed.atom", atom.listed, name="feed"),
    path("export.csv", views.export_csv, name="export_csv"),
    path("export.json", views.export_json, name="export_json"),
    path("returned/", returned, name="returned"),
    path("<number:number>/", views.detail, name="detail"),
    path("<number:number>/data.json", views.data, name="data"),
    path("<number:number>/feed.atom", atom.acts, name="acts_feed"),
    path("<number:number>/follow/", backing.follow_page, name="follow"),
    path("<number:number>/support/", backing.support_page, name="support"),
    path("<number:number>/unfollow/", backing.unfollow, name="unfollow"),
    path("<number:number>/versions/", views.versions, name="versions"),
    path("<number:number>/versions/<int:before>-<int:after>/", views.diff, name="diff"),
]
