"""The harness complains where there is something to complain about."""

import pytest

from tests.journeys.clean import (
    axe_findings,
    expect_clean,
    findings,
    sideways_findings,
    spilled_findings,
)

pytestmark = pytest.mark.browser
BROKEN = """<!doctype html><html lang="xx"><title>Kenes</title><body>
<h1>A</h1><h1>B</h1><img src="/static/mark.svg"><pre>{}</pre></body></html>""".format("wide " * 60)


@pytest.fixture
def language():
    return "ru"


@pytest.fixture
def width():
    return 390


def test_a_good_page_has_no_findings(reader_of):
    reader = reader_of()

    reader.go("/ru/styleguide/")

    expect_clean(reader)


def test_a_page_without_javascript_is_examined_as_well(reader_of):
    reader = reader_of(javascript=False)

    reader.go("/ru/styleguide/")

    expect_clean(reader)


def test_every_kind_of_fault_is_found(reader_of):
    reader = reader_of()
    reader.go("/ru/styleguide/")

    reader.page.set_content(BROKEN)
    found = "\n".join(findings(reader))

    for sign in ("image-alt", "lang is 'xx'", "h1: ['A', 'B']", "no title", "sideways at 320"):
        assert sign in found


def test_a_script_against_the_policy_is_heard(reader_of):
    reader = reader_of()
    reader.go("/ru/styleguide/")

    reader.page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), {text: '1'}))"
    )
    reader.page.evaluate("new Promise((done) => setTimeout(done))")

    assert any("script-src" in one for one in findings(reader))


def test_a_good_page_is_not_called_wide_or_faulty(reader_of):
    reader = reader_of()
    reader.go("/ru/styleguide/")

    assert axe_findings(reader.page) == []
    assert sideways_findings(reader.page) == []


def test_words_that_lie_over_the_foot_are_found(reader_of):
    reader = reader_of()
    reader.go("/ru/styleguide/")
    assert spilled_findings(reader.page) == []

    reader.page.evaluate("document.querySelector('main').style.height = '3rem'")

    assert len(spilled_findings(reader.page)) == 4
