"""Text that no spreadsheet takes for a formula, and the way back.

After OWASP's "CSV Injection" and ASVS 5 1.2.10: a cell that begins with one of the characters below may run.
Spreadsheets skip white space before it, and the full-width forms count as the plain ones.
"""

from __future__ import annotations

import re

#: Apostrophes are passed over too: so a guarded text is as dangerous as it was, and the guard can be undone.
DANGEROUS = re.compile(r"['\s]*[=+\-@＝＋－＠\t\r\n\0]")


def guarded(text: str) -> str:
    """The text behind one apostrophe where it might run, else as it is. `unguarded` undoes it, for every text."""
    return "'" + text if DANGEROUS.match(text) else text


def unguarded(text: str) -> str:
    """The text as it was before `guarded`."""
    return text[1:] if text.startswith("'") and DANGEROUS.match(text, 1) else text
