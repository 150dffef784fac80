"""What readers are told of changes and of what is withheld, and what they never are."""

import pytest
from django.utils import timezone

from claims.holding import hold, release
from claims.judging import judge
from claims.ledger import claim_as_shown
from claims.models import Claim, Publication
from claims.publishing import change_published
from tests.builders import cite, make_contradiction, make_outlet, make_source, make_user

pytestmark = pytest.mark.django_db


def _text(client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, address
    return response.content.decode()


class TestWithheld:
    def _published(self, room) -> None:
        for claim in (room.left, room.right):
            Publication.objects.create(claim=claim, change="publication", by=make_user(), record=claim_as_shown(claim))

    @pytest.mark.parametrize("slug", ["", "twelve-people-died/", "anything/"])
    def test_a_claim_that_was_public_says_that_it_is_withheld_and_since_when(self, client, room, slug):
        self._published(room)
        hold(room.left, make_user("editor"), "legal", "SECRET REASON")
        text = _text(client, f"/claims/{room.left.pk}/{slug}", status=403)
        assert f"Claim {room.left.pk} is temporarily withheld" in text
        assert f"{timezone.now():%B %Y}</time> it is withheld by the newsroom while it is being checked" in text
        assert not [word for word in ("welve", "SECRET", "legal", "Legal", "Meridian") if word in text]

    def test_so_does_its_contradiction_until_it_is_released(self, client, room):
        self._published(room)
        editor = make_user("editor")
        hold(room.right, editor, "embargo", "SECRET REASON")
        text = _text(client, room.pair.get_absolute_url(), status=403)
        assert f"Contradiction {room.pair.pk} is temporarily withheld" in text
        assert not [word for word in ("welve", "eventeen", "SECRET", "mbargo", "one says") if word in text]
        release(room.right, editor)
        assert "First account" in _text(client, room.pair.get_absolute_url())

    def test_what_was_never_public_stays_unknown(self, client, room):
        Claim.objects.filter(pk=room.draft.pk).update(hold="legal")
        pair = make_contradiction(left=room.left, right=room.draft)
        for one in (room.draft, pair):
            assert client.get(one.get_absolute_url()).status_code == 404

    def test_the_corrections_say_that_it_was_withheld_and_shown_again(self, client, room):
        self._published(room)
        editor = make_user("editor")
        change_published(room.left, editor, "clarification", "It said SECRET before.")
        hold(room.left, editor, "legal", "SECRET REASON")
        text = _text(client, "/corrections/")
        assert "Withheld" in text and f'href="/claims/{room.left.pk}/"' in text
        assert not [word for word in ("welve", "SECRET") if word in text]
        release(room.left, editor)
        text = _text(client, "/corrections/")
        assert "Shown again" in text and "Twelve people died." in text and "It said SECRET before." in text

    def test_a_contradiction_dismissed_while_it_was_withheld_says_so_afterwards(self, client, room):
        self._published(room)
        editor = make_user("editor")
        hold(room.left, editor, "legal", "Why.")
        judge(room.pair, editor, "dismiss", explanation="SECRET")
        release(room.left, editor)
        assert "SECRET" not in _text(client, room.pair.get_absolute_url(), status=410)


class TestHistory:
    @pytest.fixture
    def claim(self, room) -> Claim:
        Publication.objects.create(
            claim=room.left, change="publication", by=make_user(), record=claim_as_shown(room.left)
        )
        return room.left

    def _change(self, claim: Claim, change: str, note: str = "", **fields) -> None:
        for name, value in fields.items():
            setattr(claim, name, value)
        claim.save()
        change_published(claim, make_user("editor"), change, note)

    @pytest.mark.parametrize("change", ["update", "clarification", "correction"])
    def test_a_change_shows_the_old_words_and_value_beside_the_new(self, client, claim, change):
        self._change(claim, change, "Recounted.", text="Fourteen people died.", value_low=14)
        text = _text(client, claim.get_absolute_url())
        assert "<del>Twelve people died.</del>" in text and "<ins>Fourteen people died.</ins>" in text
        assert "<del>at least 12</del>" in text and "<ins>at least 14</ins>" in text
        assert "was:" in text and "now:" in text and "Recounted." in text

    def test_a_typo_is_named_without_its_words(self, client, claim):
        self._change(claim, "typo", text="Twelve people died!")
        text = _text(client, claim.get_absolute_url())
        assert "Typo" in text and "<del>" not in text
        assert "Typo" not in _text(client, "/corrections/")

    def test_a_citation_that_is_gone_or_new_is_shown_as_such(self, client, claim):
        cite(claim, make_source(outlet=make_outlet("Third Voice")), "Trade resumed")
        change_published(claim, make_user("editor"), "update", "Another article.")
        text = _text(client, claim.get_absolute_url())
        assert "<ins>asserted by Third Voice, “Trade resumed”</ins>" in text

    def test_what_was_changed_while_it_was_withheld_is_not_repeated(self, client, claim):
        editor = make_user("editor")
        hold(claim, editor, "legal", "Names somebody.")
        self._change(claim, "correction", "A name was left out.", text="Some people died.")
        release(claim, editor)
        text = _text(client, claim.get_absolute_url())
        assert "Some people died." in text and "A name was left out." in text and "Twelve people died." not in text

    @pytest.mark.parametrize("change", ["update", "clarification", "correction"])
    def test_the_corrections_list_every_kind_with_its_note(self, client, claim, change):
        self._change(claim, change, "Recounted by the hospital.")
        text = _text(client, "/corrections/")
        assert "Recounted by the hospital." in text and change.capitalize() in text
        assert claim.get_absolute_url() in text

    def test_a_contradiction_says_that_a_claim_changed_after_it_was_confirmed(self, client, room):
        said = "was changed on"
        for one in (room.left, room.right):
            Publication.objects.create(claim=one, change="publication", by=make_user(), record=claim_as_shown(one))
        assert said not in _text(client, room.pair.get_absolute_url())
        self._change(room.right, "typo", text="Seventeen people died!")
        self._change(room.right, "clarification", "Nothing in its words.")
        assert said not in _text(client, room.pair.get_absolute_url())
        self._change(room.right, "correction", "Recounted.", value_low=18)
        text = _text(client, room.pair.get_absolute_url())
        assert "The second claim was changed on" in text and "The first claim was changed" not in text
        judge(room.pair, make_user("editor"), "confirm")
        assert said not in _text(client, room.pair.get_absolute_url())

    def test_what_was_said_on_the_way_to_a_verdict_stays_at_the_desk(self, client, room):
        judge(room.pair, make_user("editor"), "confirm", explanation="SECRET DOUBTS")
        for address in (room.pair.get_absolute_url(), "/corrections/"):
            assert "SECRET DOUBTS" not in _text(client, address)
