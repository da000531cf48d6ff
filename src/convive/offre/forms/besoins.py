"""The filters of the needs and of the map: a type, a thématique, a distance."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict

from convive.offre.forms.equipement import build_choix_types
from convive.offre.selectors.catalogue import TypeLu
from convive.socle.formulaires import get_champ_choix

MAX_KM = 500


class DistanceForm(forms.Form):
    """An invalid value is replaced by the default one."""

    type = forms.ChoiceField(label="Au plus proche service de type", required=False)
    km = forms.IntegerField(
        label="Distance au-delà de laquelle un service est jugé éloigné (km)",
        min_value=1,
        max_value=MAX_KM,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )

    def __init__(self, data: QueryDict, *, types: Mapping[str, TypeLu], usuel: str, km: int) -> None:
        depart = {"type": usuel, "km": str(km)}
        super().__init__({**depart, **{champ: data[champ] for champ in depart if data.get(champ)}})
        self._usuel, self._km = usuel, km
        get_champ_choix(self, "type").choices = build_choix_types(types)

    def get_type(self) -> str:
        self.is_valid()
        return self.cleaned_data.get("type") or self._usuel

    def get_km(self) -> int:
        self.is_valid()
        return self.cleaned_data.get("km") or self._km


class CarteForm(forms.Form):
    """The filters of the map; an unknown value is ignored."""

    type = forms.ChoiceField(label="Type", required=False)
    thematique = forms.ChoiceField(label="Thématique", required=False)

    def __init__(self, data: QueryDict, *, types: Mapping[str, TypeLu], thematiques: list[str]) -> None:
        super().__init__(data, auto_id="filtre_%s")
        choix: list[Any] = [("", "Tous les types"), *build_choix_types(types)]
        get_champ_choix(self, "type").choices = choix
        get_champ_choix(self, "thematique").choices = [("", "Toutes"), *((nom, nom) for nom in thematiques)]

    def get_criteres(self) -> tuple[str, str]:
        self.is_valid()
        return self.cleaned_data.get("type", ""), self.cleaned_data.get("thematique", "")
