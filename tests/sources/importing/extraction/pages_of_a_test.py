"""Small pages for tests of what a page states of itself."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from lxml import html as lxml_html

from sources.importing.extraction import metadata
from sources.importing.extraction.page import Page
from sources.importing.types import Extracted

NOW = datetime(2026, 1, 1, 12, tzinfo=UTC)
URL = "https://www.border-gazette.example/world/bridge"


def page_of(head: str = "", body: str = "") -> Page:
    return Page(lxml_html.document_fromstring(f"<html><head>{head}</head><body>{body or '<p>x</p>'}</body></html>"))


def read(head: str = "", body: str = "", url: str = URL) -> Extracted:
    return metadata.read(page_of(head, body), NOW, url)


def json_ld(**node: Any) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **node})}</script>'


def meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'
