"""Foreign bytes parsed in a child process, one for each process of ours, kept and used again.

    extract, read_feed, … -> Parser -> pipe -> parsing_child -> extraction.extract, incoming.feeds.read, …

The child has limits on memory and time and may open nothing; whatever happens to it, the caller gets what the reader
finds or an ImportRefused that says what to do.
"""

from __future__ import annotations

import atexit
import logging
import os
import signal
import sys
import threading
import time
import weakref
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sources.importing import extraction
from sources.importing.extraction.cutting import Cut
from sources.importing.extraction.rule_matches import Match
from sources.importing.incoming.sniffing import HEAD
from sources.importing.incoming.types import Feed, FeedAddress, Kind, Row, Sitemap
from sources.importing.parsing_messages import Answer, Cutting, Document, Listing, Matching, Request
from sources.importing.parsing_process import Child, ChildEnded, Limits
from sources.importing.types import NO_HINTS, Extracted, FetchedPage, Hints, ImportRefused, Rules

logger = logging.getLogger(__name__)
COMMAND = (sys.executable, "-m", "sources.importing.parsing_child")

INSTEAD = "Copy the article and paste it instead; of a feed or a list, paste the addresses of its articles."
TOO_LONG = "Reading it took longer than {} seconds. " + INSTEAD
TOO_BIG = "Reading it took more memory than it should need. " + INSTEAD
BROKEN = "It stopped the program that reads what comes in; the fault is logged. " + INSTEAD
NOT_STARTED = "The program that reads what comes in did not start; the fault is logged. Try again in a minute."
BUSY = "Something else is being read just now. Try again in a minute."
FAULTY = "Something went wrong while reading it; the fault is logged. " + INSTEAD


class Parser:
    """The child of this process, started when first needed, replaced when it was ended or has grown.

    Threads take turns. A process forked from this one starts a child of its own.
    """

    def __init__(self, command: Sequence[str] = COMMAND, limits: Limits | None = None) -> None:
        self.command, self.limits = command, limits or Limits()
        self._turn = threading.Lock()
        self._child: Child | None = None
        self.resident = 0  # bytes of memory that the child held after its last document
        this = weakref.WeakMethod(self._forget)

        def forget() -> None:
            if method := this():
                method()

        os.register_at_fork(after_in_child=forget)

    @property
    def pid(self) -> int | None:
        """The child's process id, while there is one."""
        return self._child.process.pid if self._child else None

    def extract(self, page: FetchedPage, now: datetime, hints: Hints = NO_HINTS) -> Extracted:
        """What `extraction.extract` finds. Raises ImportRefused, also where the child had to be ended."""
        found: Extracted = self.read("document", Document(page, now, hints))
        return found

    def read(self, task: str, asked: Any) -> Any:
        """What one of the TASKS finds. Raises ImportRefused, also where the child had to be ended."""
        if not self._turn.acquire(timeout=self.limits.patience):
            raise ImportRefused(BUSY)
        try:
            answer = self._ask(self._ready(), Request(task, asked))
            self._replace_if_grown(answer)
        finally:
            self._turn.release()
        if answer.found is not None:
            return answer.found
        if answer.fault:
            logger.error("Reading %s failed.\n%s", _named(asked), answer.fault)
        raise ImportRefused(answer.refused or FAULTY)

    def close(self) -> None:
        """End the child. The next document starts another."""
        if self._child:
            self._child.end()
        self._child = None

    def _ready(self) -> Child:
        if self._child and self._child.process.poll() is not None:
            logger.warning("The parsing child ended by itself with status %s.", self._child.end())
            self._child = None
        try:
            self._child = self._child or Child(self.command, self.limits)
        except (OSError, TimeoutError, ChildEnded) as error:
            logger.exception("The parsing child did not start.")
            raise ImportRefused(NOT_STARTED) from error
        return self._child

    def _ask(self, child: Child, request: Request) -> Answer:
        try:
            answer = child.ask(request, self.limits.wall)
        except TimeoutError:
            refusal, status = TOO_LONG.format(self.limits.wall), "too slow"
        except ChildEnded as error:
            time.sleep(0.05)  # its pipe closes a moment before its end can be seen
            refusal, status = self._reason(child.process.poll()), f"{child.process.poll()}: {error}"
        except BaseException:
            self.close()  # interrupted in the middle of a frame: what follows in the pipe means nothing
            raise
        else:
            if not answer.out_of_memory:
                return answer
            refusal, status = TOO_BIG, "out of memory"
        self.close()
        logger.warning("The parsing child was ended while reading %s (%s).", _named(request.asked), status)
        return Answer(refused=refusal)

    def _reason(self, status: int | None) -> str:
        if status == -signal.SIGPROF:
            return TOO_LONG.format(self.limits.cpu)
        if status == -signal.SIGALRM:
            return TOO_LONG.format(self.limits.wall)
        return TOO_BIG if status == -signal.SIGKILL else BROKEN  # killed by the system, which had no memory left

    def _replace_if_grown(self, answer: Answer) -> None:
        self.resident = answer.resident
        if self._child and (answer.resident > self.limits.resident or self._child.answered >= self.limits.pages):
            self.close()

    def _forget(self) -> None:
        """In a forked process: the child is the parent's, and so is whoever held the lock."""
        self._turn = threading.Lock()
        if self._child:
            self._child.let_go()
        self._child = None


