"""What became public, what was judged and what the machine read (to look at), and what people asked us."""

from __future__ import annotations

from django.contrib import admin

from claims.admin.searching import SearchesFolded
from claims.models import Judgement, Publication, Reading, Reply
from claims.publishing import MAY_PUBLISH
from sources.admin.base import EditableAdmin, ReadOnlyAdmin, Waiting, change_link
from sources.admin.filters import AutocompleteFilter

ANSWER = ["answer", "outcome"]
SHOWN_OF_REPLY = ["claim", "contradiction", "outlet", "question", "received_at", *ANSWER]


@admin.register(Publication)
class PublicationAdmin(SearchesFolded, ReadOnlyAdmin):
    list_display = ["show_what", "change", "note", "by", "at"]
    list_filter = ["change", "at"]
    list_select_related = ["claim", "contradiction__left", "contradiction__right", "by"]
    search_fields = ["note", "claim__text"]
    search_help_text = "Words of the note or of the claim."
    ordering = ["-id"]
    fields = ["show_link", "change", "note", "by", "at", "record"]

    @admin.display(description="of what")
    def show_what(self, publication: Publication) -> str:
        return str(publication.claim or publication.contradiction)

    @admin.display(description="of what")
    def show_link(self, publication: Publication) -> str:
        return change_link(publication.claim or publication.contradiction)


@admin.register(Judgement)
class JudgementAdmin(SearchesFolded, ReadOnlyAdmin):
    list_display = ["show_contradiction", "decision", "verdict", "cause", "by", "at"]
    list_filter = ["decision", "verdict", "cause", "at"]
    list_select_related = ["contradiction__left", "contradiction__right", "by"]
    search_fields = ["explanation", "contradiction__left__text", "contradiction__right__text"]
    search_help_text = "Words of the explanation or of either claim."
    ordering = ["-id"]
    fields = [
        "show_link",
        "decision",
        "verdict",
        "cause",
        "explanation",
        "show_evidence",
        "evidence_document",
        "by",
        "at",
    ]

    @admin.display(description="contradiction")
    def show_contradiction(self, judgement: Judgement) -> str:
        return str(judgement.contradiction)

    @admin.display(description="contradiction")
    def show_link(self, judgement: Judgement) -> str:
        return change_link(judgement.contradiction)

    @admin.display(description="evidence: a citation")
    def show_evidence(self, judgement: Judgement) -> str:
        return change_link(judgement.evidence)


@admin.register(Reading)
class ReadingAdmin(SearchesFolded, ReadOnlyAdmin):
    list_display = ["show_claim", "version", "made_at"]
    list_select_related = ["claim"]
    search_fields = ["claim__text"]
    ordering = ["-claim_id"]
    fields = ["show_link", "version", "made_at", "data"]

    def get_queryset(self, request):
        return super().get_queryset(request).defer("data")

    @admin.display(description="claim")
    def show_claim(self, reading: Reading) -> str:
        return str(reading.claim)

    @admin.display(description="claim")
    def show_link(self, reading: Reading) -> str:
        return change_link(reading.claim)


@admin.register(Reply)
class ReplyAdmin(SearchesFolded, EditableAdmin):
    """Requests and challenges. The answer is an editor's to write: readers see it, and what was asked, from then on."""

    list_display = ["__str__", "show_about", "received_at", "due", "outcome"]
    list_filter = ["outcome", "due", "received_at", ("outlet", AutocompleteFilter)]
    list_select_related = ["claim", "contradiction__left", "contradiction__right", "outlet"]
    search_fields = ["question", "answer", "asked_of"]
    search_help_text = "Words of the question or answer, or who was asked."
    autocomplete_fields = ["claim", "contradiction", "outlet"]
    fieldsets = [
        (
            "What it is about: one of these",
            {"fields": ["claim", "contradiction", "outlet"]},
        ),
        ("What was asked", {"fields": ["question", ("received_at", "due")]}),
        ("What came of it", {"fields": ["answer", "outcome"]}),
        ("Private: never shown, never exported", {"fields": ["asked_of", "note"]}),
    ]

    def waiting(self, request):
        still_open = Reply.objects.filter(outcome=Reply.Outcome.OPEN)
        return [Waiting("Replies still open", still_open, self.changelist_address(outcome__exact="open"))]

    def get_readonly_fields(self, request, obj=None):
        if request.user.has_perm(MAY_PUBLISH):
            return super().get_readonly_fields(request, obj)
        return SHOWN_OF_REPLY if obj is not None and obj.answer else ANSWER

    @admin.display(description="about")
    def show_about(self, reply: Reply) -> str:
        return str(reply.claim or reply.contradiction or reply.outlet)
