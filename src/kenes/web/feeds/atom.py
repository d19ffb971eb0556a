"""Atom feeds (RFC 4287): of the list under any filter, and of one recommendation's acts."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kenes.domain.recommendations.queries import detail as details
from kenes.domain.recommendations.queries import facets, feeds, listing
from kenes.domain.shared.languages import current_language
from kenes.web.recommendations import filters
from kenes.web.recommendations.acts import line
from kenes.web.recommendations.cards import tags
from kenes.web.recommendations.views import open_stamp
from kenes.web.shared.caching import public_page
from kenes.web.shared.context import absolute

if TYPE_CHECKING:
    from kenes.domain.recommendations.models import Event

MEDIA_TYPE = "application/atom+xml; charset=utf-8"


class SpokenFeed(Atom1Feed):
    """An Atom feed whose entries say in which language each stands."""

    def item_attributes(self, item: dict[str, Any]) -> dict[str, Any]:
        """Mark an entry with its own language."""
        return {"xml:lang": item["spoken"]}

    def latest_post_date(self) -> datetime:
        """Return the newest entry's moment; the beginning of time when there is none.

        The library would take the clock's, and an empty feed would change with every look.
        """
        moments = (item["updateddate"] for item in self.items)
        return max(moments, default=datetime.fromtimestamp(0, tz=UTC))


@login_not_required
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """Give the newest recommendations that the address's own filters find."""
    now = timezone.now()
    with facets.one_look():
        version = f"atom-{facets.version(now)}"
        return _typed(public_page(request, version, now, lambda: _listed(request, now)))


@login_not_required
@require_safe
def acts(request: HttpRequest, number: str) -> HttpResponse:
    """Give the latest public acts on one recommendation."""
    stamp = open_stamp(number)
    version = f"atom-{stamp.version}"
    return _typed(public_page(request, version, timezone.now(), lambda: _acts(request, stamp)))


def _listed(request: HttpRequest, now: datetime) -> HttpResponse:
    wish = filters.read(request.GET)
    keys = feeds.newest_keys(wish, now=now)
    chosen = "; ".join(str(chip.label) for chip in filters.chips(wish, request.GET))
    feed = _feed(
        request,
        title=f"{_('Recommendations')}: {chosen}" if chosen else _("Recommendations"),
        page=f"{reverse('recommendations:list')}{_query(request)}",
    )
    for item in feeds.newest_items(keys, language=current_language(), now=now):
        _add_item(feed, request, item)
    return _answer(feed)


def _acts(request: HttpRequest, stamp: details.Stamp) -> HttpResponse:
    title = listing.titles_of([stamp.pk], current_language()).get(stamp.pk, "")
    page = reverse("recommendations:detail", args=[stamp.number])
    feed = _feed(request, title=f"№ {stamp.number}. {title}", page=page)
    for event in feeds.latest_acts(stamp.pk):
        said = line(event)
        feed.add_item(
            title=said.sentence,
            link=absolute(request, said.entry_url or f"{page}#s-acts"),
            description=escape(said.grounds),
            unique_id=_key_of(event, stamp.number),
            pubdate=event.at,
            updateddate=event.at,
            spoken=current_language(),
        )
    return _answer(feed)


def _add_item(feed: SpokenFeed, request: HttpRequest, item: feeds.FeedItem) -> None:
    card = item.card
    states = "; ".join(str(tag.word) for tag in tags(card))
    feed.add_item(
        title=card.title,
        link=absolute(request, reverse("recommendations:detail", args=[card.number])),
        description=escape(f"№ {card.number}. {states}"),
        unique_id=_urn(item.public_id),
        pubdate=item.published_at,
        updateddate=item.updated_at,
        spoken=card.title_language or current_language(),
    )


def _feed(request: HttpRequest, *, title: str, page: str) -> SpokenFeed:
    return SpokenFeed(
        title=f"{title} · {_('Kenes')}",
        link=absolute(request, page),
        description=None,
        author_name=_("Kenes"),
        language=current_language(),
        feed_url=request.build_absolute_uri(),
        feed_guid=request.build_absolute_uri(),
    )


def _answer(feed: SpokenFeed) -> HttpResponse:
    return HttpResponse(feed.writeString("utf-8"), content_type=MEDIA_TYPE)


def _typed(response: HttpResponse) -> HttpResponse:
    """Name the type of a feed that was kept as bytes alone."""
    response["Content-Type"] = MEDIA_TYPE
    return response


def _query(request: HttpRequest) -> str:
    return f"?{request.GET.urlencode()}" if request.GET else ""


def _key_of(event: "Event", number: str) -> str:
    """Return an act's lasting key: its register entry's, else one made of what never changes."""
    if event.entry:
        return _urn(event.entry.public_id)
    return _urn(uuid5(NAMESPACE_URL, f"kenes:{number}:{event.kind}:{event.at.isoformat()}"))


def _urn(key: UUID) -> str:
    return f"urn:uuid:{key}"
