"""The form of a threshold on an indicator of the catalogue."""

from typing import Any

from django import forms
from django.http import QueryDict

from convive.diagnostic.forms.indicateur import NOMBRE
from convive.diagnostic.models.indicateur import SensSeuil, SeuilIndicateur
from convive.diagnostic.rules.coeur import Fiche


class SeuilForm(forms.Form):
    seuil = forms.DecimalField(label="Seuil à surveiller", **NOMBRE)
    sens_seuil = forms.ChoiceField(
        label="Prévenir quand le dernier chiffre passe", choices=SensSeuil, initial=SensSeuil.EN_DESSOUS
    )

    def __init__(self, data: QueryDict | None = None, *, fiche: Fiche, seuil: SeuilIndicateur | None = None) -> None:
        initial: dict[str, Any] = {}
        if seuil is not None and seuil.seuil is not None:
            # « 40 » and not « 40,000 »: what was typed.
            initial = {"seuil": seuil.seuil.normalize(), "sens_seuil": seuil.sens_seuil}
        super().__init__(data, initial=initial, use_required_attribute=False)
        self.fields["seuil"].help_text = f"En {fiche.indicateur.unite}. Vide\u00a0: plus d’alerte."
