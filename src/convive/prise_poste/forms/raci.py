"""The table of who does what, all its lines in one form; a line without a name is taken off."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms import BoundField

from convive.prise_poste.actions.raci import compute_empreinte
from convive.prise_poste.forms.base import PosteForm
from convive.prise_poste.rules.raci import MAX_ACTIVITE, MAX_LIGNES, MAX_PRECISION, MOTS, ROLES, LigneLue, Part
from convive.socle.texte import clean_ligne

LIGNES_LIBRES = 2


class RaciForm(PosteForm):
    empreinte = forms.CharField(widget=forms.HiddenInput, max_length=16)

    def __init__(self, data: Any = None, *, lignes: Sequence[LigneLue]) -> None:
        super().__init__(data, initial={"empreinte": compute_empreinte(lignes)})
        vides = [LigneLue("", ("",) * len(ROLES))] * LIGNES_LIBRES
        choix = [("", "–"), *((part.value, MOTS[part]) for part in Part)]
        self._rangs = range(min(len(lignes) + LIGNES_LIBRES, MAX_LIGNES))
        for rang, ligne in zip(self._rangs, [*lignes, *vides], strict=False):
            nom = ligne.activite or "une ligne de plus"
            self.fields[f"{rang}_activite"] = forms.CharField(
                label=f"Activité {rang + 1}", max_length=MAX_ACTIVITE, required=False, initial=ligne.activite
            )
            for role, part in zip(ROLES, ligne.parts, strict=True):
                self.fields[f"{rang}_{role}"] = forms.ChoiceField(
                    label=f"{ROLES[role]}, {nom}", choices=choix, required=False, initial=part
                )
            self.fields[f"{rang}_precision"] = forms.CharField(
                label=f"Précision, {nom}", max_length=MAX_PRECISION, required=False, initial=ligne.precision
            )

    @property
    def lignes(self) -> list[tuple[BoundField, list[tuple[str, BoundField]], BoundField]]:
        """For the page: the activity, (name of the column, its field), the precision."""
        return [
            (
                self[f"{rang}_activite"],
                [(nom, self[f"{rang}_{role}"]) for role, nom in ROLES.items()],
                self[f"{rang}_precision"],
            )
            for rang in self._rangs
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for rang in self._rangs:
            ligne = self._read(cleaned, rang)
            for defaut in ligne.defauts if ligne else ():
                self.add_error(f"{rang}_activite", defaut)
        return cleaned

    def get_lignes(self) -> list[LigneLue]:
        lues = [self._read(self.cleaned_data, rang) for rang in self._rangs]
        return [ligne for ligne in lues if ligne]

    def _read(self, cleaned: dict[str, Any], rang: int) -> LigneLue | None:
        activite = clean_ligne(cleaned.get(f"{rang}_activite", ""))
        if not activite:
            return None
        parts = tuple(cleaned.get(f"{rang}_{role}", "") for role in ROLES)
        return LigneLue(activite, parts, clean_ligne(cleaned.get(f"{rang}_precision", "")))
