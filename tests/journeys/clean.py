"""What must hold after every step in a browser, and the reader who watches it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import axe_playwright_python
from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page

AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"
# WCAG 2.0, 2.1 and 2.2 at A and AA, and what axe calls best practice.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NARROW = 320
HEIGHT = 844
WATCH_POLICY = """
addEventListener('securitypolicyviolation', (event) => {
  console.error(`policy: ${event.violatedDirective} refused ${event.blockedURI}`);
});
"""
RUN_AXE = """
async (tags) => {
  const found = await axe.run(document, {
    runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'], preload: false,
  });
  return found.violations.map((one) => ({
    rule: one.id, help: one.help, nodes: one.nodes.map((node) => node.html.slice(0, 200)),
  }));
}
"""
SIDEWAYS = """
() => {
  const wide = document.documentElement.scrollWidth;
  const limit = document.documentElement.clientWidth;
  // One pixel is how a half of one is rounded.
  if (wide <= limit + 1) return [];
  const sticking = [...document.body.querySelectorAll('*')].filter(
    (one) => one.getBoundingClientRect().right > limit + 1);
  return sticking.slice(-3).map((one) => one.outerHTML.slice(0, 160)).concat(`${wide}px`);
}
"""
# Words that stand outside a box which hides what does not fit, or outside their button.
CUT = """
() => {
  const cut = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const home = node.parentElement;
    if (!node.data.trim() || !home.checkVisibility() || home.closest('.vh, .skip, .symbols, option')) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const words = range.getBoundingClientRect();
    if (!words.width) continue;
    for (let box = home; box && box !== document.body; box = box.parentElement) {
      const style = getComputedStyle(box);
      const [x, y] = [style.overflowX, style.overflowY];
      if (/auto|scroll/.test(x + y)) break;
      // What is laid aside for those who listen is hidden on purpose.
      if (style.clipPath !== 'none') break;
      const hides = /hidden|clip/.test(x + y) || box.matches('a.button, button');
      if (!hides) continue;
      const frame = box.getBoundingClientRect();
      const out = Math.max(words.right - frame.right, frame.left - words.left,
        (words.bottom - frame.bottom) / 2, (frame.top - words.top) / 2);
      if (out > 2) cut.push(`${node.data.trim().slice(0, 60)} in ${box.outerHTML.slice(0, 100)}`);
    }
  }
  return cut.slice(0, 4);
}
"""
# Words of the page that lie over its foot.
SPILLED = """
() => {
  const foot = document.querySelector('.foot');
  const spilled = [];
  if (!foot || !foot.checkVisibility()) return spilled;
  const top = foot.getBoundingClientRect().top;
  const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const home = node.parentElement;
    if (!node.data.trim() || !home.checkVisibility() || home.closest('.vh, .symbols, option')) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const words = range.getBoundingClientRect();
    if (words.width && words.bottom > top + 2) spilled.push(node.data.trim().slice(0, 60));
  }
  return spilled.slice(0, 4);
}
"""
LARGER = "(size) => { document.documentElement.style.fontSize = size; }"
HEAD = """
() => ({
  title: document.title.trim(),
  language: document.documentElement.lang,
  headings: [...document.querySelectorAll('h1')].map((one) => one.innerText.trim()),
  prompts: [...document.querySelectorAll('input[placeholder]:not([type=search]), textarea[placeholder]')]
    .map((one) => one.placeholder),
  stops: document.body.innerText.match(/.{0,40}[^.]\\.\\.(?!\\.)/g) || [],
})
"""


@cache
def axe_source() -> str:
    """Return the script of axe, read once."""
    return AXE.read_text(encoding="utf-8")


@dataclass
class Reader:
    """One person with one browser window, in one language; notes what the console says."""

    page: Page
    base: str
    language: str
    width: int
    javascript: bool = True
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type not in {"error", "warning"}:
            return
        # A page that answers 403, 404, 409, 410 or 422 is itself named here; it is no fault.
        is_page = message.location.get("url", "").split("#")[0] == self.page.url.split("#")[0]
        is_answer = any(
            f"status of {status}" in message.text for status in (403, 404, 409, 410, 422)
        )
        if not (is_page and is_answer):
            self.complaints.append(f"{message.type}: {message.text}")

    @property
    def context(self) -> BrowserContext:
        return self.page.context

    def go(self, path: str) -> None:
        """Open a path of this server; "home" stands in the reader's language."""
        self.page.goto(self.base + path)

    def path(self) -> str:
        """Return the path of the page one is at."""
        return urlsplit(self.page.url).path

    def press(self, name: str) -> None:
        """Press the button of this name."""
        self.page.get_by_role("button", name=name).click()

    def follow(self, name: str, *, exact: bool = True) -> None:
        """Follow the first link of this name, or with these words in it."""
        self.page.get_by_role("link", name=name, exact=exact).first.click()

    def fill(self, label: str, words: str) -> None:
        """Write into the field of this label."""
        self.page.get_by_label(label).fill(words)

    def main(self) -> Locator:
        """Return what the page itself says, without head and foot."""
        return self.page.get_by_role("main")

    def close(self) -> None:
        """Close the window and forget its cookies."""
        self.context.close()


