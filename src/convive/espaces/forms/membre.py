"""The form of a place."""

from datetime import date
from typing import cast

from django import forms
from django.http import QueryDict
from django.utils import timezone

from convive.espaces.forms.limites import LimitesForm
from convive.espaces.models import Membre, Role
from convive.espaces.selectors.limites import get_choix_limites
from convive.socle.formulaires import explain_refus
from convive.socle.refus import Refus

MAX_ANNEES_MANDAT = 100


class DernierJourField(forms.DateField):
    """The last day of a mandate: today or later, or nothing."""

    def __init__(self) -> None:
        super().__init__(
            label="Dernier jour de l’accès",
            help_text="Ce jour-là compte encore ; le lendemain, la personne n’entre plus. "
            "Case vide\u00a0: accès sans date de fin.",
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            required=False,
        )

    def clean(self, value: object) -> date | None:
        dernier_jour: date | None = super().clean(value)
        if dernier_jour is not None and dernier_jour < timezone.localdate():
            raise forms.ValidationError("Ce jour est passé. Pour arrêter tout de suite, fermez l’accès.")
        if dernier_jour is not None and dernier_jour.year > timezone.localdate().year + MAX_ANNEES_MANDAT:
            raise forms.ValidationError("Ce jour est trop loin. Pour un accès sans date de fin, laissez la case vide.")
        return dernier_jour


class MembreForm(LimitesForm):
    """`vu_le` is the state of the place that the page showed: what someone else did meanwhile is not undone."""

    role = forms.ChoiceField(label="Rôle", choices=Role.choices)
    dernier_jour = DernierJourField()
    vu_le = forms.CharField(widget=forms.HiddenInput, required=False)
    field_order = ("role", "dernier_jour")

    def __init__(self, data: QueryDict | None = None, *, membre: Membre) -> None:
        self.membre, limites = membre, membre.limites
        choix = get_choix_limites(membre.espace, limites)
        initial = {"role": membre.role, "dernier_jour": membre.dernier_jour, "vu_le": get_etat_place(membre)}
        super().__init__(data, choix=choix, limites=limites, initial=initial)

    def explain_refus(self, refus: Refus) -> None:
        """Say why, and keep what was typed; the page now knows the place as it is: sending again is a choice."""
        explain_refus(self, refus)
        data = cast(QueryDict, self.data).copy()
        data["vu_le"] = get_etat_place(self.membre)
        self.data = data


def get_etat_place(membre: Membre) -> str:
    return membre.updated_at.isoformat()
