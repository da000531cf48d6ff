"""One line of an AFOM."""

from typing import Any

from django import forms
from django.http import QueryDict

from convive.diagnostic.models import ElementAfom, Poids
from convive.diagnostic.rules.afom import MAX_TEXTE, Quadrant
from convive.socle.texte import clean_ligne


class ElementForm(forms.Form):
    """`auto_id` tells the forms of one page apart."""

    texte = forms.CharField(
        label="Une ligne",
        max_length=MAX_TEXTE,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Écrivez quelques mots."},
    )

    def __init__(self, data: QueryDict | None = None, **options: Any) -> None:
        super().__init__(data, use_required_attribute=False, **options)

    def clean_texte(self) -> str:
        return clean_ligne(self.cleaned_data["texte"])


class ElementUpdateForm(ElementForm):
    quadrant = forms.ChoiceField(label="Où", choices=Quadrant.choices)
    poids = forms.TypedChoiceField(label="Poids", choices=Poids.choices, coerce=int)

    def __init__(self, data: QueryDict | None = None, *, element: ElementAfom) -> None:
        initial = {"texte": element.texte, "quadrant": element.quadrant, "poids": element.poids}
        super().__init__(data, initial=initial, auto_id=f"id_{element.pk}_%s")
