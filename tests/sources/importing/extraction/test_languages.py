from __future__ import annotations

import pytest

from sources.importing.extraction.languages import detect


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "The talks in the capital were held on Monday and it was said that they had been good for both of them.",
            "en",
        ),
        ("Переговоры в столице прошли в понедельник, и, как сообщил министр, они были полезны для обеих сторон.", "ru"),
        (
            "Die Gespräche in der Hauptstadt fanden am Montag statt, und der Minister sagte, sie waren nicht leicht.",
            "de",
        ),
        (
            "Les discussions dans la capitale ont eu lieu lundi et le ministre a dit que les deux pays sont d'accord.",
            "fr",
        ),
        (
            "Las conversaciones en la capital se celebraron el lunes y el ministro dijo que los dos están de acuerdo.",
            "es",
        ),
        (
            "گفتگوها در پایتخت روز دوشنبه برگزار شد و وزیر گفت که این دیدار برای هر دو کشور خوب بوده است و ادامه دارد.",
            "fa",
        ),
        ("په پلازمېنه کې خبرې د دوشنبې په ورځ وشوې او وزیر وویل چې دا د دواړو هېوادونو لپاره ښې وې.", "ps"),
        ("月曜日に首都で会談が行われ、大臣は両国にとって有益だったと述べた。", "ja"),
        ("Kabul 14", ""),
        ("xq zrt vbn plk wqs mnb gfd hjk lpo", ""),
    ],
)
def test_it_detects_the_language_or_says_nothing(text: str, language: str) -> None:
    assert detect(text) == language
