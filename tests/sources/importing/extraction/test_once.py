from __future__ import annotations

from dataclasses import dataclass, field

from sources.importing.extraction.once import once


@dataclass(frozen=True)
class Word:
    text: str
    asked: list[str] = field(default_factory=list, compare=False)

    @once
    def letters(self) -> int:
        """How many letters it has."""
        self.asked.append(self.text)
        return len(self.text)


def test_a_value_is_worked_out_once_for_each_object() -> None:
    one, other = Word("bridge"), Word("river")
    assert [one.letters, one.letters, other.letters] == [6, 6, 5]
    assert (one.asked, other.asked) == (["bridge"], ["river"])


def test_it_changes_neither_equality_nor_hash() -> None:
    one = Word("bridge")
    assert one.letters == 6
    assert one == Word("bridge")
    assert hash(one) == hash(Word("bridge"))


def test_the_class_shows_the_property_and_its_words() -> None:
    assert Word.letters.__doc__ == "How many letters it has."
