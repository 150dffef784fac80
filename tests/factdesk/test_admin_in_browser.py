"""The admin in a browser: nothing in it breaks the content security policy, and its pieces work."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests import builders

#: What Django's own pages bring along: a heading-less first column, and the chosen rows of select2.
KNOWN = {"empty-table-header", "list"}

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def sign_in(page, role: str = "editor") -> None:
    user = builders.make_user(role)
    page.goto("/admin/login/")
    page.fill("#id_username", user.username)
    page.fill("#id_password", "correct horse battery")
    page.click("input[type=submit]")
    page.wait_for_url("**/admin/")


@pytest.fixture
def addresses() -> list[str]:
    claim, source = builders.make_claim(), builders.make_source()
    citation, pair = builders.cite(claim, source, actor=builders.make_actor()), builders.make_contradiction()
    return [
        "",
        "sources/source/",
        f"sources/source/{source.pk}/change/",
        f"sources/source/{source.pk}/history/",
        "claims/claim/",
        f"claims/claim/{claim.pk}/change/",
        f"claims/claim/{claim.pk}/history/",
        f"claims/claim/{claim.pk}/history/{claim.history.first().pk}/",
        f"claims/citation/{citation.pk}/change/",
        "claims/contradiction/",
        "claims/contradiction/add/",
        f"claims/contradiction/{pair.pk}/change/",
        f"claims/contradiction/{pair.pk}/judge/",
    ]


def test_no_page_breaks_the_policy(browser_page, addresses):
    sign_in(browser_page)

    for address in addresses:
        answer = browser_page.goto(f"/admin/{address}")
        browser_page.wait_for_load_state("networkidle")
        assert answer.status == 200, address


def test_every_page_can_be_read_by_a_screen_reader(browser, live_server, addresses):
    # The policy is off here: axe puts styles of its own into the page.
    page = browser.new_page(base_url=live_server.url, bypass_csp=True)
    sign_in(page)

    for address in addresses:
        page.goto(f"/admin/{address}")
        page.wait_for_load_state("networkidle")
        found = {one["id"] for one in Axe().run(page).response["violations"]}
        assert found <= KNOWN, address
    page.close()


def test_a_list_is_filtered_by_typing_a_name(browser_page):
    event = builders.make_event("Clash at the crossing")
    builders.make_claim("Twelve died.", event=event)
    builders.make_claim("Trade resumed.")
    sign_in(browser_page, "reporter")
    browser_page.goto("/admin/claims/claim/")

    chooser = browser_page.locator(".filter-by-name", has_text="By event")
    chooser.locator(".select2-selection").click()
    browser_page.locator(".select2-search__field").fill("clash")
    browser_page.locator(".select2-results__option", has_text="Clash at the crossing").click()
    chooser.locator("input[type=submit]").click()
    browser_page.wait_for_load_state("networkidle")

    listed = browser_page.locator("#result_list").inner_text()
    assert "Twelve died." in listed
    assert "Trade resumed." not in listed


def test_a_claim_is_put_on_hold_by_its_button(browser_page):
    claim = builders.make_claim()
    sign_in(browser_page)
    browser_page.goto(f"/admin/claims/claim/{claim.pk}/change/")

    browser_page.get_by_role("button", name="Hold").click()
    browser_page.get_by_label("Why").fill("The lawyer reads it.")
    browser_page.locator("input[type=submit][value=Hold]").click()
    browser_page.wait_for_load_state("networkidle")

    claim.refresh_from_db()
    assert claim.hold == "legal"
    assert "1 claim put on hold." in browser_page.locator(".messagelist").inner_text()
