"""Everything that brings more than one article: feeds, sitemaps, OPML, lists of addresses, WARC. Pure readers."""

from sources.importing.incoming.sniffing import what_is

__all__ = ["what_is"]
