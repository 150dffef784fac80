import json

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from sources.importing import batches, manners
from sources.importing.documents import from_file
from sources.importing.fetching import FetchFailed
from sources.importing.types import FetchedPage
from sources.models import ImportBatch, ImportItem, Source, Story
from tests.sources.importing.test_pipeline import BODY as LINES
from tests.sources.importing.test_pipeline import URL, page_html

pytestmark = pytest.mark.django_db

#: File number -> what the import must take from it. The five articles lie beside the project, not in it.
SEEDS = {
    "000": {
        "title": "Russia’s Return to Afghanistan: Signs of Intervention Rise After US Exit",
        "byline": "Daniel Kim",
        "authors": [("Daniel Kim", "person")],
        "dates": ("", ""),
        "outlet": None,
        "hint": "viewusglobal.com",
        "lines": (9, 25),
    },
    "001": {
        "title": "Putin Concerned Russia May Neglect Threat From Afghanistan Amid Ukraine Conflict",
        "byline": "Michael Hughes",
        "authors": [("Michael Hughes", "person")],
        "dates": ("2022-04-29", "2022-04-30"),
        "outlet": "Afghan Online Press",
        "hint": "",
        "lines": (24, 62),
    },
    "002": {
        "title": "",
        "byline": "Olivium's Editor",
        "authors": [("Olivium's Editor", "other")],
        "dates": ("", ""),
        "outlet": "Olivium",
        "hint": "",
        "lines": (5, 71),
    },
    "003": {
        "title": "Afghanistan, Regional Security, and Russia’s Stance: A Contemporary Overview",
        "byline": "",
        "authors": [],
        "dates": ("", ""),
        "outlet": None,
        "hint": "",
        "lines": (6, 18),
    },
    "004": {
        "title": "Putin’s Taliban Outreach: Threat or Opportunity?",
        "byline": "Daniel Kim",
        "authors": [("Daniel Kim", "person")],
        "dates": ("", ""),
        "outlet": None,
        "hint": "viewusglobal.com",
        "lines": (7, 21),
    },
}
BODY = {"subtitle", "heading", "text", "quote", "list"}


FEED = """<rss version="2.0"><channel><title>A</title>
<item><title>Two</title><link>https://a.example/2</link></item></channel></rss>"""


@pytest.fixture
def web(monkeypatch):
    """What answers at an address: markup, or what is raised."""
    answers = {}

    def fetch(url, now, **options):
        if isinstance(answers[url], Exception):
            raise answers[url]
        media_type = "application/rss+xml" if answers[url].startswith("<rss") else "text/html"
        return FetchedPage(
            answers[url].encode(), now, url=url, final_url=url, status=200, media_type=f"{media_type}; charset=utf-8"
        )

    monkeypatch.setattr(manners, "fetch", fetch)
    return answers


@pytest.fixture
def seeds(shared_dir):
    return sorted((shared_dir / "seeds").glob("*.txt"))


def run(*args, **options):
    call_command("import_sources", *map(str, args), **options)


def test_the_five_articles_are_imported_as_they_state_themselves(seeds):
    run(*seeds)
    for path, source in zip(seeds, Source.objects.order_by("pk"), strict=True):
        right = SEEDS[path.name[:3]]
        assert source.title == right["title"]
        assert source.byline == right["byline"]
        assert [(one.name, one.kind) for one in source.credits.all()] == right["authors"]
        assert (source.written, source.published) == right["dates"]
        assert (source.outlet and source.outlet.name) == right["outlet"]
        assert source.outlet_suggestion == right["hint"]
        assert source.modified == ""


def test_their_bodies_have_every_line_of_the_article_and_none_of_the_furniture(seeds):
    run(*seeds)
    for path, source in zip(seeds, Source.objects.order_by("pk"), strict=True):
        first, last = SEEDS[path.name[:3]]["lines"]
        lines = path.read_text("utf-8").split("\n")[first - 1 : last]
        expected = [" ".join(line.split()) for line in lines if line.strip()]
        blocks = [one for one in source.current_version.paragraphs() if one["kind"] in BODY]
        assert [one["text"] for one in blocks] == expected


def test_the_sub_headings_of_002_are_kept_as_such(seeds):
    run(*seeds)
    untitled = Source.objects.get(title="")
    headings = [one["text"] for one in untitled.current_version.paragraphs() if one["kind"] == "heading"]
    assert len(headings) == 8
    assert headings[0] == "Developing Ties with the Taliban"


def test_importing_them_twice_changes_nothing(seeds, capsys):
    run(*seeds)
    before = [list(model.objects.values()) for model in (Source, Source.history.model)]
    run(*seeds)
    assert [list(model.objects.values()) for model in (Source, Source.history.model)] == before
    assert "5 same" in capsys.readouterr().out


def test_each_item_gets_a_line_and_what_is_missing_is_asked(tmp_path, capsys):
    path = tmp_path / "page.html"
    path.write_text(page_html(published="soon"))
    run(path)
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"new: {path}: Stored as a new source."
    assert "No date of publication was found" in lines[1]
    assert lines[-1] == "1 new"


def test_a_failure_is_told_kept_and_ends_with_exit_code_1(tmp_path, capsys):
    path = tmp_path / "page.html"
    path.write_text(page_html())
    with pytest.raises(SystemExit) as stopped:
        run(tmp_path / "missing.html", path)
    assert stopped.value.code == 1
    assert "There is no file" in capsys.readouterr().out
    assert [item.outcome for item in ImportItem.objects.order_by("pk")] == ["rejected", "new"]


