"""WARC: the pages an archive holds, and what it says of those it cannot give."""

import gzip
import io
import zlib
from datetime import UTC, datetime

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from sources.importing.incoming import warc
from sources.importing.incoming.types import Problem, Summary
from sources.importing.types import FetchedPage, ImportRefused

A, B = "https://news.example/a", "https://news.example/b"
BODY = b"<p>Rain closed the road.</p>"
HTML = ("Content-Type", "text/html; charset=utf-8")


class Archive:
    """A WARC file in the making."""

    def __init__(self, packed: bool = True) -> None:
        self.stream = io.BytesIO()
        self.writer = WARCWriter(self.stream, gzip=packed, warc_version="1.1")
        self.writer.write_record(self.writer.create_warcinfo_record("", {"software": "test"}))

    def add(self, url=A, data=BODY, *headers, status="200 OK", kind="response", **named):
        named = {name.replace("_", "-"): value for name, value in named.items()}
        answer = StatusAndHeaders(status, list(headers or [HTML]), protocol="HTTP/1.1") if kind == "response" else None
        record = self.writer.create_warc_record(
            url,
            kind,
            payload=io.BytesIO(data),
            length=len(data),
            warc_headers_dict={"WARC-Date": "2022-04-29T10:00:00Z", **named},
            warc_content_type="" if answer else "application/pdf",
            http_headers=answer,
        )
        self.writer.write_record(record)
        return self

    def repeat(self, url=B, digest=""):
        digest = digest or self.digest()
        named = {"WARC-Date": "2022-05-09T10:00:00.25Z"}
        answer = StatusAndHeaders("200 OK", [HTML, ("X-Later", "yes")], protocol="HTTP/1.1")
        record = self.writer.create_revisit_record(url, digest, A, "2022-04-29T10:00:00Z", answer, named)
        self.writer.write_record(record)
        return self

    def digest(self) -> str:
        sample = self.writer.create_warc_record(A, "resource", payload=io.BytesIO(BODY), length=len(BODY))
        return sample.rec_headers["WARC-Payload-Digest"]

    @property
    def data(self) -> bytes:
        return self.stream.getvalue()

    def read(self):
        return read(self.data)


def read(data: bytes):
    """Pages and problems, and the summary."""
    *found, summary = warc.read(io.BytesIO(data))
    assert isinstance(summary, Summary)
    assert summary.pages == sum(isinstance(one, FetchedPage) for one in found)
    return found, dict(summary.skipped)


@pytest.mark.parametrize("packed", [True, False])
def test_it_gives_each_page_as_it_was_fetched(packed):
    archive = Archive(packed).add(A, BODY, HTML, ("Set-Cookie", "id=1"), ("ETag", '"x"'), ("ETag", '"y"'))
    found, skipped = archive.add(B, b"%PDF-1.4", ("Content-Type", "application/pdf")).read()
    assert found == [
        FetchedPage(
            BODY,
            datetime(2022, 4, 29, 10, tzinfo=UTC),
            url=A,
            final_url=A,
            media_type="text/html",
            status=200,
            headers=(HTML, ("ETag", '"x"'), ("ETag", '"y"')),
        ),
        FetchedPage(
            b"%PDF-1.4",
            datetime(2022, 4, 29, 10, tzinfo=UTC),
            url=B,
            final_url=B,
            media_type="application/pdf",
            status=200,
            headers=(("Content-Type", "application/pdf"),),
        ),
    ]
    assert skipped == {}


def chunked(data: bytes) -> bytes:
    pieces = [data[at : at + 7] for at in range(0, len(data), 7)]
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


@pytest.mark.parametrize(
    ("data", "headers"),
    [
        (gzip.compress(BODY), [("Content-Encoding", "GZIP")]),
        (zlib.compress(BODY), [("Content-Encoding", "deflate")]),
        (zlib.compress(BODY)[2:-4], [("Content-Encoding", "deflate")]),
        (BODY, [("Content-Encoding", "gzip")]),
        (BODY, [("Content-Encoding", "identity")]),
        (chunked(BODY), [("Transfer-Encoding", "chunked")]),
        (BODY, [("Transfer-Encoding", "chunked")]),
        (chunked(gzip.compress(BODY)), [("Transfer-Encoding", "chunked"), ("Content-Encoding", "gzip")]),
    ],
)
def test_bodies_are_decoded(data, headers):
    (page,), _ = Archive().add(A, data, HTML, *headers).read()
    assert page.data == BODY


@pytest.mark.parametrize("packed", [True, False])
def test_a_page_stored_as_unchanged_gets_the_bytes_of_its_original(packed):
    archive = Archive(packed).add(B, b"<p>Another.</p>").add().repeat().add("https://news.example/c", b"<p>Third.</p>")
    (_, first, again, third), _ = archive.read()
    assert (again.data, again.url, again.status) == (first.data, B, 200)
    assert again.fetched_at == datetime(2022, 5, 9, 10, 0, 0, 250_000, tzinfo=UTC)
    assert again.headers == (HTML, ("X-Later", "yes"))
    assert third.data == b"<p>Third.</p>"


def test_a_page_whose_original_is_elsewhere_is_a_problem():
    (problem, page), _ = Archive().repeat(digest="sha1:AAAA").add().read()
    assert problem.where == B
    assert "earlier capture" in problem.reason
    assert page.data == BODY


def test_a_document_handed_in_comes_with_its_name():
    archive = Archive().add("urn:sha256:ab", b"%PDF-1.4", kind="resource", X_File_Name="Решение.pdf")
    (handed_in, file), _ = archive.add("file:///home/ann/ruling.pdf", b"%PDF-1.5", kind="resource").read()
    assert (handed_in.name, handed_in.url, handed_in.status) == ("Решение.pdf", "", None)
    assert (handed_in.media_type, handed_in.data) == ("application/pdf", b"%PDF-1.4")
    assert (file.name, file.url) == ("ruling.pdf", "")


