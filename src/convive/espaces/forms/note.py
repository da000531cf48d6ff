"""The form of a note."""

from typing import Any, ClassVar

from django import forms
from django.http import QueryDict

from convive.espaces.actions.note import SaisieNote
from convive.espaces.forms.portee import PorteeForm
from convive.espaces.models import Membre, Note
from convive.espaces.rules import MAX_TEXTE, MAX_TITRE_NOTE


class NoteForm(PorteeForm):
    PERDUE: ClassVar[str] = "Gardez-en une des vôtres\u00a0: sans cela, vous ne liriez plus cette note."

    titre = forms.CharField(label="Titre", help_text="Ce que l’on cherchera dans six mois.", max_length=MAX_TITRE_NOTE)
    texte = forms.CharField(
        label="Texte",
        help_text="Une ligne vide sépare deux paragraphes. En tête de ligne, "
        "«\u00a0-\u00a0» fait une liste, «\u00a0#\u00a0» un titre.",
        widget=forms.Textarea(attrs={"rows": 16}),
        max_length=MAX_TEXTE,
        required=False,
        strip=False,
    )

    def __init__(self, data: QueryDict | None = None, *, membre: Membre, note: Note | None = None) -> None:
        initial: dict[str, Any] = {"titre": note.titre, "texte": note.texte} if note else {}
        super().__init__(data, membre=membre, fiche=note, initial=initial)

    def clean_titre(self) -> str:
        return " ".join(str(self.cleaned_data["titre"]).split())

    def clean_texte(self) -> str:
        return str(self.cleaned_data["texte"]).replace("\r\n", "\n").replace("\r", "\n").rstrip()

    def get_saisie(self) -> SaisieNote:
        """What was typed, once the form is valid."""
        valeurs = self.cleaned_data
        return SaisieNote(
            valeurs["titre"], valeurs["texte"], valeurs["version"], **self.get_portee(), is_fusion=self.is_fusion
        )
