"""A line of the minutes, written before the room."""

from typing import Any

from django import forms

from convive.gouvernance.rules.instances import MAX_TEXTE
from convive.gouvernance.rules.seances import SorteLigne
from convive.socle.texte import clean_texte


class LigneEcranForm(forms.Form):
    """`cle` makes a new one that was sent twice one line; `version` is that of the line that was shown. Without a kind
    it is a decision, as the form of a decision that is there sends it."""

    cle = forms.UUIDField(required=False, widget=forms.HiddenInput)
    version = forms.IntegerField(required=False, min_value=1)
    sorte = forms.ChoiceField(
        label="Ce que l’on note", choices=SorteLigne.choices, widget=forms.RadioSelect, required=False
    )
    texte = forms.CharField(label="Texte", max_length=MAX_TEXTE, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, auto_id="id_ecran_%s", **options)

    def clean_texte(self) -> str:
        return clean_texte(self.cleaned_data["texte"])

    def clean_sorte(self) -> str:
        return self.cleaned_data["sorte"] or SorteLigne.DECISION.value