def axe_findings(page: Page) -> list[str]:
    """Return what axe finds on the page as it stands, one line a rule."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe_source())
    return [
        f"{one['rule']}: {one['help']}: {' | '.join(one['nodes'][:3])}"
        for one in page.evaluate(RUN_AXE, TAGS)
    ]


def sideways_findings(page: Page) -> list[str]:
    """Return what makes the page wider than a window of 320 px; the window is put back."""
    before = page.viewport_size or {"width": NARROW, "height": HEIGHT}
    page.set_viewport_size({"width": NARROW, "height": HEIGHT})
    found = page.evaluate(SIDEWAYS)
    page.set_viewport_size(before)
    return [f"sideways at {NARROW} px: {' | '.join(found)}"] if found else []


def head_findings(page: Page, language: str) -> list[str]:
    """Return what is wrong with the title, the language and the one main heading."""
    head = page.evaluate(HEAD)
    wrong = []
    if len(head["title"]) < len("Kenes · x"):
        wrong.append(f"no title: {head['title']!r}")
    if head["language"] != language:
        wrong.append(f"lang is {head['language']!r}, not {language!r}")
    if len(head["headings"]) != 1 or not head["headings"][0]:
        wrong.append(f"h1: {head['headings']}")
    wrong += [f"words where an answer belongs: {one}" for one in head["prompts"]]
    return wrong + [f"two full stops: {one}" for one in head["stops"]]


def spilled_findings(page: Page) -> list[str]:
    """Return the words of the page that lie over its foot."""
    return [f"over the foot: {one}" for one in page.evaluate(SPILLED)]


def large_text_findings(page: Page) -> list[str]:
    """Return what does not fit when the text is twice as large; the size is put back."""
    page.evaluate(LARGER, "200%")
    cut, wide = page.evaluate(CUT), page.evaluate(SIDEWAYS)
    page.evaluate(LARGER, "")
    found = [f"cut off at 200 %: {one}" for one in cut]
    return found + ([f"sideways at 200 %: {' | '.join(wide)}"] if wide else [])


def findings(reader: Reader) -> list[str]:
    """Return everything that is wrong with the page as it stands, and forget the console."""
    reader.page.wait_for_load_state()
    with examinable(reader) as page:
        return [*heard(reader), *head_findings(page, reader.language), *look_findings(page)]


def heard(reader: Reader) -> list[str]:
    """Return what the console said so far, and forget it."""
    said, reader.complaints[:] = list(reader.complaints), []
    return said


def look_findings(page: Page) -> list[str]:
    """Return what axe says, and what does not fit: here, at 320 px, with text twice as large."""
    return [
        *axe_findings(page),
        *spilled_findings(page),
        *sideways_findings(page),
        *large_text_findings(page),
    ]


@contextmanager
def examinable(reader: Reader) -> Iterator[Page]:
    """Give the page to axe; without JavaScript a copy of it whose own scripts are not loaded.

    axe is a script itself, and a window whose scripts are off never ends its promises.
    """
    if reader.javascript:
        yield reader.page
        return
    context = reader.context.browser.new_context(viewport=reader.page.viewport_size)
    copy, shown = context.new_page(), reader.page.content()
    copy.route("**/*.js", lambda route: route.abort())
    copy.route(
        reader.page.url.split("#")[0],
        lambda route: route.fulfill(body=shown, content_type="text/html; charset=utf-8"),
    )
    copy.goto(reader.page.url)
    yield copy
    context.close()


def keep_picture(reader: Reader) -> None:
    """Keep a picture of the whole page in the folder KENES_SHOTS, where one is asked for."""
    folder = os.environ.get("KENES_SHOTS")
    if folder:
        name = f"{reader.language}-{reader.width}-{reader.path().strip('/').replace('/', '_')}"
        number = len(list(Path(folder).glob("*.png")))
        reader.page.screenshot(path=Path(folder) / f"{number:03}-{name[:80]}.png", full_page=True)


def expect_clean(reader: Reader) -> None:
    """Fail when the page has no title, language or heading, or axe, console or width complain."""
    wrong = findings(reader)
    keep_picture(reader)

    assert not wrong, f"{reader.page.url} ({reader.width} px):\n" + "\n".join(wrong)