def _named(asked: Any) -> str:
    """What is asked about: a page, a listing, or what holds a page."""
    one = getattr(asked, "page", asked)
    return one.url or getattr(one, "name", "") or "a text without a name"


PARSER = Parser()
atexit.register(PARSER.close)


def extract(page: FetchedPage, now: datetime, hints: Hints = NO_HINTS, *, in_child: bool = True) -> Extracted:
    """The article in a document, parsed in the child or, where a caller wants that, in this process.

    Raises ImportRefused, with a sentence for an editor, for whatever holds no article that can be read.
    """
    return PARSER.extract(page, now, hints) if in_child else extraction.extract(page, now, hints)


def cut(page: FetchedPage, extracted: Extracted) -> tuple[Cut, ...]:
    """The lines of a document that are not in what was taken from it. Raises ImportRefused."""
    found: tuple[Cut, ...] = PARSER.read("cuts", Cutting(page, extracted))
    return found


def matches(page: FetchedPage, rules: Rules) -> tuple[Match, ...]:
    """How many elements of a page each selector of a rule points at. Raises ImportRefused."""
    found: tuple[Match, ...] = PARSER.read("matches", Matching(page, rules))
    return found


def what_is(page: FetchedPage) -> Kind:
    """What a page or file is to the importer, by its beginning. Raises ImportRefused where the child fails at it."""
    head = page.data[: 2 * HEAD]  # all that is looked at, and more where it is packed
    found: Kind = PARSER.read("kind", replace(page, data=head))
    return found


def read_feed(data: bytes, base_url: str = "", media_type: str = "") -> Feed:
    """What `incoming.feeds.read` finds. Raises ImportRefused, as the three below."""
    found: Feed = PARSER.read("feed", Listing(data, base_url, media_type))
    return found


def read_sitemap(data: bytes, base_url: str = "") -> Sitemap:
    """What `incoming.sitemaps.read` finds."""
    found: Sitemap = PARSER.read("sitemap", Listing(data, base_url))
    return found


def read_opml(data: bytes) -> tuple[FeedAddress, ...]:
    """What `incoming.opml.read` finds."""
    found: tuple[FeedAddress, ...] = PARSER.read("opml", Listing(data))
    return found


def read_addresses(data: bytes, media_type: str = "") -> tuple[Row, ...]:
    """What `incoming.address_lists.read` finds."""
    found: tuple[Row, ...] = PARSER.read("addresses", Listing(data, media_type=media_type))
    return found
