import pytest

from sources.importing.extraction import furniture


@pytest.mark.parametrize(
    "line",
    [
        "Lesen Sie hier: Wie Anwohner richtig reagieren",
        "Lesen Sie auch: Die Brücke bleibt zu",
        "Auch interessant",
        "Read also: Traders ask for longer hours",
        "À lire également : le pont reste fermé",
        "Lea también: El puente sigue cerrado",
        "Читайте далее: мост закрыт",
        "Читайте також: міст закрито",
        "همچنین بخوانید: پل بسته است",
        "اقرأ أيضاً: الجسر مغلق",
    ],
)
def test_a_line_that_points_to_another_article_is_furniture(line: str) -> None:
    assert furniture.is_furniture(line)


@pytest.mark.parametrize("line", ["Lesen ist wichtig, sagt die Ministerin.", "Der Minister las hier: drei Sätze."])
def test_a_line_that_speaks_of_reading_is_none(line: str) -> None:
    assert not furniture.is_furniture(line)
