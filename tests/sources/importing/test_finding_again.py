"""One document, many addresses; one address, many documents; one text, many outlets."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from sources.importing import pipeline
from sources.importing.types import Edits, Extracted, FetchedPage, Outcome, Paragraph
from sources.models import OutletRule, RecurringLine, SameText, Source
from tests.builders import make_outlet

pytestmark = pytest.mark.django_db
HEADS, TAILS = "ba ko mi ru te sho la ven".split(), "ran del tok mis war lin pes gor".split()
WORDS = [head + tail for head in HEADS for tail in TAILS]


def sentences(seed: int, count: int = 12) -> list[str]:
    chance = random.Random(seed)
    return [" ".join(chance.choices(WORDS, k=18)).capitalize() + "." for _ in range(count)]


def page(url: str, body: list[str], title: str = "", head: str = "") -> FetchedPage:
    paragraphs = "".join(f"<p>{one}</p>" for one in body)
    markup = f"<html><head><title>{title}</title>{head}</head><body><article><h1>{title}</h1>{paragraphs}</article>"
    return FetchedPage(markup.encode(), timezone.now(), url=url, final_url=url, media_type="text/html", status=200)


def take(*args, **given):
    return pipeline.import_page(page(*args, **given), timezone.now())


VARIANTS = (
    "https://www.{0}.example/world/{1}",
    "http://{0}.example/world/{1}/?utm_source=mail&utm_medium=x",
    "https://m.{0}.example/world/{1}#top",
    "https://{0}.example/world/{1}/amp/?fbclid=abc",
)


def test_200_variants_of_50_addresses_make_50_sources():
    urls = [(n, form.format(f"outlet{n % 5}", f"story-{n}")) for n in range(50) for form in VARIANTS]
    random.Random(5).shuffle(urls)
    done = [take(url, sentences(n), f"Story {n}") for n, url in urls]
    assert Source.objects.count() == 50
    assert sum(one.outcome == Outcome.NEW for one in done) == 50
    assert {one.outcome for one in done} == {Outcome.NEW, Outcome.SAME}


def test_a_canonical_link_that_every_page_of_a_site_carries_is_not_believed():
    head = '<link rel="canonical" href="https://news.example/world/latest">'
    done = [take(f"https://news.example/world/{n}", sentences(n), f"Story {n}", head) for n in range(3)]
    assert [one.outcome for one in done] == [Outcome.NEW] * 3


def test_a_page_that_moved_is_found_by_what_it_calls_its_own_address():
    body = sentences(1)
    first = take("https://news.example/world/old", body, "Story").source
    head = '<link rel="canonical" href="https://news.example/world/old">'
    moved = take("https://news.example/2022/new-address", body[:-1], "Story", head)
    assert (moved.outcome, moved.source) == (Outcome.NEW_VERSION, first)


def test_near_copies_are_grouped_and_other_articles_are_not():
    chance = random.Random(3)
    for n in range(8):
        original = sentences(n)
        take(f"https://first.example/{n}", original, f"Story {n}")
        copy = [line for line in original if chance.random() > 0.2]
        copy[0] = "Our correspondents add: " + copy[0]
        take(f"https://second.example/copies/{n}", copy, f"Another headline {n}")
    assert SameText.objects.count() == 8
    assert all(one.left.title.split()[-1] == one.right.title.split()[-1] for one in SameText.objects.all())


def test_a_copy_names_the_agency_that_both_credit():
    for host in ("first", "second"):
        head = '<meta name="author" content="Reuters">'
        take(f"https://{host}.example/story", sentences(4), f"From {host}", head)
    assert SameText.objects.get().agency == "Reuters"


def test_a_new_version_is_compared_anew():
    take("https://first.example/story", sentences(4), "Story")
    take("https://second.example/story", sentences(4), "Story")
    take("https://second.example/story", sentences(5), "Story")
    assert not SameText.objects.exists()


def test_lines_that_recur_in_an_outlets_articles_are_remembered_and_left_out():
    outlet = make_outlet("First")
    outlet.domains.create(domain="first.example")
    plea = "A gift keeps our reporters going"
    for n in range(4):
        take(f"https://first.example/story-{n}", [*sentences(n, 2), plea, *sentences(n + 50)], f"Story {n}")
    assert RecurringLine.objects.filter(outlet=outlet).count() == 1
    last = Source.objects.order_by("-pk").first()
    assert plea not in last.current_version.text


def test_a_background_paragraph_that_closes_many_articles_is_never_left_out():
    outlet = make_outlet("First")
    outlet.domains.create(domain="first.example")
    background = "The crossing was closed in August 2021, and has been open for goods alone ever since that summer."
    for n in range(5):
        take(f"https://first.example/story-{n}", [*sentences(n), background], f"Story {n}")
    assert not RecurringLine.objects.exists()
    assert all(background in one.current_version.text for one in Source.objects.all())


def test_a_line_that_an_editor_wants_kept_is_kept():
    word = "A word from the valley"
    outlet = make_outlet("First")
    outlet.domains.create(domain="first.example")
    for n in range(3):
        take(f"https://first.example/story-{n}", [*sentences(n, 2), word, *sentences(n + 50)], f"Story {n}")
    assert RecurringLine.objects.update(is_left_out=False) == 1
    last = take("https://first.example/story-9", [*sentences(9, 2), word, *sentences(59)], "Story 9").source
    assert word in last.current_version.text


def test_what_we_read_better_is_no_edit_by_the_outlet():
    outlet = make_outlet("First")
    outlet.domains.create(domain="first.example")
    body = sentences(1)
    url = "https://first.example/story"
    take(url, body, "Story")
    OutletRule.objects.create(outlet=outlet, drop="article p:last-child")
    done = take(url, body, "Story")
    assert (done.outcome, done.version.cause) == (Outcome.NEW_VERSION, "extraction")
    done = take(url, [*body[:3], *sentences(9, 2), *body[3:]], "Story")
    assert (done.outcome, done.version.cause, done.version.significance) == (Outcome.NEW_VERSION, "outlet", "words")


def test_a_charset_that_only_the_header_names_is_used_again_when_the_last_capture_is_read():
    outlet = make_outlet("First")
    outlet.domains.create(domain="first.example")
    body = [
        f"Пограничный переход номер {n} закрыт после ночного дождя, сообщили в районном управлении." for n in range(6)
    ]
    first = page("https://first.example/story", body, "История")
    header = (("Content-Type", "text/html; charset=windows-1251"),)
    first = replace(first, data=first.data.decode().encode("cp1251"), headers=header)
    pipeline.import_page(first, timezone.now())
    OutletRule.objects.create(outlet=outlet, drop="article p:last-child")
    done = pipeline.import_page(first, timezone.now())
    assert (done.outcome, done.version.cause) == (Outcome.NEW_VERSION, "extraction")


def test_an_old_capture_out_of_an_archive_is_kept_and_shows_nothing():
    url = "https://first.example/story"
    now = take(url, sentences(1), "Story today").source
    old = replace(page(url, sentences(2), "Story then"), fetched_at=timezone.now() - timedelta(days=900))
    done = pipeline.import_page(old, timezone.now())
    now.refresh_from_db()
    assert (done.outcome, now.versions.count(), now.captures.count()) == (Outcome.NEW_VERSION, 2, 2)
    assert (now.title, now.current_version.number) == ("Story today", 1)


def test_a_text_that_comes_back_is_compared_with_others_again():
    take("https://second.example/story", sentences(0), "Story")
    for n in (0, 1, 0):
        take("https://first.example/story", sentences(n), "Story")
    assert SameText.objects.count() == 1


def test_a_text_looked_at_is_looked_at_again_when_it_changes():
    source = take("https://first.example/story", sentences(0), "Story").source
    Source.objects.update(text_checked=True)
    take("https://first.example/story", sentences(1), "Story")
    source.refresh_from_db()
    assert not source.text_checked


def test_a_day_and_its_time_change_together_or_not_at_all():
    url, stamp = "https://first.example/story", '<meta property="article:published_time" content="{}">'
    source = take(url, sentences(0), "Story", stamp.format("2022-04-29")).source
    take(url, sentences(1), "Story", stamp.format("2022-05-02T10:00:00+02:00"))
    source.refresh_from_db()
    assert (source.published, source.published_at) == ("2022-04-29", "")


def test_an_editors_change_of_a_known_text_is_a_new_version_and_says_so():
    url, body = "https://first.example/story", sentences(0)
    take(url, body, "Story")
    edits = Edits(paragraphs=tuple(Paragraph("text", one) for one in body[:-1]))
    done = pipeline.import_page(page(url, body, "Story"), timezone.now(), edits=edits)
    assert (done.outcome, done.version.number) == (Outcome.NEW_VERSION, 2)
    assert "Your changes" in done.reason


def test_what_an_editor_left_out_stays_out_when_the_outlet_changes_other_words():
    url, body = "https://first.example/story", sentences(0, 8)
    edits = Edits(paragraphs=tuple(Paragraph("text", one) for one in (*body[:3], "Taken in by hand.", *body[4:])))
    source = pipeline.import_page(page(url, body, "Story"), timezone.now(), edits=edits).source
    done = take(url, [body[0].replace("ran", "zan"), *body[1:]], "Story")
    source.refresh_from_db()
    assert (done.version.cause, done.version.is_edited) == ("outlet", True)
    assert body[3] not in source.current_version.text
    assert "Taken in by hand." in source.current_version.text
    assert done.version.changed_share < 0.1


def test_the_same_page_again_leaves_an_edited_text_as_it_is():
    url, body = "https://first.example/story", sentences(0, 8)
    edits = Edits(paragraphs=tuple(Paragraph("text", one) for one in body[:5]))
    pipeline.import_page(page(url, body, "Story"), timezone.now(), edits=edits)
    assert take(url, body, "Story").outcome == Outcome.SAME
    assert Source.objects.get().versions.count() == 1


def test_an_edited_text_stays_when_the_page_comes_again_unchanged():
    url, body = "https://first.example/story", sentences(0, 8)
    source = take(url, body, "Story").source
    edits = Edits(paragraphs=tuple(Paragraph("text", one) for one in body[:5]))
    pipeline.import_page(page(url, body, "Story"), timezone.now(), edits=edits)
    assert take(url, body, "Story").outcome == Outcome.SAME
    source.refresh_from_db()
    assert (source.current_version.number, source.current_version.cause) == (2, "desk")


def test_words_that_come_back_are_told_and_each_capture_is_kept():
    urls = "https://first.example/story"
    told = [take(urls, sentences(n), "Story").reason for n in (0, 1, 0)]
    assert told[2] == f"The words are again those of version 1 of source {Source.objects.get().pk}."
    assert Source.objects.get().captures.count() == 3


def test_a_title_that_an_editor_pinned_heads_the_next_version_too():
    url = "https://first.example/story"
    edits = Edits(values=(("title", "A better title"),))
    pipeline.import_page(page(url, sentences(0), "Story"), timezone.now(), edits=edits)
    assert take(url, sentences(1), "Another").version.text.startswith("A better title\n\n")


def test_a_document_typed_in_that_comes_back_in_an_archive_is_the_same():
    text = "The spokesman said on the telephone that no aircraft had crossed."
    handed = FetchedPage(text.encode(), timezone.now(), media_type="text/plain; charset=utf-8")
    typed = Extracted(title="Call", paragraphs=(Paragraph("text", text),))
    first = pipeline.import_page(handed, timezone.now(), typed=typed, edits=Edits(values=(("kind", "call"),))).source
    again = pipeline.import_page(handed, timezone.now())
    assert (again.outcome, again.source, first.versions.count()) == (Outcome.SAME, first, 1)


def test_a_source_edited_in_its_preview_is_born_once():
    edits = Edits(values=(("title", "A better title"),))
    source = pipeline.import_page(
        page("https://first.example/a", sentences(0), "Story"), timezone.now(), edits=edits
    ).source
    assert (source.title, source.revision, source.pinned, source.history.count()) == ("A better title", 1, ["title"], 1)


def test_two_texts_that_take_turns_make_two_versions():
    url = "https://first.example/story"
    done = [take(url, sentences(n % 2), "Story").outcome for n in range(6)]
    assert done == [Outcome.NEW, Outcome.NEW_VERSION, *[Outcome.SAME] * 4]
    assert Source.objects.get().current_version.number == 2
