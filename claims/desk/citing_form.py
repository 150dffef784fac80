"""The form beside an article: the words, the claim they carry, who says it, what it is about."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from claims.anchoring import MOST_PLACES, Anchor, find_all
from claims.citing import Saying, Spoken, actor_named, anchor_in, event_titled, known_actor, known_event
from claims.models import Attribute, Claim, Voice
from sources.folded import folded
from sources.models import Source
from sources.models.edtf_field import validate_edtf


class CitingForm(forms.Form):
    words = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}),
        label="The words",
        help_text="Select them in the text, or paste them exactly as they stand there.",
    )
    start = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    end = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    place = forms.ChoiceField(required=False, label="Which place?", widget=forms.RadioSelect)
    second_words = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        label="More words",
        help_text="A second passage, where one alone does not carry the claim: hold Alt while you select it.",
    )

    claim = forms.IntegerField(
        required=False,
        min_value=1,
        label="An existing claim",
        help_text="Its number, to cite it again; or leave this empty and write a new one.",
    )
    text = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        label="A new claim",
        help_text="One affirmative sentence in neutral words. Who says it is not part of it.",
    )
    kind = forms.ChoiceField(choices=Claim.Kind, initial=Claim.Kind.FACT)
    stance = forms.ChoiceField(
        choices=[("asserts", "asserts it"), ("denies", "denies it")], label="The voice", initial="asserts"
    )
    speaker_kind = forms.ChoiceField(
        label="Whose voice",
        initial=Voice.Kind.ITSELF,
        choices=[
            (Voice.Kind.ITSELF, "The outlet itself"),
            (Voice.Kind.ACTOR, "A named speaker"),
            (Voice.Kind.DESCRIBED, "Described, as printed"),
            (Voice.Kind.NOT_GIVEN, "Not given"),
        ],
    )
    speaker = forms.CharField(
        required=False,
        max_length=300,
        label="Speaker, as printed",
        widget=forms.TextInput(attrs={"list": "known-actors", "autocomplete": "off"}),
        help_text="“Vasily Nebenzya”, or “media reports”. A name not met before becomes a stub.",
    )
    role = forms.CharField(required=False, max_length=300, label="Role, as printed")
    said = forms.CharField(required=False, max_length=60, label="Said on", validators=[validate_edtf])
    agency = forms.CharField(
        required=False,
        max_length=300,
        label="Through an agency or outlet",
        help_text="“AFP”, where the article has it from there.",
    )

    event = forms.CharField(
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"list": "known-events", "autocomplete": "off"}),
        help_text="Choose one, or type a new one: it becomes a stub.",
    )
    event_date = forms.CharField(required=False, max_length=60, validators=[validate_edtf])
    subject = forms.CharField(
        required=False, max_length=300, widget=forms.TextInput(attrs={"list": "known-actors", "autocomplete": "off"})
    )
    object = forms.CharField(
        required=False, max_length=300, widget=forms.TextInput(attrs={"list": "known-actors", "autocomplete": "off"})
    )
    attribute = forms.ModelChoiceField(Attribute.objects.all(), required=False, label="Gives a value for")
    bound = forms.ChoiceField(
        required=False,
        label="A number",
        choices=[
            ("exactly", "exactly"),
            ("about", "about"),
            ("at_least", "at least"),
            ("at_most", "at most"),
            ("between", "from … to …"),
        ],
    )
    number = forms.DecimalField(required=False, max_digits=24, decimal_places=4, label="Number")
    number_to = forms.DecimalField(required=False, max_digits=24, decimal_places=4, label="to")
    unit = forms.CharField(required=False, max_length=30, help_text="people, tonnes, USD …")
    value_date = forms.CharField(required=False, max_length=60, label="A date", validators=[validate_edtf])
    value_text = forms.CharField(required=False, max_length=500, label="A text")
    value_yes = forms.NullBooleanField(required=False, label="Yes or no")
    period = forms.CharField(required=False, max_length=60, label="Holds for", validators=[validate_edtf])
    language = forms.CharField(required=False, max_length=20)
    translation = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 2}))
    translator = forms.CharField(required=False, max_length=200)

    #: The form's parts in reading order, as the template shows them; the last two are folded away.
    PARTS = (
        ("The words", ("words", "place", "second_words"), False),
        ("The claim", ("text", "claim", "kind"), False),
        ("Who says it", ("stance", "speaker_kind", "speaker", "role", "said", "agency"), False),
        ("What it is about", ("event", "event_date", "subject", "object", "attribute"), False),
        ("Its value", ("bound", "number", "number_to", "unit", "value_date", "value_text", "value_yes", "period"),
         True),
        ("Translation", ("language", "translation", "translator"), True),
    )  # fmt: skip

    def __init__(self, *args: Any, source: Source, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.source = source
        self.fields["place"].choices = self._places()

    def parts(self) -> list[dict[str, Any]]:
        found = []
        for title, names, shut in self.PARTS:
            fields = [self[name] for name in names if name != "place" or self.fields["place"].choices]
            has_errors = any(field.errors for field in fields)
            found.append({"title": title, "fields": fields, "folded": shut and not has_errors})
        return found

    def clean_claim(self) -> Claim | None:
        number = self.cleaned_data["claim"]
        if number is None:
            return None
        try:
            return Claim.objects.exclude(status=Claim.Status.RETRACTED).get(pk=number)
        except Claim.DoesNotExist as error:
            raise ValidationError(f"There is no claim {number}: check its number in the list of claims.") from error

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("claim") and not cleaned.get("text", "").strip() and "claim" not in self.errors:
            self.add_error("text", "Write the claim these words carry, or give the number of an existing one.")
        if cleaned.get("claim") and cleaned.get("text", "").strip():
            self.add_error("claim", "Either cite an existing claim or write a new one, not both.")
        number, up_to = cleaned.get("number"), cleaned.get("number_to")
        if cleaned.get("bound") == "between" and number is not None and (up_to is None or up_to < number):
            self.add_error("number_to", "Give the greater number of the two here.")
        if cleaned.get("text", "").strip() and not cleaned.get("claim"):
            self._refuse_a_known_claim(cleaned["text"])
        if cleaned.get("speaker") and cleaned.get("speaker_kind") in (Voice.Kind.ITSELF, Voice.Kind.NOT_GIVEN):
            self.add_error("speaker_kind", "You gave a speaker: choose “named” or “described”, or clear the name.")
        if cleaned.get("speaker_kind") in (Voice.Kind.ACTOR, Voice.Kind.DESCRIBED) and not cleaned.get("speaker"):
            self.add_error("speaker", "Give the speaker as printed.")
        self._look_up_names(cleaned)
        self.anchors = self._anchors(cleaned)
        return cleaned

    def _look_up_names(self, cleaned: dict[str, Any]) -> None:
        """Say at its field which name is that of several actors or events."""
        spoken = ["speaker"] if cleaned.get("speaker_kind") == Voice.Kind.ACTOR else []
        about = [] if cleaned.get("claim") else ["subject", "object"]
        for name in (*spoken, *about):
            self._look_up(name, known_actor, cleaned)
        if not cleaned.get("claim"):
            self._look_up("event", lambda typed: known_event(typed, cleaned.get("event_date", "")), cleaned)

    def _look_up(self, name: str, known: Callable[[str], object], cleaned: dict[str, Any]) -> None:
        try:
            known(cleaned.get(name, ""))
        except ValidationError as error:
            self.add_error(name, error)

    def refuse(self, error: ValidationError) -> None:
        """Say why nothing was saved: at the claim's field where it is about the claim."""
        self.add_error("claim" if getattr(error, "code", "") == "claim" else None, error.messages)

    def _refuse_a_known_claim(self, text: str) -> None:
        known = Claim.objects.exclude(status=Claim.Status.RETRACTED).filter(text__folded=folded(" ".join(text.split())))
        if (first := known.first()) is not None:
            self.add_error(
                "text", f"The desk has this claim: number {first.pk}. Give its number below to cite it again."
            )

    def chain(self) -> list[Spoken]:
        """The voices, outermost first."""
        given = self.cleaned_data
        chain = [Spoken(Voice.Kind.OUTLET, given["agency"])] if given["agency"] else []
        kind = given["speaker_kind"]
        if chain and kind == Voice.Kind.ITSELF:
            return chain  # the agency's own account
        return [*chain, Spoken(kind, given["speaker"], given["role"], given["said"])]

    def new_claim(self) -> Claim:
        """The claim as the form describes it, unsaved; stubs of actors and events are made."""
        given = self.cleaned_data
        low, high = self._interval()
        return Claim(
            text=" ".join(given["text"].split()),
            kind=given["kind"],
            event=event_titled(given["event"], given["event_date"]),
            subject=actor_named(given["subject"]),
            object=actor_named(given["object"]),
            attribute=given["attribute"],
            value_low=low,
            value_high=high,
            approximate=low is not None and given["bound"] == "about",
            **{name: given[name] for name in ("unit", "value_date", "value_text", "value_yes", "period")},
        )

    def saying(self) -> Saying:
        """What the form says of the citation."""
        given = {name: self.cleaned_data[name] for name in ("stance", "language", "translation", "translator")}
        return Saying(tuple(self.anchors), tuple(self.chain()), **given)

    def _interval(self) -> tuple[Decimal | None, Decimal | None]:
        number, up_to = self.cleaned_data["number"], self.cleaned_data["number_to"]
        bounds = {"at_least": (number, None), "at_most": (None, number), "between": (number, up_to)}
        return bounds.get(self.cleaned_data["bound"], (number, number))

    def _places(self) -> list[tuple[str, str]]:
        """The places to choose from, where the posted words stand more than once."""
        version = self.source.current_version
        words = self.data.get("words", "") if self.is_bound else ""
        places = find_all(version.text, words) if version and words.strip() else ()
        if not 1 < len(places) < MOST_PLACES:
            return []
        return [(f"{one.start}-{one.end}", f"…{one.prefix}[{one.exact}]{one.suffix}…") for one in places]

    def _anchors(self, cleaned: dict[str, Any]) -> list[Anchor]:
        version, anchors = self.source.current_version, []
        if version is None:
            raise ValidationError("This source has no text yet: import it first.")
        start, end = cleaned.get("start"), cleaned.get("end")
        if cleaned.get("place"):
            start, end = (int(offset) for offset in cleaned["place"].split("-"))
        for name in ("words", "second_words"):
            if not cleaned.get(name):
                continue
            try:
                anchors.append(anchor_in(version, cleaned[name], start, end))
            except ValidationError as error:
                self.add_error(name, error)
            start = end = None
        return anchors
