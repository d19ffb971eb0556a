"""Who may reach which address: closed unless it is on the reviewed list of public names."""

from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver

PUBLIC = Path(__file__).with_name("public_urls.txt")
LIBRARY = ("allauth.",)


def patterns_below(resolver, namespaces=()):
    for item in resolver.url_patterns:
        if isinstance(item, URLResolver):
            inner = (*namespaces, item.namespace) if item.namespace else namespaces
            yield from patterns_below(item, inner)
        elif isinstance(item, URLPattern):
            yield ":".join([*namespaces, item.name or str(item.pattern)]), item.callback


def is_closed(view) -> bool:
    """LoginRequiredMiddleware closes every view but those marked `@login_not_required`."""
    return getattr(view, "login_required", True)


def own_routes():
    return {
        name: view
        for name, view in patterns_below(get_resolver())
        if not view.__module__.startswith(LIBRARY)
    }


def test_the_public_addresses_are_exactly_those_that_were_reviewed():
    public = sorted(name for name, view in own_routes().items() if not is_closed(view))

    reviewed = [line for line in PUBLIC.read_text().splitlines() if line and line[0] != "#"]

    assert public == sorted(reviewed)


def test_every_route_has_a_name_of_its_own():
    names = [name for name, _ in patterns_below(get_resolver())]

    assert sorted(names) == sorted(set(names))
