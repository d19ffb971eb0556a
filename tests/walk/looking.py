"""A window that walks: opens pages with all that folds unfolded, presses, and notes what is wrong."""

from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import cycle, product
from urllib.parse import urlsplit

from django.conf import settings
from playwright.sync_api import Browser, Error, Page

from kenes.domain.accounts.models import Person
from tests.journeys.clean import (
    HEIGHT,
    WATCH_POLICY,
    Reader,
    axe_findings,
    axe_source,
    head_findings,
    heard,
    large_text_findings,
    sideways_findings,
)
from tests.journeys.conftest import session_of
from tests.walk.plan import Key, is_own_page, key_of, route_named, seeds, special_pages

# The width changes least often, since to lay a page out anew costs most.
LOOKS = list(product((360, 1280), ("kk", "ru"), ("light", "dark")))
# Printing opens a window of the system, which nobody here could close again.
STILL = "window.print = () => {};"
UNFOLD = "() => document.querySelectorAll('details').forEach((one) => { one.open = true; })"
LINKS = """
() => [...document.querySelectorAll('main a[href]')].map((one) => one.href)
  .filter((one) => one.startsWith(location.origin + '/'))
"""
BUTTONS = """
() => [...document.querySelectorAll('button, input[type=submit]')].map((one, place) => {
  const parts = one.form ? [...one.form.elements].map((part) => part.name).filter(Boolean) : [];
  const asked = [...new Set(parts)].sort().join(' ');
  const to = one.form ? new URL(one.form.action).pathname : one.textContent.trim();
  const said = one.closest('kk-keys') ? 'letter' : `${one.name}=${one.value} ${to}`;
  const is_open = one.checkVisibility() && one.getAttribute('aria-disabled') !== 'true';
  const kind = `${one.type} ${said} (${asked})`.replace(/[0-9a-f-]{36}|\\d+|\\b(kk|ru|en)\\b/g, '-');
  return { place, is_open, kind };
}).filter((one) => one.is_open)
"""
# Of rows made alike, to the last class, two stand for all: axe would look at each for as long.
THIN_OUT = """
() => {
  const met = new Map();
  for (const one of document.querySelectorAll('li, tr, label.choice, option')) {
    const make = one.outerHTML.replace(/>[^<]+</g, '><')
      .replace(/ (?!class|role|type|lang|aria-current)[a-z-]+="[^"]*"/g, '');
    met.set(make, (met.get(make) || 0) + 1);
    if (met.get(make) > 2) one.remove();
  }
}
"""
PRESS = "(place) => document.querySelectorAll('button, input[type=submit]')[place].click()"


@dataclass
class Walk:
    """What these roles have seen so far: pages, buttons, and what was wrong."""

    browser: Browser
    base: str
    roles: frozenset[str]
    looks: Iterator[tuple[int, str, str]] = field(default_factory=lambda: cycle(LOOKS))
    routes: set[str] = field(default_factory=set)
    pressed: set[tuple[Key, str]] = field(default_factory=set)
    counts: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


