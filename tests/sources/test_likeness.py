"""Nearly the same texts are known by their runs of words."""

import random

from sources.likeness import BINS, NEARLY, ROWS, bands, shingles, similarity

WORDS = [f"word{n}" for n in range(4000)]


def text(seed, length=400):
    return " ".join(random.Random(seed).choices(WORDS, k=length))


def edited(original, every, seed=1):
    """One word in `every` replaced by another."""
    chance = random.Random(seed)
    return " ".join(chance.choice(WORDS) if chance.random() < 1 / every else word for word in original.split())


def share_a_band(some, others):
    return bool(set(bands(shingles(some))) & set(bands(shingles(others))))


def test_the_same_words_are_alike_whatever_their_case_and_marks():
    some = text(1)
    assert similarity(shingles(some), shingles(some.upper().replace(" ", ", "))) == 1


def test_a_text_cut_short_is_like_the_whole():
    whole = text(2)
    assert similarity(shingles(whole), shingles(" ".join(whole.split()[:150]))) == 1


def test_near_copies_share_a_band_and_other_texts_are_unlike():
    for seed in range(60):
        original = text(seed)
        copy = edited(original, every=12, seed=seed)
        assert similarity(shingles(original), shingles(copy)) >= NEARLY
        assert share_a_band(original, copy)
        assert similarity(shingles(original), shingles(text(seed + 1000))) < 0.05


def test_one_long_quotation_in_two_articles_does_not_make_them_one():
    said = text(7, 60)
    some, others = f"{text(8, 200)} {said} {text(9, 100)}", f"{text(10, 150)} {said} {text(11, 150)}"
    assert similarity(shingles(some), shingles(others)) < NEARLY


def test_a_text_too_short_to_tell_is_like_nothing():
    assert bands(shingles("Read our live coverage here.")) == []
    assert similarity(shingles("one two three four five"), shingles("one two three four five")) == 0


def test_every_band_is_filled_even_by_a_short_text():
    found = bands(shingles(text(3, 30)))
    assert len(found) == BINS // ROWS
    assert all(-(2**63) <= value < 2**63 for value in found)


def test_scripts_without_spaces_are_cut_into_characters():
    some = "国务院星期一发表声明说边境口岸因为连夜大雨已经关闭等到桥梁检查完毕以后周末前将会重新开放。" * 2
    assert similarity(shingles(some), shingles(some[: len(some) // 2])) == 1
