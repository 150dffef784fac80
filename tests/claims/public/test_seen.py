"""The readers' pages in a browser: nothing that axe finds wrong, nothing wider than the screen, no script needed."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.claims.public.newsroom import make_denial, make_newsroom

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def addresses(live_server) -> list[str]:
    room, denial = make_newsroom(), make_denial()
    shown = (room.left, room.pair, denial, room.source, room.outlet, room.actor, room.event, room.story)
    lists = ["/", "/claims/?kind=fact", "/claims/?kind=x", "/contradictions/", "/sources/", "/outlets/", "/actors/"]
    return [*lists, "/events/", "/search/?q=people", "/corrections/", "/method/", "/nowhere/"] + [
        one.get_absolute_url() for one in shown
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser_page, addresses, scheme):
    browser_page.emulate_media(color_scheme=scheme)
    found = {}
    for address in addresses:
        browser_page.goto(address)
        results = Axe().run(browser_page).response["violations"]
        if results:
            found[address] = [(one["id"], one["nodes"][0]["html"][:200]) for one in results]
    assert not found


def test_no_page_is_wider_than_a_phone(browser_page, addresses):
    browser_page.set_viewport_size({"width": 360, "height": 740})
    wide = []
    for address in addresses:
        browser_page.goto(address)
        if browser_page.evaluate("document.documentElement.scrollWidth") > 360:
            wide.append(address)
    assert not wide


def test_the_first_stop_of_the_keyboard_skips_to_the_text(browser_page, addresses):
    browser_page.goto("/claims/")
    browser_page.keyboard.press("Tab")
    assert browser_page.evaluate("document.activeElement.textContent") == "Skip to the text"
    browser_page.keyboard.press("Enter")
    assert browser_page.evaluate("document.activeElement.id") == "main"


def test_filters_work_without_a_script(browser, live_server, addresses):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/claims/")
    page.get_by_text("Filter and sort").click()
    page.get_by_label("Outlet").select_option(label="Meridian Wire")
    page.get_by_role("button", name="Apply").click()
    assert page.get_by_text("Twelve people died.").is_visible()
    assert not page.get_by_text("Seventeen people died.").is_visible()
    page.get_by_role("link", name="Remove the filter Outlet: Meridian Wire").click()
    assert page.get_by_text("Seventeen people died.").is_visible()
    context.close()