class Window:
    """One browser window of one role: walks through its pages, then presses what they offer."""

    def __init__(self, walk: Walk, role: str, person: Person | None) -> None:
        self.walk, self.role, self.person = walk, role, person
        self.context = walk.browser.new_context(locale="ru", reduced_motion="reduce")
        self.context.set_default_timeout(120_000)
        for script in (WATCH_POLICY, STILL, axe_source()):
            self.context.add_init_script(script)
        self.reader = Reader(self.context.new_page(), walk.base, "kk", 0)
        self.found: dict[tuple[Key, str], str] = {}
        self.ways: deque[str] = deque()
        self.seen: set[Key] = set()

    @property
    def page(self) -> Page:
        return self.reader.page

    def sign_in(self) -> None:
        """Begin a new session, whatever became of the last one."""
        self.context.clear_cookies()
        if self.person is not None:
            name, value = settings.SESSION_COOKIE_NAME, session_of(self.person)
            self.context.add_cookies([{"name": name, "value": value, "url": self.walk.base}])

    def dress(self, path: str) -> str:
        """Take the next language, light and width; return the address in that language."""
        width, language, theme = next(self.walk.looks)
        if self.reader.width != width:
            self.page.set_viewport_size({"width": width, "height": HEIGHT})
        self.reader.language, self.reader.width = language, width
        self.page.emulate_media(color_scheme=theme)
        is_page = path[3:4] == "/" and path[1:3] in {"kk", "ru"}
        return f"/{language}{path[3:]}" if is_page else path

    def open_pages(self) -> None:
        """Open each page of this role: those of each state, what they lead to, and the rest."""
        self.sign_in()
        for path in special_pages(self.role, self.person):
            self.open_page(path, key_of(path))
        self.follow_links()
        for path in seeds(self.role):
            self.ways.append(path)
            self.follow_links()

    def follow_links(self) -> None:
        """Open what is not known yet of where the pages so far lead."""
        while self.ways:
            path = self.ways.popleft()
            key = key_of(path)
            if key and key not in self.seen and self.is_ours(key):
                self.open_page(path, key)

    def is_ours(self, key: Key) -> bool:
        """Say whether a link leads to a page that this role has of its own."""
        return key.route != "account_logout" and is_own_page(route_named(key.route), self.role)

    def open_page(self, path: str, key: Key | None) -> None:
        """Open one page, note what is wrong, which buttons it has, and where it leads."""
        self.visit(self.dress(path))
        self.walk.counts["pages"] += 1
        links, buttons = self.page.evaluate(LINKS), self.page.evaluate(BUTTONS)
        self.examine(f"{self.role} {path}")
        if key is None:
            return
        self.seen.add(key)
        self.walk.routes.add(key.route)
        for button in buttons:
            self.found.setdefault((key, button["kind"]), path)
        self.ways.extend(self.path_of(link) for link in links)

    def path_of(self, link: str) -> str:
        """Return the address of a link without the server and without the place in the page."""
        return link.removeprefix(self.walk.base).split("#")[0]

    def press_buttons(self) -> None:
        """Press each button once, each on a page opened anew."""
        for name, path in self.found.items():
            if name not in self.walk.pressed:
                self.walk.pressed.add(name)
                self.press(path, name[1])

    def press(self, path: str, kind: str) -> None:
        """Press one button and note what is wrong with what it opens.

        What was pressed before may have closed it: then the page that says why is looked at.
        """
        self.sign_in()
        self.visit(self.dress(path))
        places = [one["place"] for one in self.page.evaluate(BUTTONS) if one["kind"] == kind]
        self.walk.counts["buttons" if places else "buttons closed by an earlier one"] += 1
        if places:
            self.page.evaluate(PRESS, places[0])
            self.page.wait_for_load_state("networkidle")
        self.examine_what_came(f"{self.role} {path} after {kind}")

    def examine_what_came(self, what: str) -> None:
        """Examine what a press opened; where the page still went on, the one it went on to."""
        try:
            self.examine(what)
        except Error as error:
            if "context was destroyed" not in error.message:
                raise
            self.page.wait_for_load_state("networkidle")
            self.examine(what)

    def visit(self, path: str) -> None:
        """Open an address and unfold what folds."""
        self.page.goto(self.walk.base + path)
        self.page.evaluate(UNFOLD)

    def examine(self, what: str) -> None:
        """Note everything that is wrong with the page as it stands."""
        self.page.evaluate(UNFOLD)
        self.walk.counts["states"] += 1
        language = self.page.evaluate("document.documentElement.lang")
        found = [
            *heard(self.reader),
            *head_findings(self.page, language),
            *sideways_findings(self.page),
            *large_text_findings(self.page),
        ]
        self.page.evaluate(THIN_OUT)
        found += axe_findings(self.page)
        where = f"{what} ({language}, {self.reader.width} px, {urlsplit(self.page.url).path})"
        self.walk.wrong += [f"{where}: {one}" for one in found]

    def close(self) -> None:
        """Close the window and forget its cookies."""
        self.context.close()
