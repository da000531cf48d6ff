"""Which notes of the carnet one wants to read, in which order."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict

from convive.espaces.selectors.note import FiltreNotes, TriNotes
from convive.socle.formulaires import get_champ_choix

INCONNU = {"invalid_choice": "Ce choix n’existe plus : toutes les notes sont montrées."}
type Choix = Iterable[tuple[Any, str]]


class FiltreNotesForm(forms.Form):
    """A GET form: what it does not understand is said, and filters nothing. A list without choice is not shown."""

    thematique = forms.TypedChoiceField(
        label="Thématique", required=False, coerce=UUID, empty_value=None, error_messages=INCONNU
    )
    commune = forms.ChoiceField(label="Commune", required=False, error_messages=INCONNU)
    auteur = forms.TypedChoiceField(
        label="Écrite ou modifiée par", required=False, coerce=UUID, empty_value=None, error_messages=INCONNU
    )
    tri = forms.ChoiceField(label="Ordre", required=False, choices=TriNotes.choices, error_messages=INCONNU)

    def __init__(self, data: QueryDict, *, thematiques: Choix, communes: Choix, auteurs: Choix) -> None:
        super().__init__(data if set(data) & set(self.base_fields) else None, auto_id="filtre_%s")
        for champ, vide, choix in (
            ("thematique", "Toutes", thematiques),
            ("commune", "Toutes", communes),
            ("auteur", "Tout le monde", auteurs),
        ):
            choices = [(str(valeur), nom) for valeur, nom in choix]
            get_champ_choix(self, champ).choices = [("", vide), *choices]
            if not choices:
                del self.fields[champ]

    def get_filtre(self) -> FiltreNotes:
        if not self.is_bound:
            return FiltreNotes()
        self.full_clean()
        valeurs = self.cleaned_data
        return FiltreNotes(
            thematique=valeurs.get("thematique"),
            commune=valeurs.get("commune", ""),
            auteur=valeurs.get("auteur"),
            tri=TriNotes(valeurs.get("tri") or TriNotes.RECENTES),
        )
