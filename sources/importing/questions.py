"""What an editor is asked where a page says two different things of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sources.importing.extraction import disagreeing
from sources.models import Disagreement

if TYPE_CHECKING:
    from sources.importing.types import Extracted
    from sources.models import Source

#: The fields of Source under which an editor pins the answer to a question on a field of the document.
PINS = {"author": "credits", "publisher": "outlet"}


def ask(source: Source, extracted: Extracted) -> None:
    """Note each field the document disagrees with itself on, but for pinned ones; take back what is settled."""
    asked = {one.field: [list(pair) for pair in one.values] for one in disagreeing.questions(extracted)}
    for known in source.disagreements.filter(answered=False):
        if known.field not in asked:
            known.delete()
    for field, values in asked.items():
        if PINS.get(field, field) in source.pinned:
            continue
        known, made = Disagreement.objects.get_or_create(source=source, field=field, defaults={"values": values})
        if not made and known.values != values:
            known.values, known.answered = values, False
            known.save(update_fields=["values", "answered"])
