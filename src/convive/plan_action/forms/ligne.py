"""A row of an action, as one types it; names typed that are cards of the directory."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol
from uuid import UUID

from django import forms

from convive.plan_action.actions.lignes import SaisieLigne
from convive.plan_action.models import FicheAction


@dataclass(frozen=True, slots=True)
class Noms:
    """Names that one types, and the cards that they are; `cle` is the id of the list that the browser proposes."""

    cle: str
    by_nom: Mapping[str, UUID]

    @property
    def liste(self) -> Sequence[str]:
        return list(self.by_nom)

    def find(self, nom: str) -> UUID | None:
        return self.by_nom.get(nom)


def build_noms(cle: str, rows: Sequence[tuple[UUID, str]]) -> Noms:
    """The first of two homonyms is the one that is proposed."""
    by_nom: dict[str, UUID] = {}
    for pk, nom in rows:
        by_nom.setdefault(nom, pk)
    return Noms(cle, by_nom)


class TableDeLignes(Protocol):
    """What a row reads of the table where it stands."""

    fiche: FicheAction
    personnes: Noms
    organisations: Noms

    @property
    def indicateurs(self) -> Sequence[tuple[UUID, str]]: ...

    @property
    def forms(self) -> Sequence["LigneForm"]: ...


class LigneForm(forms.Form):
    """A row. `uuid` is empty for a new one; `depart` is what the page showed of it. COLONNES are what is written."""

    COLONNES: ClassVar[tuple[str, ...]]
    ESSENTIEL: ClassVar[str]
    larges: ClassVar[frozenset[str]] = frozenset(
        {"libelle", "definition", "engagement", "commentaire", "parade", "valeurs", "freins", "leviers", "suites"}
    )

    uuid = forms.UUIDField(widget=forms.HiddenInput, required=False)
    depart = forms.CharField(widget=forms.HiddenInput, required=False)
    retirer = forms.BooleanField(label="Retirer cette ligne", required=False)

    def __init__(self, data: Any, *, table: TableDeLignes, prefix: str, initial: Mapping[str, Any]) -> None:
        self.table = table
        super().__init__(data, prefix=prefix, initial=dict(initial), use_required_attribute=False)
        self.prepare()

    def prepare(self) -> None:
        """Give its choices and its lists of names to the row."""

    @property
    def champs(self) -> list[forms.BoundField]:
        return [champ for champ in self if not champ.is_hidden and champ.name != "retirer"]

    @property
    def rang(self) -> int:
        return self.table.forms.index(self) + 1

    @property
    def is_nouvelle(self) -> bool:
        return not self["uuid"].value()

    @property
    def is_vide(self) -> bool:
        """A new row in which nothing was typed."""
        shown = [self[nom] for nom in self.fields if nom not in ("uuid", "depart", "retirer")]
        return not self["uuid"].value() and all((c.value() or "") in ("", c.initial or "") for c in shown)

    def full_clean(self) -> None:
        """A row to remove, or left empty, has nothing to correct."""
        super().full_clean()
        if self.is_bound and (self.is_vide or self.cleaned_data.get("retirer")):
            self._errors = forms.utils.ErrorDict()

    def get_valeurs(self) -> dict[str, Any]:
        """The columns to write."""
        return {colonne: self.cleaned_data.get(colonne) for colonne in self.COLONNES}

    def get_saisie(self) -> SaisieLigne:
        is_retiree = bool(self.cleaned_data.get("retirer"))
        depart = read_depart(self.cleaned_data.get("depart", ""))
        valeurs = {} if is_retiree and self.errors else self.get_valeurs()
        return SaisieLigne(valeurs, self.cleaned_data.get("uuid"), depart, is_retiree)


def read_depart(texte: str) -> dict[str, str]:
    try:
        depart = json.loads(texte or "{}")
    except ValueError:
        return {}
    return {str(cle): str(valeur) for cle, valeur in depart.items()} if isinstance(depart, dict) else {}
