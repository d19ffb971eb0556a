"""The pages that are measured, each with an address that no cache has seen before."""

from itertools import count

from kenes.domain.institutions.models import Institution
from kenes.domain.recommendations.models import Address, Recommendation

_fresh = count(1)
PAGES = ("home", "list", "list_filtered", "detail", "late", "institution", "region")
LIMIT_QUERIES, LIMIT_ROWS = 15, 300


class Pages:
    """Addresses by name; `details` are recommendations of every age that were answered."""

    def __init__(self) -> None:
        answered = Address.objects.filter(answered_on__isnull=False).order_by("pk")
        step = max(1, answered.count() // 500)
        keys = list(answered.values_list("recommendation_id", flat=True))[::step]
        rows = Recommendation.objects.filter(pk__in=keys).order_by("pk")
        self.details = list(rows.values_list("number", flat=True))
        self.office = Institution.objects.filter(kind="state_office").order_by("pk")[0].public_id

    def address(self, page: str, *, is_fresh: bool = True) -> str:
        """Return a page's address; a fresh one has a query of its own, which no page reads."""
        number = next(_fresh) if is_fresh else 0
        detail = self.details[number * 7 % len(self.details)]
        paths = {
            "home": "/kk/?",
            "list": "/kk/recommendations/?",
            "list_filtered": "/kk/recommendations/?theme=theme-3&timeliness=overdue&q=мектеп&",
            "detail": f"/kk/recommendations/{detail}/?",
            "late": "/kk/late/?",
            "institution": f"/kk/institutions/{self.office}/?",
            "region": "/kk/regions/750000000/?",
        }
        return paths[page] + (f"fresh={number}" if is_fresh else "")
