"""The form of a place."""

from datetime import date

from django import forms
from django.http import QueryDict
from django.utils import timezone

from convive.espaces.models import Membre, Role


class MembreForm(forms.Form):
    role = forms.ChoiceField(label="Rôle", choices=Role.choices)
    dernier_jour = forms.DateField(
        label="Dernier jour du mandat",
        help_text="Ce jour-là compte encore ; le lendemain, la personne n’entre plus. Vide : sans fin prévue.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        required=False,
    )

    def __init__(self, data: QueryDict | None = None, *, membre: Membre) -> None:
        super().__init__(data, initial={"role": membre.role, "dernier_jour": membre.dernier_jour})

    def clean_dernier_jour(self) -> date | None:
        dernier_jour: date | None = self.cleaned_data["dernier_jour"]
        if dernier_jour is not None and dernier_jour < timezone.localdate():
            raise forms.ValidationError("Ce jour est passé. Pour arrêter tout de suite, fermez la place.")
        return dernier_jour
