"""The whole path as a newsroom walks it: import, cite, see the contradiction, confirm, publish, read, download."""

import csv
import io

import pytest
from playwright.sync_api import Page, expect

from claims.models import Claim, Contradiction, Voice
from sources.models import Outlet, OutletDomain, Source
from tests.builders import cite, make_event, make_outlet, make_source, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "correct horse battery"
PAGE = """<!doctype html><html lang="en"><head><title>Blast at Torkham gate kills seventeen - Meridian</title>
<link rel="canonical" href="https://meridian.example/torkham-blast">
<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle",
"headline": "Blast at Torkham gate kills seventeen", "datePublished": "2023-05-04T10:00:00+04:30",
"author": {"@type": "Person", "name": "Laila Darani"}, "publisher": {"@type": "Organization", "name": "Meridian"}}
</script></head><body><nav><a href="/">Home</a> <a href="/world">World</a></nav><main><article>
<h1>Blast at Torkham gate kills seventeen</h1><p class="byline">By Laila Darani</p>
<p>A blast at the Torkham gate on Wednesday killed 17 people, the border police said, after a morning of long queues
on both sides of the crossing and a short exchange of fire between guards.</p>
<p>The gate was closed within the hour and traders were told to wait, according to drivers who spoke by telephone
from the parking ground behind the customs house.</p>
<p>Officials on both sides promised an inquiry and said that the road would open again once the ground was cleared
of unexploded shells, which they expected to take several days.</p>
</article></main><footer>© Meridian</footer></body></html>"""


def log_in(page: Page, name: str) -> None:
    page.context.clear_cookies()
    page.goto("/admin/login/?next=/admin/")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("link", name="Log out").or_(page.get_by_role("button", name="Log out"))).to_be_visible()


def select_words(page: Page, words: str, *, alt: bool = False) -> None:
    """Select words in the article as a mouse would, and let the page hear of it."""
    page.wait_for_load_state()
    page.evaluate(
        """([words, altKey]) => {
            const article = document.getElementById("article-text");
            const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
            for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                const at = node.data.indexOf(words);
                if (at === -1) continue;
                document.getSelection().setBaseAndExtent(node, at, node, at + words.length);
                article.dispatchEvent(new MouseEvent("mouseup", { bubbles: true, altKey }));
                return;
            }
            throw new Error("not in the text: " + words);
        }""",
        [words, alt],
    )


def make_newsroom() -> Claim:
    """What stands in the desk before: two persons, an outlet, and another outlet's published claim."""
    for role in ("reporter", "editor", "chief"):
        make_user(role, username=role)
    meridian = make_outlet("Meridian", kind=Outlet.Kind.NEWSPAPER)
    OutletDomain.objects.create(outlet=meridian, domain="meridian.example")
    event = make_event("Blast at the Torkham gate", date="2023-05-03")
    other = make_source(
        "Torkham blast\n\nTwelve people were killed in the blast at the Torkham gate, our reporter counted.",
        outlet=make_outlet("Border Post"),
        published="2023-05-04",
    )
    claim = Claim.objects.create(
        text="Twelve people were killed in the blast at the Torkham gate.", event=event, status=Claim.Status.PUBLISHED
    )
    cite(claim, other, "Twelve people were killed")
    return claim


def test_the_main_job_from_import_to_csv(browser_page: Page) -> None:
    page = browser_page
    make_newsroom()

    log_in(page, "reporter")
    page.goto("/desk/import/")
    page.get_by_label("HTML or text").fill(PAGE)
    page.get_by_role("button", name="Import").click()
    expect(page.get_by_role("heading", name="Blast at Torkham gate kills seventeen").first).to_be_visible()
    source = Source.objects.get(title="Blast at Torkham gate kills seventeen")
    assert (source.outlet.name, source.published) == ("Meridian", "2023-05-04")

    select_words(page, "killed 17 people")
    expect(page.get_by_label("The words")).to_have_value("killed 17 people")
    page.get_by_label("A new claim").fill("Seventeen people were killed in the blast at the Torkham gate.")
    page.get_by_label("Event", exact=True).fill("Blast at the Torkham gate")
    page.get_by_role("button", name="Save the citation").click()
    page.get_by_role("link", name="1 contradiction is suggested").click()

    claim = Claim.objects.get(text__startswith="Seventeen")
    quotation = claim.citations.get().quotations.get()
    assert quotation.version.text[quotation.start : quotation.end] == "killed 17 people"
    assert claim.citations.get().last_voice.kind == Voice.Kind.ITSELF
    contradiction = Contradiction.objects.get()
    assert contradiction.kind == "number"

    page.goto(f"/admin/claims/claim/{claim.pk}/change/")
    page.get_by_role("button", name="Submit for review").click()

    log_in(page, "editor")
    page.goto(f"/admin/claims/claim/{claim.pk}/change/")
    page.get_by_role("button", name="Publish").click()
    claim.refresh_from_db()
    assert claim.status == Claim.Status.PUBLISHED

    for person in ("editor", "chief"):
        log_in(page, person)
        page.goto(f"/admin/claims/contradiction/{contradiction.pk}/change/")
        page.get_by_label("Decision").select_option("confirm")
        page.get_by_role("button", name="Judge").click()
    contradiction.refresh_from_db()
    assert (contradiction.state, contradiction.confirmations) == ("confirmed", 2)

    page.context.clear_cookies()  # a reader
    page.goto(contradiction.get_absolute_url())
    for words in ("killed 17 people", "Twelve people were killed", "Meridian", "Border Post"):
        expect(page.get_by_text(words).first).to_be_visible()

    page.goto("/contradictions/")
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").first.click()
    rows = list(csv.DictReader(io.StringIO(download.value.path().read_text("utf-8-sig"))))
    assert len(rows) == 1
    assert rows[0]["kind"] == "number"


def test_a_second_passage_is_selected_with_the_alt_key(browser_page: Page) -> None:
    page = browser_page
    make_user("reporter", username="reporter")
    source = make_source("Talks\n\nThe talks ended on Monday.\n\nBoth sides signed a paper.")
    log_in(page, "reporter")
    page.goto(f"/desk/sources/{source.pk}/")
    select_words(page, "The talks ended")
    select_words(page, "signed a paper", alt=True)
    expect(page.get_by_label("The words")).to_have_value("The talks ended")
    expect(page.get_by_label("More words")).to_have_value("signed a paper")
    expect(page.get_by_label("A new claim")).to_have_value("The talks ended on Monday.")
    page.get_by_role("button", name="Save the citation").click()
    expect(page.get_by_text("Saved: claim")).to_be_visible()
    assert Claim.objects.get().citations.get().quotations.count() == 2
