"""The forms of the archive of a plan: the file, and who its organisations and its people are here."""

import re
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from convive.acteurs.actions.fichier_importe import FichierRecu
from convive.plan_action.rules.archive import MAX_OCTETS_ARCHIVE
from convive.plan_action.selectors.prevision_archive import PrevisionArchive
from convive.plan_action.selectors.prevue_import import CREER
from convive.socle.televersement import get_phrase_plafond

TITRES_GROUPES = {"organisations": "Les organisations", "personnes": "Les personnes"}


class ArchivePlanForm(forms.Form):
    fichier = forms.FileField(
        label="Archive d’un plan",
        help_text=f"Le fichier .zip téléchargé d’un autre espace\u00a0; {MAX_OCTETS_ARCHIVE // 1024**2} Mo au plus.",
        widget=forms.FileInput(attrs={"accept": ".zip", "data-octets-max": MAX_OCTETS_ARCHIVE}),
        error_messages={"required": "Choisissez un fichier."},
        allow_empty_file=True,
    )

    def __init__(self, *args: Any, plafond: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if plafond is not None:
            self.fields["fichier"].error_messages["required"] = get_phrase_plafond(plafond)

    def clean_fichier(self) -> FichierRecu:
        fichier: UploadedFile[Any] = self.cleaned_data["fichier"]
        if (fichier.size or 0) > MAX_OCTETS_ARCHIVE:
            raise forms.ValidationError(get_phrase_plafond(MAX_OCTETS_ARCHIVE))
        nom = re.sub(r"[\x00-\x1f]", "", (fichier.name or "plan.zip").replace("\\", "/").rpartition("/")[2])
        return FichierRecu(nom, "zip", fichier.read())


class CartesForm(forms.Form):
    """A select for each organisation and each person of an archive: a card of the directory, or a new one."""

    def __init__(self, data: Any = None, *, prevision: PrevisionArchive) -> None:
        super().__init__(data)
        self._groupes = {"organisations": prevision.organisations, "personnes": prevision.personnes}
        for groupe, cartes in self._groupes.items():
            for carte in cartes:
                proposees = [(c.cle, f"Celle de l’annuaire\u00a0: {c.nom}") for c in carte.rapproche.proposees]
                self.fields[f"{groupe}_{carte.rang}"] = forms.ChoiceField(
                    label=carte.nom,
                    choices=[*proposees, (CREER, "Une nouvelle fiche")],
                    initial=carte.choix,
                )

    def clean(self) -> dict[str, Any]:
        """Two cards of the archive are not one here: their actions would say twice the same partner."""
        cleaned = super().clean() or {}
        pris: dict[str, str] = {}
        for nom, cle in cleaned.items():
            if cle != CREER and pris.setdefault(cle, nom) != nom:
                self.add_error(nom, "Cette fiche est déjà choisie plus haut.")
        return cleaned

    def list_groupe(self, groupe: str) -> tuple[list[forms.BoundField], list[forms.BoundField]]:
        """Those that someone has to look at, then those that the directory knows for sure and that raise no error."""
        a_voir: list[forms.BoundField] = []
        surs: list[forms.BoundField] = []
        for carte in self._groupes[groupe]:
            champ = self[f"{groupe}_{carte.rang}"]
            (a_voir if carte.rapproche.sure is None or champ.errors else surs).append(champ)
        return a_voir, surs

    @property
    def groupes(self) -> list[tuple[str, str, list[forms.BoundField], list[forms.BoundField]]]:
        """For the page: the key, the title, the fields; a group without any is left out."""
        rows = [(cle, titre, *self.list_groupe(cle)) for cle, titre in TITRES_GROUPES.items()]
        return [row for row in rows if row[2] or row[3]]

    def get_choix(self) -> dict[str, dict[str, str]]:
        """By rank, once it is valid."""
        return {
            groupe: {str(carte.rang): self.cleaned_data[f"{groupe}_{carte.rang}"] for carte in cartes}
            for groupe, cartes in self._groupes.items()
        }
