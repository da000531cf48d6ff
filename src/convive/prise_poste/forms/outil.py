"""Begin a tool, name it, fill a box."""

from typing import Any

from django import forms

from convive.prise_poste.forms.base import PosteForm
from convive.prise_poste.models import OutilRempli
from convive.prise_poste.rules.outils import MAX_TITRE
from convive.socle.texte import clean_ligne


class TitreOutilForm(PosteForm):
    titre = forms.CharField(
        label="Son titre", help_text="Celui sous lequel l’équipe le retrouvera.", max_length=MAX_TITRE
    )

    def __init__(self, data: Any = None, *, rempli: OutilRempli) -> None:
        super().__init__(data, initial={"titre": rempli.titre})

    def clean_titre(self) -> str:
        return clean_ligne(str(self.cleaned_data["titre"]))
