"""Which lines of the journal one wants to read."""

from typing import Any

from django import forms
from django.http import QueryDict

from convive.espaces.selectors.journal import ChoixJournal, FiltreJournal
from convive.socle.formulaires import get_champ_choix

INCONNU = {"invalid_choice": "Ce choix n’existe plus\u00a0: il n’est pas pris en compte."}
JOUR = {"invalid": "Écrivez un jour, par exemple 12/06/2026."}


class JourField(forms.DateField):
    def __init__(self, label: str) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(label=label, required=False, widget=widget, error_messages=JOUR)


class FiltreJournalForm(forms.Form):
    """A GET form: what it does not understand is said, and filters nothing."""

    auteur = forms.ChoiceField(label="Qui", required=False, error_messages=INCONNU)
    geste = forms.ChoiceField(label="Action", required=False, error_messages=INCONNU)
    objet = forms.ChoiceField(label="Sur quoi", required=False, error_messages=INCONNU)
    du = JourField("Du")
    au = JourField("Au")

    def __init__(self, data: QueryDict, *, choix: ChoixJournal) -> None:
        super().__init__(data if set(data) & set(self.base_fields) else None, auto_id="filtre_%s")
        for champ, vide, paires in (
            ("auteur", "Tout le monde", choix.auteurs),
            ("geste", "Tous", choix.gestes),
            ("objet", "Tout", choix.types),
        ):
            get_champ_choix(self, champ).choices = [("", vide), *paires]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        du, au = cleaned.get("du"), cleaned.get("au")
        if du and au and au < du:
            self.add_error("au", "Le dernier jour vient avant le premier\u00a0: il n’est pas pris en compte.")
        return cleaned

    def get_filtre(self) -> FiltreJournal:
        if not self.is_bound:
            return FiltreJournal()
        self.full_clean()
        valeurs = self.cleaned_data
        return FiltreJournal(
            auteur=valeurs.get("auteur", ""),
            geste=valeurs.get("geste", ""),
            objet_type=valeurs.get("objet", ""),
            du=valeurs.get("du"),
            au=valeurs.get("au"),
        )
