"""The key of an action, and the part of each commune when it is typed."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms

from convive.finances.models import CleRepartition
from convive.finances.rules.repartition import MAX_UNITE, Cle
from convive.socle.formulaires import NombreField
from convive.socle.texte import clean_ligne

PREFIXE = "part_"


class CleForm(forms.Form):
    """`communes`: code → name, those of the action."""

    cle = forms.ChoiceField(label="Répartie selon", choices=Cle.choices, widget=forms.RadioSelect)
    unite = forms.CharField(
        label="Ce que l’on compte",
        max_length=MAX_UNITE,
        required=False,
        help_text="Pour des parts saisies\u00a0: heures d’accueil, places, %.",
    )

    def __init__(self, data: Any, *, communes: Mapping[str, str], choisie: CleRepartition | None) -> None:
        initial: dict[str, Any] = {"cle": Cle.POPULATION.value}
        if choisie is not None:
            parts = {f"{PREFIXE}{code}": part.replace(".", ",") for code, part in choisie.parts.items()}
            initial |= {"cle": choisie.cle, "unite": choisie.unite, **parts}
        super().__init__(data, initial=initial)
        self.codes = tuple(communes)
        for code, nom in communes.items():
            self.fields[f"{PREFIXE}{code}"] = NombreField(label=nom)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("cle") != Cle.SAISIE or self.errors:
            return cleaned
        parts = [cleaned.get(f"{PREFIXE}{code}") for code in self.codes]
        if any(part is not None and part < 0 for part in parts):
            self.add_error("cle", "Une part n’est jamais négative.")
        elif not any(parts):
            self.add_error("cle", "Saisissez la part d’une commune au moins\u00a0: sans elle, rien ne se partage.")
        return cleaned

    def get_cle(self) -> Cle:
        return Cle(self.cleaned_data["cle"])

    def get_unite(self) -> str:
        return clean_ligne(self.cleaned_data["unite"])

    def get_parts(self) -> dict[str, str]:
        """Kept whatever the key, so that trying another one loses nothing."""
        lues = {code: self.cleaned_data[f"{PREFIXE}{code}"] for code in self.codes}
        return {code: f"{Decimal(part).normalize():f}" for code, part in lues.items() if part is not None}
