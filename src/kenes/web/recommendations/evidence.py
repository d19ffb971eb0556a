"""Where a file or a link that shows something can be opened."""

from django.urls import NoReverseMatch, reverse

from kenes.domain.recommendations.queries.fulfilment import FileRow


def url_of(row: FileRow) -> str:
    """Return the address of a piece of evidence."""
    if row.link:
        return row.link
    try:
        return reverse("files:download", args=[row.public_id, row.title])
    except NoReverseMatch:
        return ""
