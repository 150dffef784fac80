"""Captures as a WARC file: every byte and header that was kept, readable by other tools and by us."""

import hashlib
import io
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from sources.importing import captures, warc_writing
from sources.importing.incoming import warc
from sources.importing.incoming.types import Summary
from sources.models import Capture, Story
from tests.builders import make_source

pytestmark = pytest.mark.django_db

DAY = datetime(2022, 4, 29, 10, 30, 0, 250_000, tzinfo=UTC)
PAGE = "<p>Rain closed the road: дождь.</p>".encode()
PDF = b"%PDF-1.4 ruling"
HEADERS = [
    ["Content-Type", "text/html; charset=utf-8"],
    ["Content-Encoding", "gzip"],
    ["Transfer-Encoding", "chunked"],
    ["Content-Length", "17"],
    ["ETag", '"x"'],
    ["X-Note", "дождь"],
]


@pytest.fixture(autouse=True)
def folder(tmp_path, settings):
    options = {"location": tmp_path / "captures", "file_permissions_mode": 0o600}
    settings.STORAGES = {**settings.STORAGES, "captures": {**settings.STORAGES["captures"], "OPTIONS": options}}


def capture(source=None, data=PAGE, at=DAY, **fields):
    source = source or make_source()
    if "name" not in fields:
        fields = {
            "url": "https://news.example/a",
            "status": 200,
            "media_type": "text/html",
            "headers": HEADERS,
        } | fields
    version = source.versions.get()
    return Capture.objects.create(
        source=source, version=version, captured_at=at, sha256=captures.keep(data), size=len(data), **fields
    )


def export(tmp_path, *arguments):
    output = tmp_path / "export.warc.gz"
    call_command("export_warc", f"--output={output}", *arguments)
    return output


def records(path):
    """Each record as (headers, status line, HTTP headers, bytes), every checksum verified."""
    with path.open("rb") as file:
        for record in ArchiveIterator(file, check_digests="raise"):
            answer = record.http_headers
            yield (
                dict(record.rec_headers.headers),
                answer and f"{answer.protocol} {answer.statusline}",
                answer and answer.headers,
                record.content_stream().read(),
            )


def pages(path):
    with path.open("rb") as file:
        *found, summary = warc.read(file)
    assert isinstance(summary, Summary)
    return found


def checked(path) -> int:
    """What `warcio check` says of a file: 0 where nothing is wrong."""
    return Checker(SimpleNamespace(inputs=[str(path)], verbose=False)).process_all()


def test_a_fetched_page_becomes_a_response_with_what_was_kept(tmp_path):
    capture()
    output = export(tmp_path)
    (about, _, _, info), (named, status, headers, data) = records(output)
    assert about["WARC-Type"] == "warcinfo"
    assert b"software: Factdesk" in info
    assert (named["WARC-Type"], named["WARC-Target-URI"]) == ("response", "https://news.example/a")
    assert named["WARC-Date"] == "2022-04-29T10:30:00.250000Z"
    assert named["WARC-Payload-Digest"].startswith("sha1:")
    assert status == "HTTP/1.1 200 OK"
    assert headers == [
        ("Content-Type", "text/html; charset=utf-8"),
        ("X-Archive-Orig-Content-Encoding", "gzip"),
        ("X-Archive-Orig-Transfer-Encoding", "chunked"),
        ("X-Archive-Orig-Content-Length", "17"),
        ("ETag", '"x"'),
        ("X-Note", "%D0%B4%D0%BE%D0%B6%D0%B4%D1%8C"),
        ("Content-Length", str(len(PAGE))),
    ]
    assert data == PAGE
    assert output.read_bytes().startswith(b"\x1f\x8b")
    assert checked(output) == 0


def test_a_handed_in_document_becomes_a_resource_under_its_hash(tmp_path):
    capture(data=PDF, name="Решение суда.pdf", media_type="application/pdf")
    output = export(tmp_path)
    _, (named, _, headers, data) = records(output)
    assert named["WARC-Type"] == "resource"
    assert named["WARC-Target-URI"] == f"urn:sha256:{hashlib.sha256(PDF).hexdigest()}"
    assert named["Content-Type"] == "application/pdf"
    assert (headers, data) == (None, PDF)
    (page,) = pages(output)
    assert (page.name, page.data, page.fetched_at) == ("Решение суда.pdf", PDF, DAY)


def test_a_body_is_written_once_and_read_again_for_every_capture(tmp_path):
    source = make_source()
    capture(source)
    capture(source, at=DAY + timedelta(days=1), headers=[["ETag", '"y"']])
    capture(source, data=PDF, name="a.pdf", media_type="application/pdf")
    capture(source, data=PDF, name="b.pdf", media_type="application/pdf", at=DAY + timedelta(days=2))
    output = export(tmp_path)
    kinds = [(named["WARC-Type"], len(data)) for named, _, _, data in records(output)]
    assert kinds[1:] == [("response", len(PAGE)), ("resource", len(PDF)), ("revisit", 0), ("revisit", 0)]
    found = [(page.data, page.name, page.fetched_at, page.status, page.media_type) for page in pages(output)]
    assert found == [
        (PAGE, "", DAY, 200, "text/html"),
        (PDF, "a.pdf", DAY, None, "application/pdf"),
        (PAGE, "", DAY + timedelta(days=1), 200, "text/html"),
        (PDF, "b.pdf", DAY + timedelta(days=2), None, "application/pdf"),
    ]
    assert checked(output) == 0


