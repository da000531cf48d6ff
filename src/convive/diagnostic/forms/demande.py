"""Choose the constats of a list to send."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from convive.diagnostic.rules.constats import MAX_DEMANDE
from convive.diagnostic.selectors.avis import LigneTableau
from convive.socle.formulaires import get_champ_choix
from convive.socle.uuids import parse_uuids


class DemandeAvisForm(forms.Form):
    constats = forms.MultipleChoiceField(
        label="Sur quoi demander un avis ?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Choisissez au moins un constat.",
            "invalid_choice": "L’un des constats n’est plus partagé : choisissez de nouveau.",
        },
    )

    def __init__(
        self, data: QueryDict | None = None, *, lignes: Sequence[LigneTableau], choisis: Sequence[str] = ()
    ) -> None:
        super().__init__(data, initial={"constats": list(choisis)}, use_required_attribute=False)
        self.lignes = lignes
        get_champ_choix(self, "constats").choices = [(str(row.constat.pk), row.constat.texte) for row in lignes]

    @property
    def coches(self) -> list[str]:
        return list(self["constats"].value() or ())

    def clean_constats(self) -> list[str]:
        constats: list[str] = self.cleaned_data["constats"]
        if len(constats) > MAX_DEMANDE:
            raise forms.ValidationError(f"Gardez-en {MAX_DEMANDE} au plus : on répond en deux minutes.")
        return constats

    def get_constats(self) -> Any:
        return parse_uuids(self.cleaned_data["constats"])
