"""Look at what an import would store, change it, and store it: nothing is stored before."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.contrib.admin.views.decorators import staff_member_required
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from claims.desk import preview_lines
from claims.desk.looking import Looking
from claims.desk.preview_form import MOST_CREDITS, known_outlets
from claims.desk.preview_known import said_of_storing, shown_again
from claims.desk.preview_offers import Offer, marked_names
from sources.admin.differing import Part, parts_of
from sources.changes import differences
from sources.importing import likening, pipeline, previews
from sources.importing.types import Outcome
from sources.models import ImportItem, Source, SourceVersion, Story
from sources.models.source import SURE
from sources.pinning import CREDITS, fields_taken

if TYPE_CHECKING:
    from claims.desk.preview_outlets import NamedOutlet
    from sources.importing.pipeline import Imported, Preview

HEADINGS = {
    Outcome.NEW: "This will be a new source.",
    Outcome.SAME: "We have this already.",
    Outcome.NEW_VERSION: "This will be a new version.",
    Outcome.DUPLICATE: "The same text is stored already.",
    Outcome.REJECTED: "Nothing can be stored from this as it was read.",
}


@staff_member_required
@permission_required("sources.add_source", raise_exception=True)
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a document before it is stored; a posted form stores it, keeps what was changed, or lets it go."""
    item = _own_item(request, pk)
    if item.outcome:
        return redirect("desk:read", item.source_id) if item.source_id else redirect("desk:import")
    looking = Looking(item, request.POST if request.method == "POST" else None, _number(request))
    if looking.sent is not None:
        answer = _act(request, looking)
        if answer is not None:
            return answer
    return render(request, "claims/desk/preview.html", page(request, looking))


def _own_item(request: HttpRequest, pk: int) -> ImportItem:
    """The preview, if it is this person's; who may delete sources may look at everybody's."""
    items = ImportItem.objects.select_related("batch").filter(given__preview=True)
    if not request.user.has_perm("sources.delete_source"):
        items = items.filter(given__user=request.user.pk)
    return get_object_or_404(items, pk=pk)


def _number(request: HttpRequest) -> int:
    given = request.POST.get("page") or request.GET.get("page") or "1"
    return max(1, int(given)) if given.isdecimal() and len(given) < 6 else 1


def _act(request: HttpRequest, looking: Looking) -> HttpResponse | None:
    """Do what was asked; None where the form is to be shown again with what is wrong."""
    what, _, which = request.POST.get("go", "keep").partition(":")
    if what == "discard":
        discarded = previews.discard(looking.item)
        said = "Discarded: nothing was stored." if discarded else "It was stored or discarded meanwhile, elsewhere."
        messages.info(request, said)
        return redirect("desk:import")
    if what == "undo":
        previews.write_draft(looking.item, {})
        return redirect("desk:preview", looking.item.pk)
    data = _with_candidate(looking, which) if what == "take" else request.POST
    looking.keep(data)
    if what == "store":
        return _store(request, looking) if looking.is_complete() else None
    number = int(which) if what == "page" and which.isdecimal() and len(which) < 6 else looking.number
    anchor = "text" if what == "page" else f"offer-{which}" if what == "take" else "fields"
    return redirect(f"{reverse('desk:preview', args=[looking.item.pk])}?page={number}#{anchor}")


def _store(request: HttpRequest, looking: Looking) -> HttpResponse | None:
    named = looking.named_outlet(request.user)
    done = pipeline.attempted(looking.item.target, lambda: _import(request, looking, named))
    if done.source is None:
        if named is not None:
            named.take_back()
        looking.form.add_error(None, done.reason)
        return None
    messages.success(request, f"{done.outcome.capitalize()}: {done.reason}")
    if named is not None and named.said:
        messages.info(request, named.said)
    return redirect("desk:read", done.source.pk)


def _import(request: HttpRequest, looking: Looking, named: NamedOutlet | None) -> Imported:
    kept = looking.kept
    story = Story.objects.filter(pk=looking.item.given["story"]).first()
    return pipeline.import_page(
        kept.page,
        timezone.now(),
        request.user,
        story,
        edits=looking.edits(named),
        typed=kept.extracted,
        attachments=kept.attachments,
        inside=partial(previews.finish, looking.item),
    )


def _with_candidate(looking: Looking, which: str) -> QueryDict:
    """The sent fields with one candidate of the page written into them."""
    data = looking.sent.copy() if looking.sent is not None else QueryDict(mutable=True)
    candidates = looking.kept.extracted.candidates
    if not which.isdecimal() or len(which) > 6 or int(which) >= len(candidates):
        return data
    one = candidates[int(which)]
    if one.field == "author":
        _add_credit(data, one.value)
    else:
        for name, value in fields_taken(one.field, one.value).items():
            data[name] = value or ""
    return data


def _add_credit(data: QueryDict, name: str) -> None:
    """Write a name into the first free row, unless it stands there."""
    rows = [row for n in range(MOST_CREDITS) if (row := f"credits-{n}-name") in data]
    free = next((row for row in rows if not data[row].strip()), None)
    if free and name not in (data[row] for row in rows):
        data[free] = name


def page(request: HttpRequest, looking: Looking) -> dict[str, Any]:
    shown = preview_lines.page_of(looking.lines, looking.number)
    return {
        **admin.site.each_context(request),
        "is_nav_sidebar_enabled": False,
        "title": "Before it is stored",
        "item": looking.item,
        "kept": looking.kept,
        "form": looking.form,
        "credits": looking.credits,
        "authors": _authors(looking),
        **_decided(looking),
        "runs": list(preview_lines.runs(shown)),
        "kinds": list(preview_lines.KINDS.items()),
        "number": looking.number,
        "pages": range(1, preview_lines.page_count(looking.lines) + 1),
        "outlets": known_outlets(),
    }


def _decided(looking: Looking) -> dict[str, Any]:
    """What would become of it, and how it stands to what is stored."""
    decision, agreement = looking.preview.decision, looking.kept.extracted.agreement
    again = shown_again(looking.known, decision, looking.kept.page)
    counts = _counts(looking.lines) | {"edited": looking.is_text_edited()}
    is_other_text = decision.outcome == Outcome.NEW_VERSION or again is not None
    return {
        "heading": HEADINGS.get(decision.outcome, "This can be stored."),
        "decision": decision,
        "known": looking.met,
        "keeps": looking.known is not None and bool(looking.known.pinned),
        "again": again,
        "same_text": likening.same_texts(looking.preview.version.text, decision.source_id),
        "parts": _differences(looking.known, again, looking.preview) if is_other_text else [],
        "agreement": agreement,
        "is_unsure": agreement is not None and agreement < SURE,
        "counts": counts,
        "storing": said_of_storing(decision, again, counts, looking.changed()),
    }


def _authors(looking: Looking) -> list[Offer]:
    """The names that the page credits, with those marked that stand in the form."""
    names = {str(row["name"].value() or "").strip() for row in looking.credits.forms} - {""}
    is_as_read = names == {one.name for one in looking.kept.extracted.credits}
    return marked_names(looking.form.candidates.get(CREDITS, []), names, is_as_read)


def _differences(known: Source | None, again: SourceVersion | None, preview: Preview) -> list[Part]:
    if known is None or known.current_version is None:
        return []
    return parts_of(differences(known.current_version.text, again.text if again else preview.version.text))


def _counts(lines: list[preview_lines.Line]) -> dict[str, int]:
    taken = sum(line.is_taken for line in lines)
    return {"taken": taken, "left": len(lines) - taken, "turned": sum(line.turned for line in lines)}
