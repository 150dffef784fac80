"""Looking before storing, in a browser: by mouse, by keyboard, and without JavaScript."""

import pytest
from playwright.sync_api import Browser, Page, expect

from sources.importing import documents, previews
from sources.models import Source
from tests.browser.test_main_job import PASSWORD, log_in
from tests.builders import make_user
from tests.sources.importing.test_pipeline import BODY, NOW, URL, page_html

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def item():
    kept = documents.looked_at(documents.from_text(page_html(), NOW, url=URL), NOW)
    cuts = (("Share this", -1), ("Read more of Meridian", 0))
    return previews.keep(previews.Kept(kept.page, kept.extracted, cuts), make_user("reporter", username="rita"))


def test_a_reporter_pastes_looks_changes_and_stores(browser_page: Page):
    page = browser_page
    make_user("reporter", username="rita")
    log_in(page, "rita")
    page.goto("/desk/import/")
    page.get_by_label("HTML or text").fill(page_html())
    page.get_by_label("Address").fill(URL)
    page.get_by_role("button", name="Look at it first").click()

    expect(page.get_by_role("heading", name="This will be a new source.")).to_be_visible()
    page.get_by_label("Title", exact=True).fill("Something else")
    page.get_by_role("list", name="Title: what the page says").get_by_role("button").first.click()
    expect(page.get_by_label("Title", exact=True)).to_have_value("Rain")
    expect(page.get_by_label("Title", exact=True)).to_be_focused()
    page.locator(".line.kept", has_text="Drivers waited").get_by_label("leave out").check()
    page.get_by_label("Section").fill("World")
    page.get_by_role("button", name="Store it").click()

    expect(page.get_by_text("New: Stored as a new source.")).to_be_visible()
    source = Source.objects.get()
    assert (source.title, source.section) == ("Rain", "World")
    assert source.current_version.text == "\n\n".join(("Rain", BODY[0], BODY[2]))


def test_a_line_that_was_cut_is_taken_in_by_keyboard(browser_page: Page, item):
    page = browser_page
    log_in(page, "rita")
    page.goto(f"/desk/import/{item.pk}/")
    line = page.locator(".line.cut", has_text="Read more of Meridian")
    kind = line.get_by_label("What it is")
    expect(kind).to_be_hidden()
    line.get_by_label("take it in").focus()
    page.keyboard.press("Space")
    expect(kind).to_be_visible()
    page.keyboard.press("Tab")
    expect(kind).to_be_focused()
    kind.select_option("heading")
    page.get_by_label("Byline").focus()
    page.keyboard.press("Enter")  # keeps what was changed, and stores nothing

    expect(page.locator(".line.cut", has_text="Read more of Meridian").get_by_label("take it in")).to_be_checked()
    assert not Source.objects.exists()
    page.get_by_role("button", name="Store it").click()
    expect(page.get_by_text("New: Stored as a new source.")).to_be_visible()
    assert "Read more of Meridian" in Source.objects.get().current_version.text


def test_it_works_without_javascript(browser: Browser, live_server, item):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/admin/login/?next=/admin/")
    page.get_by_label("Username").fill("rita")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.goto(f"/desk/import/{item.pk}/")
    page.get_by_label("Title", exact=True).fill("Something else")
    page.get_by_label("Byline").fill("By Laila Darani")
    page.get_by_role("list", name="Title: what the page says").get_by_role("button").first.click()
    expect(page.get_by_label("Title", exact=True)).to_have_value("Rain")
    expect(page.get_by_label("Byline")).to_have_value("By Laila Darani")
    page.get_by_role("button", name="Store it").click()
    expect(page.get_by_text("New: Stored as a new source.")).to_be_visible()
    context.close()
    assert Source.objects.get().byline == "By Laila Darani"


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_runs_out_of_the_page(browser_page: Page, item, width):
    browser_page.set_viewport_size({"width": width, "height": 900})
    log_in(browser_page, "rita")
    for address in (
        f"/desk/import/{item.pk}/",
        "/desk/import/",
        "/desk/import/?way=document",
        "/desk/import/?way=many",
    ):
        browser_page.goto(address)
        assert browser_page.evaluate("document.documentElement.scrollWidth") <= width
