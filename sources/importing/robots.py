"""What a site's robots.txt says to us (RFC 9309); pure.

The groups that concern us are picked here; Protego matches their rules: longest match, `*` and `$`. It is given our
groups alone, because a file of many agents and many rules would be multiplied out in memory.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from protego import Protego

TOKEN = "factdesk"  # the product token that a group may name
MOST_BYTES = 512_000  # 500 KiB, which RFC 9309 (2.5) asks every reader to take; more is not read
MOST_TRIED = 5_000  # rules, to say which one it was
LONGEST_DELAY = timedelta(seconds=60)
AGENT_LINE = re.compile(r"user[- ]?agent\s*[:\s]\s*(.*)", re.IGNORECASE)
RULE_LINE = re.compile(r"(?:di?a?s{1,2}a?ll?[ao]w|allow|crawl[- ]delay)\b", re.IGNORECASE)
DISALLOW_LINE = re.compile(r"di?a?s{1,2}a?ll?[ao]w\b", re.IGNORECASE)


@dataclass(frozen=True)
class Robots:
    """The rules of one robots.txt for us. An empty text allows everything."""

    text: str

    def refuses(self, url: str) -> str:
        """The line that keeps machines from the address, as written; "" where it may be fetched."""
        if self._rules.can_fetch(url, TOKEN):
            return ""
        longest_first = sorted(filter(DISALLOW_LINE.match, set(self._lines)), key=len, reverse=True)
        keeping = (line for line in longest_first[:MOST_TRIED] if not _rules([line]).can_fetch(url, TOKEN))
        return next(keeping, "one of its rules")

    @property
    def delay(self) -> timedelta:
        """How long to wait between two requests, a minute at most; nothing where it does not say."""
        return min(timedelta(seconds=min(self._rules.crawl_delay(TOKEN) or 0, 3600)), LONGEST_DELAY)

    @cached_property
    def _lines(self) -> list[str]:
        return _lines_for_us(self.text)

    @cached_property
    def _rules(self) -> Protego:
        return _rules(self._lines)


def _rules(lines: list[str]) -> Protego:
    return Protego.parse("\n".join(["User-agent: *", *lines]))


def _lines_for_us(text: str) -> list[str]:
    """The rules of all groups that name us; where none does, of those for everybody (RFC 9309, 2.2.1)."""
    found: dict[str, list[str]] = {}
    ours: set[str] = set()  # of the agents that the group names
    in_rules = True
    for line in text.removeprefix("\ufeff").splitlines():
        line = line.partition("#")[0].strip()
        if match := AGENT_LINE.match(line):
            ours = ({_token(match[1])} & {TOKEN, "*"}) | (set() if in_rules else ours)
            in_rules = False
            for agent in ours:
                found.setdefault(agent, [])
        elif RULE_LINE.match(line):
            in_rules = True
            for agent in ours:
                found[agent].append(line)
    return found.get(TOKEN, found.get("*", []))


def _token(value: str) -> str:
    """The product token in a User-agent line: "Factdesk/0.1" means every version."""
    value = value.strip().lower()
    return value if value == "*" else re.split(r"[/\s*]", value, maxsplit=1)[0]
