"""The grid of competences, one family or all of it: what is not sent is not changed."""

from typing import Any

from django import forms
from django.forms import BoundField

from convive.prise_poste.forms.base import PosteForm
from convive.prise_poste.rules.competences import MAX_COMMENTAIRE
from convive.prise_poste.rules.contenus import Competence, FamilleCompetences
from convive.prise_poste.selectors.competences import EvaluationLue
from convive.prise_poste.selectors.contenus import get_grille
from convive.socle.texte import clean_ligne


class GrilleForm(PosteForm):
    def __init__(self, data: Any = None, *, lue: EvaluationLue) -> None:
        super().__init__(data)
        choix = [(str(niveau.niveau), f"{niveau.niveau} – {niveau.nom}") for niveau in get_grille().echelle]
        for item in get_grille().items:
            self.fields[f"niveau_{item.cle}"] = forms.ChoiceField(
                label=item.nom,
                choices=[*choix, ("", "Pas encore répondu")],
                required=False,
                widget=forms.RadioSelect,
                initial=str(lue.niveaux.get(item.cle, "")),
                error_messages={"invalid_choice": "Choisissez un niveau de 0 à 4."},
            )
            self.fields[f"mot_{item.cle}"] = forms.CharField(
                label="Un exemple, une idée",
                max_length=MAX_COMMENTAIRE,
                required=False,
                initial=lue.commentaires.get(item.cle, ""),
            )

    @property
    def familles(self) -> list[tuple[FamilleCompetences, list[tuple[Competence, BoundField, BoundField]]]]:
        """The fields of each line, for the page."""
        return [
            (
                famille,
                [(item, self[f"niveau_{item.cle}"], self[f"mot_{item.cle}"]) for item in famille.items],
            )
            for famille in get_grille().familles
        ]

    def get_reponses(self) -> dict[str, tuple[int | None, str]]:
        """What came with the form."""
        return {
            item.cle: (
                int(niveau) if (niveau := self.cleaned_data[f"niveau_{item.cle}"]) else None,
                clean_ligne(self.cleaned_data[f"mot_{item.cle}"]),
            )
            for item in get_grille().items
            if f"mot_{item.cle}" in self.data
        }
