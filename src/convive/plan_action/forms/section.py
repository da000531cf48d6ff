"""The form of a section of an action: what it starts from, what it gives, what someone else wrote meanwhile."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.http import QueryDict

from convive.espaces.actions.ecriture import Coches
from convive.espaces.forms.fiche import FicheForm
from convive.espaces.models import Membre
from convive.plan_action.actions.sections import SaisieSection
from convive.plan_action.forms.champs import Liste, build_liste
from convive.plan_action.models import FicheAction
from convive.plan_action.rules.sections import Section
from convive.socle.refus import Refus
from convive.socle.texte import clean_texte
from convive.socle.uuids import parse_uuids


class SectionForm(FicheForm):
    """A section says which VALEURS (columns), TEXTES (kept in versions) and LIENS (picked by searching) it holds."""

    VALEURS: ClassVar[tuple[str, ...]] = ()
    TEXTES: ClassVar[tuple[str, ...]] = ()
    LIENS: ClassVar[tuple[str, ...]] = ()
    COCHES: ClassVar[Mapping[str, Callable[[str], Any]]] = {}
    """Fields of boxes, and how each is read: those of two people are joined."""

    def __init__(self, data: QueryDict | None, *, membre: Membre, fiche: FicheAction, section: Section) -> None:
        self.membre, self.fiche, self.section = membre, fiche, section
        initial = {champ: getattr(fiche, champ) for champ in (*self.VALEURS, *self.TEXTES)} | self.build_initial()
        auto_id = f"id_{section.cle}_%s"
        super().__init__(data, fiche=fiche, initial=initial, use_required_attribute=False, auto_id=auto_id)
        self.listes: list[Liste] = [build_liste(nom, membre, fiche, data) for nom in self.LIENS]
        self.prepare()

    def build_initial(self) -> dict[str, Any]:
        """What the form shows that is not a column."""
        return {}

    def prepare(self) -> None:
        """Give its choices to the form."""

    @property
    def champs(self) -> list[forms.BoundField]:
        """Those that one sees, in order."""
        return [champ for champ in self if not champ.is_hidden]

    @property
    def premier(self) -> str:
        """Where the cursor goes."""
        return self.champs[0].id_for_label if self.champs else ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for champ in self.TEXTES:
            if champ in cleaned:
                cleaned[champ] = clean_texte(cleaned[champ])
        return cleaned

    def get_saisie(self) -> SaisieSection:
        """What was typed, once the form is valid."""
        liens = {liste.nom: self._read_liens(liste) for liste in self.listes}
        lies = liens.pop("fiches_liees", None)
        coches = liens | {champ: self.get_coches(champ, read) for champ, read in self.COCHES.items()}
        return SaisieSection(self.section.cle, self.build_saisie(*self.VALEURS, *self.TEXTES, coches=coches), lies)

    def read_hors_champs(self) -> dict[str, list[str]]:
        return {liste.nom: sorted(map(str, liste.choisis)) for liste in self.listes}

    def _read_liens(self, liste: Liste) -> Coches[UUID]:
        return Coches(liste.choisis, parse_uuids(self.montres.get(liste.nom, ())))

    def explain_refus(self, refus: Refus) -> None:
        """Beside its field, or above the form."""
        for champ, phrase in refus.champs.items():
            self.add_error(champ if champ in self.fields else None, phrase)
        for message in refus.messages:
            if message not in refus.champs.values():
                self.add_error(None, message)
