"""The filter of the aids."""

from typing import Any

from django import forms

from convive.finances.rules.aides import Depense
from convive.finances.selectors.aide import list_choix_financeurs, list_choix_thematiques

TOUT = ("", "Tout")


class FiltreAidesForm(forms.Form):
    """A GET form; what it does not understand filters nothing."""

    thematique = forms.ChoiceField(label="Thématique", required=False)
    financeur = forms.ChoiceField(label="Qui paie", required=False)
    depense = forms.ChoiceField(label="Pour", required=False, choices=[TOUT, *Depense.choices])

    def __init__(self, data: Any) -> None:
        super().__init__(data, auto_id="filtre_%s")
        self.fields["thematique"].choices = [TOUT, *list_choix_thematiques()]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["financeur"].choices = [TOUT, *list_choix_financeurs()]  # type: ignore[attr-defined]  # a ChoiceField

    def get_criteres(self) -> dict[str, str]:
        self.full_clean()
        return {nom: valeur for nom, valeur in self.cleaned_data.items() if valeur}
