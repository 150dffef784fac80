import json

import pytest
from django.core.management import CommandError, call_command

from sources.models import ImportItem, Source, Story
from tests.sources.importing.test_pipeline import page_html

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
