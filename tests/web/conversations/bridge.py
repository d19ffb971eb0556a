"""A browser on pages that the test client answers, so that no server need run beside a test."""

from contextlib import contextmanager

from django.contrib.staticfiles import finders
from django.db import connections
from django.test import Client

SITE = "http://localhost"  # a secure context, as HTTPS is: WebCrypto works in no other
PASSED_ON = ("accept", "hx-", "x-csrftoken")
LEFT_OUT = {"set-cookie", "content-length"}


@contextmanager
def on_site(browser, client: Client, **options):
    """A page whose every request the client answers; cookies are the client's own."""
    context = browser.new_context(**options)
    # Playwright calls back in another context, where Django would open another connection.
    database = connections["default"]

    def answer(route):
        connections["default"] = database
        _answer(client, route)

    context.route("**/*", answer)
    page = context.new_page()
    page.set_default_timeout(120_000)
    try:
        yield page
    finally:
        context.close()


def _answer(client, route):
    path = route.request.url.removeprefix(SITE)
    if path.startswith("/static/"):
        route.fulfill(path=finders.find(path.removeprefix("/static/")))
        return
    answer = _asked(client, route.request, path)
    if answer.status_code == 302:
        # Redirects are followed past every route, so the page leads on by itself.
        page = f'<!doctype html><meta http-equiv="refresh" content="0;url={answer.url}">'
        route.fulfill(body=page, content_type="text/html")
        return
    headers = {
        name: value for name, value in answer.headers.items() if name.lower() not in LEFT_OUT
    }
    route.fulfill(status=answer.status_code, headers=headers, body=b"".join(answer))


def _asked(client, request, path):
    sent = {name: value for name, value in request.headers.items() if name.startswith(PASSED_ON)}
    if request.method == "GET":
        return client.get(path, headers=sent)
    body, kind = request.post_data_buffer or b"", request.headers["content-type"]
    return client.generic("POST", path, body, kind, headers=sent)
