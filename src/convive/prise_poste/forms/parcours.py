"""The forms of the first hundred days: the first day, a step put aside, a step that moves."""

from datetime import date, timedelta
from typing import Any

from django import forms

from convive.prise_poste.forms.base import PosteForm
from convive.prise_poste.models import PrisePoste
from convive.prise_poste.rules.parcours import MAX_MOTIF, EtapeLue
from convive.socle.formulaires import JourField
from convive.socle.texte import clean_ligne


class DebutForm(PosteForm):
    date_debut = JourField(
        label="Votre premier jour sur ce poste",
        help_text="Les étapes se datent à partir de lui. Il peut être passé de quelques semaines, ou à venir.",
        manque="Donnez votre premier jour.",
    )


class EcarterForm(PosteForm):
    motif = forms.CharField(
        label="Pourquoi vous l’écartez",
        help_text="Déjà fait avant vous, fait ailleurs, sans objet ici… Vous pourrez revenir dessus.",
        max_length=MAX_MOTIF,
        error_messages={"required": "Indiquez en quelques mots pourquoi\u00a0: vous vous relirez au centième jour."},
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def get_motif(self) -> str:
        return clean_ligne(self.cleaned_data["motif"])


class DeplacerForm(PosteForm):
    date = JourField(label="La commencer le", help_text="Sa durée ne change pas. Vide : à sa place d’origine.")

    def __init__(self, data: Any = None, *, prise: PrisePoste, ligne: EtapeLue) -> None:
        super().__init__(data, initial={"date": ligne.debut})
        self._debut = prise.date_debut

    def get_jour(self) -> int | None:
        """Counted from the first day of the post; 0 or less before it, which the action refuses."""
        jour: date | None = self.cleaned_data["date"]
        return None if jour is None else (jour - self._debut + timedelta(days=1)).days
