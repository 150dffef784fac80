"""People at work in the admin: a client that is signed in, and what a page of theirs says."""

from __future__ import annotations

import html
import re

from django.contrib.auth.models import User
from django.test import Client

from tests.builders import make_user


class Staff(Client):
    """A signed-in browser of somebody with the given role; `user` is that person."""

    def __init__(self, role: str = "editor", user: User | None = None) -> None:
        super().__init__()
        self.user = user or make_user(role)
        self.force_login(self.user, backend="django.contrib.auth.backends.ModelBackend")

    def page(self, address: str, **query: str) -> str:
        """The text of a page that must be there."""
        answer = self.get(address, query)
        assert answer.status_code == 200, f"{address}: {answer.status_code}"
        return answer.content.decode()


def form_of(answer) -> dict[str, str]:
    """What a browser would send from the admin form just shown, unchanged."""
    form = answer.context["adminform"].form
    sent = {bound.html_name: bound.value() for bound in form}
    for one in answer.context["inline_admin_formsets"]:
        for bound in one.formset.management_form:
            sent[bound.html_name] = bound.value()
        for part in one.formset.forms:
            sent |= {bound.html_name: bound.value() for bound in part}
    return {name: value for name, value in sent.items() if value is not None and value is not False}


def messages_of(answer) -> str:
    return " ".join(str(one) for one in answer.context["messages"])


def words_of(page: str) -> str:
    """The page as one reads it: no tags, single spaces."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())
