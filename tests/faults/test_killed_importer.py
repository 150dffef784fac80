"""An importer killed at random moments and resumed. benchmarks/killing.py does it with 500 articles and 20 kills."""

import pytest

from benchmarks.killing import drill


@pytest.mark.sqlite
def test_a_killed_import_stores_each_article_once_and_nothing_half():
    done = drill(articles=30, kills=4, seed=7)
    assert done.kills, "No kill met the import at work: the drill shows nothing."
    assert done.breaches == []
