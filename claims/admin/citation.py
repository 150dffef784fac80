"""Citations: where a claim is said, in which words, by whose voice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.utils.html import format_html

from claims.admin.changing import ChangesPublished
from claims.admin.searching import SearchesFolded
from claims.citing import uncite
from claims.contradictions.suggestions import suggest_or_log
from claims.models import Citation, Quotation, Voice
from claims.publishing import keep, lock
from sources.admin.base import (
    EditableAdmin,
    ReadOnlyInline,
    StackedPartInline,
    Waiting,
    address_of,
    change_link,
    date_in_words,
)
from sources.admin.filters import AutocompleteFilter

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


def words(citation: Citation) -> str:
    return " … ".join(f"“{one.exact}”" for one in citation.shown_quotations)


def voices(citation: Citation) -> str:
    return " → ".join(str(voice) for voice in citation.chain)


def read_link(citation: Citation, text: str) -> str:
    """A link to the source in the reading desk, else to its admin page."""
    address = address_of("desk:read", citation.source_id)
    return format_html('<a href="{}">{}</a>', address, text) if address else change_link(citation.source, text)


class CitationsOfClaim(ReadOnlyInline):
    model = Citation
    fields = ["show_words", "show_outlet", "show_voices", "stance", "show_source"]
    readonly_fields = ["show_words", "show_outlet", "show_voices", "show_source"]
    verbose_name_plural = "said where: the words it rests on"

    def get_queryset(self, request):
        rows = super().get_queryset(request).in_full()
        return rows.defer("source__current_version")

    @admin.display(description="exact words")
    def show_words(self, citation: Citation) -> str:
        return change_link(citation, words(citation) or "no words chosen yet")

    @admin.display(description="outlet")
    def show_outlet(self, citation: Citation) -> str:
        return str(citation.source.outlet or "outlet unknown")

    @admin.display(description="voices, outermost first")
    def show_voices(self, citation: Citation) -> str:
        return voices(citation)

    @admin.display(description="read it")
    def show_source(self, citation: Citation) -> str:
        return read_link(citation, str(citation.source))


class QuotationInline(ReadOnlyInline):
    model = Quotation
    fields = ["exact", "show_version", "start", "end", "score", "state"]
    readonly_fields = ["show_version"]
    verbose_name_plural = "quotations: chosen in the reading desk, never moved"

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("version").defer("version__text", "version__blocks")

    @admin.display(description="in version")
    def show_version(self, quotation: Quotation) -> str:
        return change_link(quotation.version, str(quotation.version.number))


class VoiceInline(StackedPartInline):
    model = Voice
    fields = [("position", "kind", "said"), ("outlet", "actor"), "name_printed", "role_printed"]
    autocomplete_fields = ["outlet", "actor"]
    verbose_name_plural = "voices: who tells it, outermost first; the last one says it"


class QuotationState(admin.SimpleListFilter):
    title = "its words"
    parameter_name = "words"

    def lookups(self, request, model_admin):
        return [
            ("orphan", "Not found in the newest version"),
            ("waiting", "Wait for an editor"),
            ("none", "None given"),
        ]

    def queryset(self, request, queryset):
        if self.value() == "none":
            return queryset.filter(quotations=None)
        return (
            queryset.filter(pk__in=Quotation.objects.filter(state=self.value()).values("citation"))
            if self.value()
            else queryset
        )


@admin.register(Citation)
class CitationAdmin(ChangesPublished, SearchesFolded, EditableAdmin):
    """Made in the reading desk, by choosing words; here their voices, translation and stance are put right."""

    made_by = "added_by"
    list_display = ["show_claim", "show_words", "show_outlet", "show_voices", "stance", "show_status"]
    list_filter = [
        QuotationState,
        "stance",
        ("source", AutocompleteFilter),
        ("source__outlet", AutocompleteFilter),
        ("claim", AutocompleteFilter),
    ]
    search_fields = ["quotations__exact", "claim__text", "source__title"]
    search_help_text = "Exact words, words of the claim, or the source's title."
    autocomplete_fields: list[str] = []
    readonly_fields = ["show_claim_link", "show_source_link", "show_published", "added_by"]
    inlines = [QuotationInline, VoiceInline]
    fieldsets = [
        (None, {"fields": ["show_claim_link", "show_source_link", "show_published", "stance"]}),
        ("The words in the reader's language", {"fields": ["language", "translation", "translator"]}),
        ("For the desk", {"fields": ["added_by"]}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).in_full()

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def save_model(self, request, obj, form, change):
        """What belongs to a claim changes under a new revision of it: nobody publishes words they have not read."""
        keep(obj.claim, lock(obj.claim, request.user, "claims.change_citation"))
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        """Another voice or stance may make, or unmake, a contradiction."""
        super().save_related(request, form, formsets, change)
        suggest_or_log(form.instance.claim)

    # Deleting: one at a time, under a published claim only by who may publish it and while it rests on words.
    def has_delete_permission(self, request: HttpRequest, obj: Citation | None = None) -> bool:
        may = EditableAdmin.has_delete_permission(self, request, obj)
        return may and (obj is None or self.has_change_permission(request, obj))

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: dict | None = None) -> HttpResponse:
        try:
            return super().delete_view(request, object_id, extra_context)
        except ValidationError as error:
            self.message_user(request, f"It was not deleted. {' '.join(error.messages)}", messages.ERROR)
            return HttpResponseRedirect(address_of("admin:claims_citation_change", object_id))

    def delete_model(self, request: HttpRequest, obj: Citation) -> None:
        uncite(obj, request.user)

    def waiting(self, request):
        orphans, unsure = (
            Quotation.objects.filter(state=state) for state in (Quotation.State.ORPHAN, Quotation.State.WAITING)
        )
        return [
            Waiting("Quotations no longer found", orphans, self.changelist_address(words="orphan"), rank=3),
            Waiting("Quotations found nearly", unsure, self.changelist_address(words="waiting"), rank=4),
        ]

    @admin.display(description="claim", ordering="claim__text")
    def show_claim(self, citation: Citation) -> str:
        return str(citation.claim)

    @admin.display(description="exact words")
    def show_words(self, citation: Citation) -> str:
        return words(citation)

    @admin.display(description="outlet", ordering="source__outlet__name")
    def show_outlet(self, citation: Citation) -> str:
        return str(citation.source.outlet or "outlet unknown")

    @admin.display(description="voices")
    def show_voices(self, citation: Citation) -> str:
        return voices(citation)

    @admin.display(description="claim is", ordering="claim__status")
    def show_status(self, citation: Citation) -> str:
        return citation.claim.get_status_display()

    @admin.display(description="claim")
    def show_claim_link(self, citation: Citation) -> str:
        return change_link(citation.claim)

    @admin.display(description="source")
    def show_source_link(self, citation: Citation) -> str:
        return read_link(citation, f"{citation.source}, {citation.source.outlet or 'outlet unknown'}")

    @admin.display(description="published")
    def show_published(self, citation: Citation) -> str:
        source = citation.source
        return "no date stated" if source.published_not_stated else date_in_words(source.published)