def test_what_is_no_article_is_counted():
    archive = Archive().add(A, b"x", ("Content-Type", "image/png")).add(A, b"x", ("Content-Type", "image/png"))
    archive.add(A, b"gone", status="404 Not Found").add(A, b"x", ("X-Y", "z")).add("dns:news.example", b"x")
    assert archive.read() == ([], {"image/png": 2, "status 404": 1, "of no stated type": 1, "not from the web": 1})


@pytest.mark.parametrize(
    ("data", "headers", "reason"),
    [
        (b"x" * 10_000_001, [], "larger than 10 MB"),
        (b"x" * 20_000_001, [], "larger than 10 MB"),
        (gzip.compress(b"x" * 10_000_001), [("Content-Encoding", "gzip")], "larger than 10 MB"),
        (zlib.compress(b"x" * 10_000_001), [("Content-Encoding", "deflate")], "larger than 10 MB"),
        (chunked(gzip.compress(b"\0" * 100_000_000)), [("Transfer-Encoding", "chunked"), ("Content-Encoding", "gzip")],
         "larger than 10 MB"),
        (gzip.compress(BODY)[:-9], [("Content-Encoding", "gzip")], "cut short"),
        (b"x", [("Content-Encoding", "zstd")], "zstd"),
    ],
)  # fmt: skip
def test_a_page_that_cannot_be_taken_is_a_problem_and_the_next_is_read(data, headers, reason):
    (problem, page), _ = Archive().add(B, data, HTML, *headers).add().read()
    assert isinstance(problem, Problem)
    assert problem.where == B
    assert reason in problem.reason
    assert page.data == BODY


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2022", datetime(2022, 1, 1, tzinfo=UTC)),
        ("2022-04-29", datetime(2022, 4, 29, tzinfo=UTC)),
        ("2022-04-29T10:11Z", datetime(2022, 4, 29, 10, 11, tzinfo=UTC)),
        ("2022-04-29T10:11:12.123456789Z", datetime(2022, 4, 29, 10, 11, 12, 123456, tzinfo=UTC)),
        ("2022-13-29T10:11:12Z", None),
        ("yesterday", None),
    ],
)
def test_the_date_of_a_record_may_be_short_but_not_wrong(written, moment):
    (first, second), _ = Archive().add(WARC_Date=written).add(B).read()
    assert isinstance(second, FetchedPage)
    assert first.fetched_at == moment if moment else written in first.reason


EDGE = 16  # bytes around the end of a record: blank lines, and the sum that a packed one ends with


@pytest.mark.parametrize("packed", [True, False])
def test_a_file_cut_short_anywhere_gives_the_pages_before_and_says_so(packed):
    archive = Archive(packed)
    start = len(archive.data)
    one = len(archive.add().data)  # of this very archive: the ids of records are random, and pack differently
    whole = archive.add(B).data
    for end in range(start + 3, len(whole) - 12, 7):
        found, _ = read(whole[:end])
        pages = [one for one in found if isinstance(one, FetchedPage)]
        assert len(pages) <= 1 + (end > one)
        assert all(page.data == BODY for page in pages)
        if one - EDGE < end <= one + EDGE or len(pages) == 2:
            continue  # between two records, or after the last: nothing is missing
        assert isinstance(found[-1], Problem), end
        assert len(pages) == (end > one)


def test_a_file_damaged_inside_gives_the_pages_before_and_says_so():
    whole = bytearray(Archive().add().add(B).data)
    at = len(Archive().add().data) + 40
    whole[at : at + 20] = b"\0" * 20
    (page, *rest), _ = read(bytes(whole))
    assert page.url == A
    assert isinstance(rest[-1], Problem)


def test_bytes_that_were_changed_are_a_problem():
    (problem, page), _ = read(Archive(packed=False).add(A, b"<p>True.</p>").add(B).data.replace(b"True", b"Lies"))
    assert "checksum" in problem.reason
    assert page.url == B


@pytest.mark.parametrize(
    "data",
    [
        b"WARC/1.0\r\n" + b"A" * 70_000,
        b"WARC/1.0\r\n" + b"A: b\r\n" * 2_000,
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 5\r\n\r\nHTTP/1.1 200 OK\r\n\r\n",
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/\r\n\r\nHTTP/1.1 200 OK\r\n\r\n",
        b"WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: -5\r\n\r\n",
        b"WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: 99999999999999\r\n\r\nx",
        b"WARC/9.0\r\nnonsense",
        gzip.compress(Archive(packed=False).add().add(B).data),
    ],
)
def test_nonsense_ends_with_a_problem(data):
    found, _ = read(data)
    assert isinstance(found[-1], Problem)
    assert found[-1].reason.endswith(".")


@pytest.mark.parametrize("data", [b"", b"<html>", gzip.compress(b"<html>"), b"\x1f\x8bx", b"PK\x03\x04"])
def test_what_is_no_warc_is_refused(data):
    with pytest.raises(ImportRefused, match="no WARC"):
        read(data)


def test_a_record_that_unpacks_for_ever_is_left(monkeypatch):
    monkeypatch.setattr(warc, "MOST_UNPACKED", 5_000_000)
    found, _ = Archive().add().add(B, b"\0" * 20_000_000, ("Content-Type", "video/mp4")).add().read()
    assert isinstance(found[0], FetchedPage)
    assert "unpacks" in found[-1].reason
