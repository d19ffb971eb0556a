"""Make docs/images/recommendation.png: one page, in Kazakh and Russian, on a desk and a phone.

Start `uv run kenes demo`, then `uv run python docs/images/make.py http://localhost:8000`.
"""

import base64
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

PICTURE = Path(__file__).with_name("recommendation.png")
VIEWS = (("kk", 1180, 860), ("ru", 390, 860))
FRAME = """<style>body{margin:0;padding:24px;background:#e9ecee;display:flex;gap:24px}
img{height:720px;border:1px solid #7b858b;background:#fff}</style>"""


def main(site: str) -> None:
    """Take both views and set them side by side."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-background-networking"],
        )
        number = _late_one(browser.new_page(), site)
        shots = [_shot(browser.new_page(), f"{site}/{{}}/{number}", view) for view in VIEWS]
        page = browser.new_page(viewport={"width": 1440, "height": 768})
        page.set_content(FRAME + "".join(f'<img src="data:image/png;base64,{s}">' for s in shots))
        page.screenshot(path=PICTURE, full_page=True)
        browser.close()


def _late_one(page: Page, site: str) -> str:
    """Return the address of a recommendation that has answers and a late one."""
    page.goto(f"{site}/kk/recommendations/?timeliness=overdue&position=accepted_in_part")
    address = page.locator("main h3 a").first.get_attribute("href") or ""
    return address.removeprefix("/kk/")


def _shot(page: Page, address: str, view: tuple[str, int, int]) -> str:
    language, width, height = view
    page.set_viewport_size({"width": width, "height": height})
    page.goto(address.format(language))
    return base64.b64encode(page.screenshot()).decode()


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"))
