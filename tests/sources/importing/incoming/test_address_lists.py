"""Lists of addresses, as spreadsheets and people write them."""

import csv
import io

import pytest

from sources.importing.incoming import address_lists
from sources.importing.incoming.types import Row
from sources.importing.types import ImportRefused

A, B = "https://news.example/a", "https://news.example/b"


def rows(text: str, encoding: str = "utf-8") -> list[Row]:
    return list(address_lists.read(text.encode(encoding)))


def addresses(text: str, encoding: str = "utf-8") -> list[str]:
    return [row.address for row in rows(text, encoding)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1251"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_it_reads_what_a_spreadsheet_saves(encoding, delimiter, end):
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow(["№ п/п", "Заголовок", "Ссылка", "Издание", "Дата", "Примечание"])
    writer.writerow([1, "Дождь, снег; град\nи «ветер»", A, "Вести", "29.04.2022", 'сказал "да"'])
    writer.writerow([2, "Мир", B, "", "", ""])
    text = out.getvalue().replace("№", "N") if encoding == "windows-1251" else out.getvalue()
    assert rows(text, encoding) == [
        Row(
            2,
            A,
            {
                "title": "Дождь, снег; град и «ветер»",
                "outlet": "Вести",
                "published": "29.04.2022",
                "note": 'сказал "да"',
            },
        ),
        Row(4, B, {"title": "Мир"}),
    ]


def test_french_in_the_encoding_of_windows_stays_french():
    (row,) = rows(f"title;url\nL’été à Évreux, déjà vu;{A}\n", "windows-1252")
    assert row.given == {"title": "L’été à Évreux, déjà vu"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"{A}\n{B}\n", [A, B]),
        (f"# from the archive\n\n  {A}  \n# {B}\n{B}", [A, B]),
        (f"url\n{A}\n{B}", [A, B]),
        (f"{A},Rain closed the road\n{B},Snow fell", [A, B]),
        (f"Rain,{A}\nSnow,{B}", [A, B]),
        (f"sep=;\nRain;{A}\nSnow;{B}", [A, B]),
        (f"What;Where\nRain;{A}\nSnow;{B}", ["", A, B]),
        (f"URL | Title\n{A} | Rain\n{B} | Snow", [A, B]),
        (f"title,source,Web Address\nx,{B},{A}", [A]),
        (f"Title,Somewhere\nRain,{A}", [A]),
        ("https://news.example/1,2.html\nhttps://news.example/3,4.html", ["https://news.example/1,2.html", "https://news.example/3,4.html"]),
        ("https://news.example/?a=1;b=2\nhttps://news.example/x", ["https://news.example/?a=1;b=2", "https://news.example/x"]),
        (f'"{A}","Rain"\n"{B}","Snow"', [A, B]),
        (f"{A}\t\n{B}\tSnow", [A, B]),
    ],
)  # fmt: skip
def test_it_finds_the_column_of_addresses(text, found):
    assert addresses(text) == found


def test_a_row_without_an_address_says_what_to_correct():
    good, empty, wrong, half = rows(f"url,title\n{A},Rain\n,Snow\nfile:///etc/passwd,Hail\nnews.example/b,Fog\n")
    assert good.problem == ""
    assert (empty.line, empty.address, empty.given) == (3, "", {"title": "Snow"})
    assert empty.problem.startswith("This row has no address.")
    assert wrong.problem.startswith("“file:///etc/passwd”: ")
    assert half.problem.startswith("“news.example/b”: ")
    assert all(row.problem.endswith(".") for row in (empty, wrong, half))


def test_a_short_row_and_a_long_row_are_read():
    assert addresses(f"title,url,note\nRain,{A}\nSnow,{B},x,y,z\nHail") == [A, B, ""]


def test_a_quotation_mark_that_nothing_closes_swallows_no_row():
    assert addresses(f'url,title\n{A},"Rain\n{B},Snow\n') == [A, B]


def test_a_cell_guarded_against_formulas_is_read_as_it_was():
    (row,) = rows(f"url,title,note\n{A},'=1+1,'tis\n")
    assert row.given == {"title": "=1+1", "note": "'tis"}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        ("Rain closed the road.\nSnow fell.", "No address"),
        ("url,title\n,Rain", "No address"),
        ("javascript:alert(1)", "No address"),
        ("".join(f"https://news.example/{n}\n" for n in range(50_001)), "50,000"),
        ("a" * 1_000_000 + ",b\nc,d", "No address"),
    ],
)
def test_what_is_no_list_is_refused(text, reason):
    with pytest.raises(ImportRefused, match=reason):
        rows(text)


def test_a_huge_cell_is_cut_and_not_refused():
    (row,) = rows(f'url,title\n{A},"{"x " * 100_000}"\n')
    assert row.address == A
    assert len(row.given["title"]) == 2000