def test_every_capture_comes_back_as_it_was_fetched(tmp_path):
    source = make_source()
    for number in range(30):
        capture(source, data=b"<p>%d</p>" % (number % 20), url=f"https://news.example/{number}", headers=[])
    found = {page.url: page.data for page in pages(export(tmp_path))}
    assert found == {f"https://news.example/{number}": b"<p>%d</p>" % (number % 20) for number in range(30)}


@pytest.mark.parametrize(
    ("status", "line"), [(200, "200 OK"), (203, "203 Non-Authoritative Information"), (299, "299 Unknown")]
)
def test_the_status_is_kept(tmp_path, status, line):
    capture(status=status)
    assert list(records(export(tmp_path)))[1][1] == f"HTTP/1.1 {line}"


def test_headers_cannot_forge_others(tmp_path):
    capture(headers=[["X-A", "b\r\nSet-Cookie: id=1"], ["X B\r\nX-C", "d"], ["Set-Cookie", "id=1"]])
    _, (_, _, headers, data) = records(export(tmp_path))
    assert headers[0] == ("X-A", "b Set-Cookie: id=1")
    assert [name for name, _ in headers] == ["X-A", "Content-Type", "Content-Length"]
    assert data == PAGE


def test_it_takes_the_captures_of_a_story_of_sources_and_since_a_day(tmp_path):
    story = Story.objects.create(name="Roads")
    one, other = make_source(), make_source("Snow fell.\n\nAll night.")
    one.stories.add(story)
    capture(one, url="https://news.example/old", data=b"old")
    capture(one, url="https://news.example/new", data=b"new", at=DAY + timedelta(days=9))
    capture(other, url="https://news.example/other", data=b"other")

    def exported(*arguments):
        return {
            named.get("WARC-Target-URI", "").rpartition("/")[2] for named, *_ in records(export(tmp_path, *arguments))
        }

    assert exported() == {"", "old", "new", "other"}
    assert exported("--story=Roads") == {"", "old", "new"}
    assert exported(f"--source={other.pk}") == {"", "other"}
    assert exported("--source", str(one.pk), str(other.pk), "--since=2022-04-30") == {"", "new"}
    assert exported("--story=Roads", f"--source={other.pk}") == {""}


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["--story=Nothing"], "no story “Nothing”"),
        (["--source=987654"], "no source 987654"),
        (["--since=yesterday"], "no date"),
    ],
)
def test_what_does_not_exist_is_said(tmp_path, arguments, reason):
    with pytest.raises(CommandError, match=reason):
        export(tmp_path, *arguments)
    assert list(tmp_path.glob("export*")) == []


def test_the_file_must_be_named_for_what_it_is_and_be_writable(tmp_path):
    with pytest.raises(CommandError, match="must end in .warc.gz"):
        call_command("export_warc", f"--output={tmp_path / 'export.zip'}")
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("export_warc", f"--output={tmp_path / 'nowhere' / 'a.warc.gz'}")


@pytest.mark.parametrize("spoil", [lambda path: path.unlink(), lambda path: path.write_bytes(path.read_bytes()[:9])])
def test_bytes_that_are_gone_are_named_and_the_file_stays_valid(tmp_path, capsys, spoil):
    lost, kept = capture(data=b"lost"), capture(data=b"kept")
    (path,) = (tmp_path / "captures").rglob(f"{lost.sha256}*")
    spoil(path)
    with pytest.raises(SystemExit) as left:
        export(tmp_path)
    assert left.value.code == 1
    told = capsys.readouterr()
    assert f"Capture {lost.pk} (" in told.err
    assert lost.sha256 in told.err
    assert "1 captures are not in it" in told.err
    assert [page.data for page in pages(tmp_path / "export.warc.gz")] == [captures.read(kept.sha256)]


def test_nobody_sees_half_a_file(tmp_path, monkeypatch):
    capture()
    output = export(tmp_path)
    before = output.read_bytes()

    def stop(*arguments, **more):
        raise KeyboardInterrupt

    monkeypatch.setattr(captures, "read", stop)
    with pytest.raises(KeyboardInterrupt):
        export(tmp_path)
    assert output.read_bytes() == before
    assert [path.name for path in tmp_path.glob("export*")] == ["export.warc.gz"]


def test_rows_are_read_a_few_at_a_time(tmp_path, django_assert_num_queries):
    source = make_source()
    for number in range(5):
        capture(source, data=b"%d" % number)
    with django_assert_num_queries(2):  # how many, and the rows
        export(tmp_path)


def test_no_capture_is_held_while_the_next_is_written():
    class Stream(io.BytesIO):
        written = 0

        def write(self, data):
            self.written += len(data)
            return len(data)

    stream, asked = Stream(), []
    source = make_source()
    row = capture(source)

    def rows():
        for number in range(3):
            asked.append(stream.written)
            row.sha256 = f"{number:064}"
            yield row, PAGE

    assert warc_writing.write(rows(), stream, now=DAY, software="test") == 3
    assert asked[0] < asked[1] < asked[2] < stream.written
