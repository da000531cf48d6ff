"""The form that makes another espace out of one."""

from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone

from convive.espaces.actions.espace import get_fin_entrainement
from convive.espaces.models import Espace
from convive.espaces.rules import MAX_NOM_ESPACE

ENTRAINEMENT, TRAVAIL = "entrainement", "travail"
TOUT, STRUCTURE = "tout", "structure"
SUFFIXE = " (entraînement)"


class CloneForm(forms.Form):
    """What for decides the rest: to practise, the clone has an end; to work, it has none."""

    nom = forms.CharField(
        label="Nom du nouvel espace",
        help_text="Un nom qui ne se confond pas avec celui de cet espace.",
        max_length=MAX_NOM_ESPACE,
    )
    usage = forms.ChoiceField(
        label="Pour quoi faire",
        choices=[
            (ENTRAINEMENT, "S’entraîner : tout s’y essaie, et un bouton le remet à zéro"),
            (TRAVAIL, "Travailler : un autre espace, qui vit sa vie"),
        ],
        widget=forms.RadioSelect,
        initial=ENTRAINEMENT,
    )
    contenu = forms.ChoiceField(
        label="Ce qui est repris",
        choices=[
            (TOUT, "Tout : la structure et ce qui a été écrit, commentaires compris"),
            (STRUCTURE, "La structure seulement : périmètres et thématiques"),
        ],
        widget=forms.RadioSelect,
        initial=TOUT,
    )
    expire_le = forms.DateField(
        label="Fin de l’entraînement",
        help_text="À partir de ce jour, l’espace d’entraînement se lit et ne se change plus.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        required=False,
    )

    def __init__(self, data: QueryDict | None = None, *, espace: Espace) -> None:
        nom = f"{espace.nom[: MAX_NOM_ESPACE - len(SUFFIXE)]}{SUFFIXE}"
        super().__init__(data, initial={"nom": nom, "expire_le": get_fin_entrainement()})
        self._espace = espace

    def clean_nom(self) -> str:
        nom = " ".join(self.cleaned_data["nom"].split())
        if nom.casefold() == self._espace.nom.casefold():
            raise forms.ValidationError("C’est déjà le nom de cet espace : on ne saurait plus lequel est lequel.")
        return nom

    def clean_expire_le(self) -> date | None:
        expire_le: date | None = self.cleaned_data["expire_le"]
        if expire_le is not None and expire_le <= timezone.localdate():
            raise forms.ValidationError("Ce jour est passé, ou c’est aujourd’hui : choisissez un jour à venir.")
        return expire_le

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("usage") == TRAVAIL:
            cleaned["expire_le"] = None
        elif "expire_le" in cleaned and cleaned["expire_le"] is None:
            cleaned["expire_le"] = get_fin_entrainement()
        return cleaned
