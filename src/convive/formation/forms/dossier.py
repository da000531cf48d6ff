"""The form to choose which items to import, and into which espace."""

from collections.abc import Sequence
from typing import Any

from django import forms

from convive.espaces.models import Membre
from convive.formation.forms.base import FormationForm
from convive.formation.selectors.dossier_pieces import PieceRapportee
from convive.socle.formulaires import get_champ_choix


class RapporterForm(FormationForm):
    espace = forms.ChoiceField(label="Dans quel espace")
    pieces = forms.MultipleChoiceField(label="Ce que je rapporte", widget=forms.CheckboxSelectMultiple, required=False)

    def __init__(self, data: Any = None, *, places: Sequence[Membre], pieces: Sequence[PieceRapportee]) -> None:
        super().__init__(data, initial={"pieces": [piece.cle for piece in pieces if piece.is_propose]})
        self._places = {str(place.espace_id): place for place in places}
        self._pieces = {piece.cle: piece for piece in pieces}
        get_champ_choix(self, "espace").choices = [(cle, place.espace.nom) for cle, place in self._places.items()]
        get_champ_choix(self, "pieces").choices = [(p.cle, f"{p.titre} ({p.precision})") for p in pieces]

    @property
    def place_choisie(self) -> Membre:
        return self._places[self.cleaned_data["espace"]]

    @property
    def pieces_choisies(self) -> list[PieceRapportee]:
        return [self._pieces[cle] for cle in self.cleaned_data["pieces"]]
