"""The form that makes another espace out of one."""

from typing import Any

from django import forms
from django.http import QueryDict

from convive.espaces.actions.espace import get_fin_entrainement
from convive.espaces.forms.entrainement import FinEntrainementForm, build_nom_entrainement
from convive.espaces.models import Espace
from convive.espaces.rules import MAX_NOM_ESPACE

ENTRAINEMENT, TRAVAIL = "entrainement", "travail"
TOUT, STRUCTURE = "tout", "structure"


class CloneForm(FinEntrainementForm):
    """What for decides the rest: to practise, the clone has an end; to work, it has none."""

    nom = forms.CharField(
        label="Nom du nouvel espace",
        help_text="Un nom qui ne se confond pas avec celui de cet espace.",
        max_length=MAX_NOM_ESPACE,
    )
    usage = forms.ChoiceField(
        label="Pour quoi faire",
        choices=[
            (ENTRAINEMENT, "S’entraîner\u00a0: vous pouvez tout y essayer, et un bouton le remet à zéro"),
            (TRAVAIL, "Travailler\u00a0: un autre espace, indépendant de celui-ci"),
        ],
        widget=forms.RadioSelect,
        initial=ENTRAINEMENT,
    )
    contenu = forms.ChoiceField(
        label="Ce qui est repris",
        choices=[
            (TOUT, "Tout : la structure et ce qui a été écrit, commentaires compris"),
            (STRUCTURE, "La structure seulement, sans rien de ce que les personnes ont écrit"),
        ],
        widget=forms.RadioSelect,
        initial=TOUT,
    )
    field_order = ("nom", "usage", "contenu", "expire_le")

    def __init__(self, data: QueryDict | None = None, *, espace: Espace) -> None:
        super().__init__(data, initial={"nom": build_nom_entrainement(espace.nom), "expire_le": get_fin_entrainement()})
        self._espace = espace

    def clean_nom(self) -> str:
        nom = " ".join(self.cleaned_data["nom"].split())
        if nom.casefold() == self._espace.nom.casefold():
            raise forms.ValidationError("C’est déjà le nom de cet espace : on ne saurait plus lequel est lequel.")
        return nom

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("usage") == TRAVAIL:
            cleaned["expire_le"] = None
        elif "expire_le" in cleaned and cleaned["expire_le"] is None:
            cleaned["expire_le"] = get_fin_entrainement()
        return cleaned
