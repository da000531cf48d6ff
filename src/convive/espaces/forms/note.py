"""The form of a note."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict

from convive.espaces.actions.note import SaisieNote, fuse_listes
from convive.espaces.forms.fusion import CHAMP
from convive.espaces.models import Membre, Note
from convive.espaces.rules import MAX_TEXTE, MAX_TITRE_NOTE
from convive.espaces.selectors.note import list_choix_communes, list_choix_thematiques
from convive.socle.formulaires import get_champ_choix
from convive.socle.uuids import parse_uuid


class NoteForm(forms.Form):
    """`version` and `…_depart` are what the page showed when it was opened: two people who write never undo one
    another. The boxes of what the place may not choose are not shown, and stay as they are."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, initial=1)
    thematiques_depart = forms.CharField(widget=forms.HiddenInput, required=False)
    communes_depart = forms.CharField(widget=forms.HiddenInput, required=False)
    titre = forms.CharField(label="Titre", help_text="Ce que l’on cherchera dans six mois.", max_length=MAX_TITRE_NOTE)
    texte = forms.CharField(
        label="Texte",
        help_text="Une ligne vide sépare deux paragraphes. En tête de ligne, « - » fait une liste, « # » un titre.",
        widget=forms.Textarea(attrs={"rows": 16}),
        max_length=MAX_TEXTE,
        required=False,
        strip=False,
    )
    thematiques = forms.MultipleChoiceField(label="Thématiques", required=False)
    communes = forms.MultipleChoiceField(label="Communes", required=False)

    def __init__(self, data: QueryDict | None = None, *, membre: Membre, note: Note | None = None) -> None:
        super().__init__(data, initial=_build_initial(note) if note else None)
        self._proposes = {
            "thematiques": [(str(thematique.pk), thematique.nom) for thematique in list_choix_thematiques(membre)],
            "communes": list_choix_communes(membre),
        }
        limites = membre.limites
        self._limites = {"thematiques": frozenset(map(str, limites.thematiques)), "communes": limites.communes}
        self._actuels: Mapping[str, list[str]] = self.initial
        for champ, choix in self._proposes.items():
            get_champ_choix(self, champ).choices = choix

    def clean_titre(self) -> str:
        return " ".join(str(self.cleaned_data["titre"]).split())

    def clean_texte(self) -> str:
        return str(self.cleaned_data["texte"]).replace("\r\n", "\n").replace("\r", "\n").rstrip()

    def clean(self) -> dict[str, Any]:
        """A note that its author could no longer read would be lost for her."""
        cleaned = super().clean() or {}
        for champ, limites in self._limites.items():
            if limites and champ in cleaned:
                depart = frozenset(self._get_depart(champ))
                result = fuse_listes(self._actuels.get(champ, ()), depart, frozenset(cleaned[champ]))
                if result and not result & limites:
                    self.add_error(champ, "Gardez-en une des vôtres : sans cela, vous ne liriez plus cette note.")
        return cleaned

    def get_saisie(self) -> SaisieNote:
        """What was typed, once the form is valid."""
        valeurs = self.cleaned_data
        return SaisieNote(
            titre=valeurs["titre"],
            texte=valeurs["texte"],
            version=valeurs["version"],
            thematiques=_parse_uuids(valeurs["thematiques"]),
            thematiques_depart=_parse_uuids(self._get_depart("thematiques")),
            communes=frozenset(valeurs["communes"]),
            communes_depart=frozenset(self._get_depart("communes")),
            is_fusion=CHAMP in self.data,
        )

    def _get_depart(self, champ: str) -> set[str]:
        """The boxes ticked when the page was opened, among those that were shown."""
        return {valeur for valeur, _ in self._proposes[champ]} & set(
            self.cleaned_data.get(f"{champ}_depart", "").split()
        )


def _parse_uuids(textes: Iterable[str]) -> frozenset[UUID]:
    return frozenset(identifier for texte in textes if (identifier := parse_uuid(texte)))


def _build_initial(note: Note) -> dict[str, Any]:
    thematiques = [str(thematique.pk) for thematique in note.thematiques.all()]
    return {
        "version": note.version,
        "titre": note.titre,
        "texte": note.texte,
        "thematiques": thematiques,
        "thematiques_depart": " ".join(thematiques),
        "communes": note.communes,
        "communes_depart": " ".join(note.communes),
    }