def test_a_dry_run_stores_nothing(tmp_path, capsys):
    path = tmp_path / "page.html"
    path.write_text(page_html())
    run(path, dry_run=True)
    assert "nothing was stored" in capsys.readouterr().out
    assert not Source.objects.exists()
    assert not ImportItem.objects.exists()


def test_a_limit_stops_early_and_a_story_is_given(tmp_path):
    story = Story.objects.create(name="Rain")
    for name in ("a", "b"):
        (tmp_path / name).write_text(page_html(canonical=f"https://meridian.example/{name}", title=name))
    run(tmp_path / "a", tmp_path / "b", limit=1, story="Rain")
    assert story.sources.count() == 1
    with pytest.raises(CommandError, match="no story"):
        run(tmp_path / "a", story="Sun")


def test_extract_prints_what_an_import_would_take_and_stores_nothing(tmp_path, capsys):
    path = tmp_path / "page.html"
    path.write_text(page_html())
    call_command("extract", str(path))
    found = json.loads(capsys.readouterr().out)
    assert (found["path"], found["title"], found["publisher"], found["written"]) == (
        str(path),
        "Rain",
        "Meridian",
        None,
    )
    assert found["published"].startswith("2024-04-30")
    assert {"kind": "text"}.items() <= found["paragraphs"][-1].items()
    assert not Source.objects.exists()


def write_pages(folder, *names):
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        html = page_html(
            body=[f"{name}: {line}" for line in LINES], canonical=f"https://meridian.example/{name}", title=name
        )
        (folder / f"{name}.html").write_text(html)


def test_a_folder_is_imported_with_those_below_it_and_without_hidden_files(tmp_path, capsys):
    write_pages(tmp_path / "b", "three")
    write_pages(tmp_path, "one", "two")
    (tmp_path / ".hidden").write_text("no")
    run(tmp_path)
    assert sorted(Source.objects.values_list("title", flat=True)) == ["one", "three", "two"]
    assert capsys.readouterr().out.splitlines()[-1] == "3 new"


def test_an_import_that_was_cut_short_is_gone_on_with(tmp_path, capsys):
    write_pages(tmp_path, "one", "two", "three")
    batch = batches.start("command")
    batches.add_document(batch, from_file(tmp_path / "one.html", timezone.now()), str(tmp_path / "one.html"))
    batches.work_one(timezone.now())
    batches.add_document(batch, from_file(tmp_path / "two.html", timezone.now()), str(tmp_path / "two.html"))

    run(tmp_path, resume=True)

    assert capsys.readouterr().out.splitlines()[-1] == "2 new"
    assert ImportBatch.objects.count() == 1
    assert [item.outcome for item in ImportItem.objects.all()] == ["new"] * 3
    assert Source.objects.count() == 3


def test_without_targets_it_goes_on_with_what_waits_or_says_that_nothing_does(tmp_path, capsys):
    with pytest.raises(CommandError, match="nothing to resume"):
        run(resume=True)
    with pytest.raises(CommandError, match="Name what to import"):
        run()
    with pytest.raises(CommandError, match="There is no import 99"):
        run(batch=99)
    write_pages(tmp_path, "one")
    batch = batches.start("command")
    batches.add_document(batch, from_file(tmp_path / "one.html", timezone.now()))
    run(batch=batch.pk)
    assert capsys.readouterr().out.splitlines()[-1] == "1 new"


def test_addresses_of_a_list_and_of_a_feed_are_fetched(tmp_path, web, capsys):
    (tmp_path / "list.csv").write_text("url\nhttps://a.example/1\nnot an address\n")
    web["https://a.example/feed"] = FEED
    web["https://a.example/1"], web["https://a.example/2"] = (
        page_html(title="One"),
        page_html(title="Two", canonical=""),
    )
    with pytest.raises(SystemExit):
        run(tmp_path / "list.csv", "https://a.example/feed")
    lines = capsys.readouterr().out.splitlines()
    assert any(line.startswith("rejected: ") and "line 3" in line for line in lines)
    assert sorted(Source.objects.values_list("title", flat=True)) == ["One", "Two"]


def test_an_address_that_does_not_answer_now_waits_and_is_told(web, capsys):
    web[URL] = FetchFailed("The site asks us to wait.", permanent=False)
    with pytest.raises(SystemExit) as stopped:
        run(URL)
    assert stopped.value.code == 1
    assert f"waiting: {URL}: The site asks us to wait. Tried again after" in capsys.readouterr().out
    assert ImportItem.objects.get().outcome == ""


def test_a_limit_counts_articles_and_not_targets(tmp_path):
    write_pages(tmp_path, "one", "two", "three")
    run(tmp_path, limit=2)
    assert (Source.objects.count(), ImportItem.objects.count()) == (2, 2)


def test_a_dry_run_says_what_would_become_of_each_article_of_a_feed(web, capsys):
    web |= {"https://a.example/feed": FEED, "https://a.example/2": page_html()}
    run("https://a.example/feed", dry_run=True)
    assert capsys.readouterr().out.startswith("new: https://a.example/2: Stored as a new source. (dry run")
    assert not ImportItem.objects.exists()
