"""A shortened template says what Django's own says, whatever stands in it."""

from datetime import date

import pytest
from django.template import Context, Engine, RequestContext, VariableDoesNotExist
from django.test import RequestFactory
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy, override

from kenes.web.shared.templating import shorten
from kenes.web.shared.templating.variables import ShortVariable

PLAIN = Engine(libraries={"l10n": "django.templatetags.l10n"})
"""Without a loader of ours: what it parses is Django's."""


class Thing:
    title = "a < b & 'c'"
    none = None
    items = ("zero", "one")

    def __init__(self):
        self.inner = {"key": "<i>", "items": "own", "5": "five", 6: "six"}

    def method(self):
        return "of a <method>"

    def wants(self, one):
        return one

    def changes(self):
        raise AssertionError("called")

    changes.alters_data = True

    @property
    def itself(self):
        return self

    @property
    def broken(self):
        raise AttributeError("inside")

    def __str__(self):
        return "<thing>"


def _values():
    return {
        "thing": Thing(),
        "kind": Thing,
        "text": "<b>",
        "safe": mark_safe("<b>"),
        "lazy": gettext_lazy("Menu"),
        "number": 1234567,
        "day": date(2026, 11, 9),
        "nothing": None,
        "pairs": [("a", 1), ("<", 2)],
        "call": lambda: {"deep": "<called>"},
    }


SOURCES = [
    "{{ text }}{{ safe }}{{ lazy }}{{ number }}{{ day }}{{ nothing }}{{ missing }}",
    "{{ thing.title }}{{ thing.itself.itself.title }}{{ thing.none }}{{ thing }}",
    "{{ thing.inner.key }}{{ thing.inner.items }}{{ thing.inner.keys }}{{ thing.inner.5 }}",
    "{{ thing.inner.6 }}{{ thing.inner.missing }}{{ thing.items.1 }}{{ thing.items.7 }}",
    "{{ thing.method }}{{ thing.method.upper }}{{ thing.wants }}{{ thing.changes }}",
    "{{ kind.title }}{{ kind.items.0 }}{{ call.deep }}{{ call }}{{ text.upper }}{{ text.0 }}",
    "{{ text|upper }}{{ missing|default:text }}{{ text|default:thing.title|cut:safe }}",
    "{% if thing.itself.none %}1{% elif missing.deep or text == '<b>' %}2{% endif %}",
    "{% for name, n in pairs %}{{ name }}{{ n }}{{ forloop.counter }}{{ forloop.last }}{% endfor %}",
    "{% with own=thing.inner.key %}{{ own }}{% with thing=own %}{{ thing }}{% endwith %}{% endwith %}",
    "{% autoescape off %}{{ text }}{{ thing.title }}{{ number }}{% endautoescape %}",
    "{% partialdef part inline %}{{ text }}{% endpartialdef %}{% partial part %}",
    "{% block a %}{{ text }}{% endblock %}{{ 12 }}{{ 1.5 }}{{ 'x<' }}{{ _('Menu') }}",
    "{% for a, n in pairs %}{% for b in pairs %}{{ forloop.parentloop.counter }}{% endfor %}{% endfor %}",
    "{% for a, n in pairs %}{% cycle 'odd' '<' %}{% ifchanged a %}{{ a }}{% endifchanged %}{% endfor %}",
    "{% for one in nothing %}{{ one }}{% empty %}none {{ text }}{% endfor %}",
    "{{ request.path }}{{ dicts.0.True }}{{ autoescape }}{{ template.name }}{{ True }}{{ None }}",
]


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("make", [Context, lambda v: RequestContext(RequestFactory().get("/<"), v)])
def test_every_kind_of_value_is_written_as_by_django(source, make):
    own, short = PLAIN.from_string(source), PLAIN.from_string(source)
    shorten(short)

    assert short.render(make(_values())) == own.render(make(_values()))


PAGES = {
    "base": "<p>{% translate 'Menu' %} {{ text }}{% block a %}of base{% endblock %}{% block b %}{% endblock %}",
    "page": "{% extends 'base' %}{% block a %}{{ block.super }}{% include 'part' with own=text only %}{% endblock %}",
    "part": "[{{ own }}{{ text }}{{ request.path }}{{ True }}{% with own=1 %}{{ own }}{% endwith %}]",
    "parts": "{% for n in pairs %}{% include 'part' with own=n.0 only %}{% include 'part' %}{% endfor %}"
    "{% include './part' with own=missing only %}{% include name with own=text only %}{{ own }}",
    "broken": "{% include 'breaks' with thing=thing only %}",
    "breaks": "{{ thing.broken }}",
}


def _engine(*, is_short):
    loader = (
        "kenes.web.shared.templating.Loader"
        if is_short
        else "django.template.loaders.cached.Loader"
    )
    return Engine(loaders=[(loader, [("django.template.loaders.locmem.Loader", PAGES)])],
                  builtins=["django.templatetags.i18n", "kenes.web.templatetags.once"])  # fmt: skip


@pytest.mark.parametrize("name", ["page", "parts"])
def test_pages_made_of_others_are_as_by_django_in_each_language_and_at_each_rendering(name):
    request = RequestFactory().get("/<")
    own, short = (_engine(is_short=one).get_template(name) for one in (False, True))
    values = _values() | {"name": "part"}

    for language in ("kk", "ru", "kk", "en"):
        with override(language):
            wanted = own.render(RequestContext(request, values))
            assert short.render(RequestContext(request, values)) == wanted


def test_after_an_include_that_breaks_the_names_around_it_are_there_again():
    context = Context(_values() | {"text": "outer"})

    with pytest.raises(AttributeError, match="inside"):
        _engine(is_short=True).get_template("broken").render(context)

    assert context["text"] == "outer"


def test_what_breaks_inside_breaks_as_before():
    short = PLAIN.from_string("{{ thing.broken }}")
    shorten(short)

    with pytest.raises(AttributeError, match="inside"):
        short.render(Context(_values()))


def test_pages_are_shortened_unless_they_are_debugged():
    loaders = [("kenes.web.shared.templating.Loader", [("django.template.loaders.locmem.Loader",
               {"page": "{% if a %}{{ a|default:a }}{% endif %}"})])]  # fmt: skip
    kinds = {}
    for debug in (False, True):
        page = Engine(loaders=loaders, debug=debug).get_template("page")
        node = page.nodelist[0].conditions_nodelists[0][1][0]
        kinds[debug] = type(node.filter_expression.var)
        assert page.render(Context({"a": "<"})) == "&lt;"

    assert kinds[False] is ShortVariable
    assert kinds[True] is not ShortVariable


def test_a_value_that_is_missing_is_told_by_its_name():
    with pytest.raises(VariableDoesNotExist, match="absent"):
        ShortVariable("absent.deep").resolve(Context({"deep": 1}))
    assert ShortVariable("'text'").resolve(Context()) == "text"
    assert ShortVariable("a.b").resolve({"a": {"b": 2}}) == 2
