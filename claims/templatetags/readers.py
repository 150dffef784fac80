"""What readers' templates say in words."""

from __future__ import annotations

from django import template

from claims.public.languages import language_name
from claims.public.links import safe_link
from sources import edtf

register = template.Library()


@register.filter
def in_words(date: str) -> str:
    """An EDTF date as a reader would say it."""
    return edtf.in_words(date)


@register.filter
def language(code: str) -> str:
    return language_name(code)


@register.filter
def web_only(address: str) -> str:
    """The address if it is one of the web's, else nothing."""
    return safe_link(address)


@register.filter
def grouped(number: int) -> str:
    """12345 as 12,345."""
    return f"{number:,}"
