"""Differences as a page shows them: long unchanged runs are folded, nothing is lost."""

from sources.admin.differing import parts_of
from sources.changes import differences

MANY = [f"Paragraph {n} stays as it was printed." for n in range(12)]


def shown(old, new):
    return parts_of(differences("\n\n".join(old), "\n\n".join(new)))


def test_a_long_unchanged_run_is_folded_and_one_paragraph_stays_open_on_each_side():
    changed = [*MANY[:5], MANY[5].replace("stays", "went"), *MANY[6:]]
    parts = shown(MANY, changed)
    assert [one.folded for one in parts if one.folded] == [4, 5]
    open_text = "".join(one.text for one in parts if not one.folded)
    assert all(MANY[n] in open_text for n in (4, 6))
    assert MANY[3] not in open_text


def test_no_word_is_lost_by_folding():
    changed = [MANY[0].replace("0", "zero"), *MANY[1:8], "New words.", *MANY[8:]]
    parts = shown(MANY, changed)
    new = "\n\n".join(changed).split()
    assert " ".join(one.text for one in parts if one.op != "gone").split() == new


def test_the_first_change_is_marked_once():
    parts = shown(MANY, ["First.", *MANY, "Last."])
    assert [one.text.strip() for one in parts if one.is_first] == ["First."]


def test_a_short_unchanged_run_stays_open():
    parts = shown(MANY[:3], [*MANY[:2], "Another."])
    assert not any(one.folded for one in parts)


def test_two_equal_texts_are_one_open_run():
    assert [(one.op, one.folded) for one in shown(MANY, MANY)] == [("same", 0)]
