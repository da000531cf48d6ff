"""The page of choices, read as it was sent: one line for each thing, saved together."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict

from convive.convention.actions.reprise import RepriseRefusee, SaisieChoix
from convive.convention.rules.reprise import (
    A_DECIDER,
    AVEC_MOTIF,
    MAX_MOTIF,
    Choix,
    Filtre,
    compute_empreinte,
)
from convive.convention.selectors.reprise import DossierReprise, FamilleReprise, LigneReprise
from convive.socle.texte import clean_texte

CHOIX_PROPOSES = [
    (A_DECIDER, "À décider"),
    *((choix.value, choix.libelle) for choix in (Choix.RECONDUIT, Choix.MODIFIE, Choix.ARRETE)),
]
TOUS = "reconduire:"
"""What a button sends to keep all that is left to decide in a family, before the key of the family."""


@dataclass(frozen=True, slots=True)
class LigneGrille:
    """A line as the page shows it: what was typed, when it was sent and refused."""

    ligne: LigneReprise
    choix: str
    motif: str
    erreur: str = ""

    @property
    def is_saisie(self) -> bool:
        """Whether the page holds something that is not recorded."""
        return compute_empreinte(self.choix, self.motif) != self.ligne.empreinte


@dataclass(frozen=True, slots=True)
class FamilleGrille:
    famille: FamilleReprise
    lignes: tuple[LigneGrille, ...]
    nouvelles: tuple[LigneGrille, ...]


class Grille:
    """`data` is what was sent, None on a page that opens."""

    def __init__(self, dossier: DossierReprise, filtre: Filtre, data: QueryDict | None = None) -> None:
        self._dossier, self._filtre, self._data = dossier, filtre, data
        self.erreurs: Mapping[str, str] = {}

    def list_saisies(self) -> list[SaisieChoix]:
        """Every line of the page that was sent, those that are gone since included. Raise RepriseRefusee for a reason
        that is too long."""
        if self._data is None:
            return []
        keys = [key.removesuffix("-depart") for key in self._data if key.endswith("-depart")]
        saisies = [self._read(key) for key in keys]
        if long := {
            s.cle: f"Un motif fait {MAX_MOTIF} caractères au plus." for s in saisies if len(s.motif) > MAX_MOTIF
        }:
            raise RepriseRefusee(long)
        return saisies

    def _read(self, cle: str) -> SaisieChoix:
        data = self._data or QueryDict()
        choix = data.get(f"{cle}-choix", A_DECIDER)
        motif, depart = clean_texte(data.get(f"{cle}-motif", "")), data.get(f"{cle}-depart", "")
        geste = data.get("geste", "")
        if choix == A_DECIDER and geste.startswith(TOUS) and cle.startswith(f"{geste.removeprefix(TOUS)}."):
            choix = Choix.RECONDUIT.value
        is_touchee = compute_empreinte(choix, motif) != depart
        if choix in AVEC_MOTIF and not motif and is_touchee:
            motif = clean_texte(data.get("motif_commun", ""))
        return SaisieChoix(cle, choix, motif, depart)

    def list_familles(self) -> list[FamilleGrille]:
        """What the filter shows, and what was just refused whatever the filter."""
        found = []
        for famille in self._dossier.familles:
            lignes = tuple(self._build(ligne) for ligne in famille.lignes)
            shown = tuple(g for g in lignes if g.ligne.is_montree(self._filtre) or g.is_saisie or g.erreur)
            nouvelles = tuple(self._build(ligne) for ligne in famille.nouvelles) if self._filtre is Filtre.TOUS else ()
            if shown or nouvelles:
                found.append(FamilleGrille(famille, shown, nouvelles))
        return found

    def _build(self, ligne: LigneReprise) -> LigneGrille:
        if self._data is not None and f"{ligne.cle}-depart" in self._data:
            choix = self._data.get(f"{ligne.cle}-choix", A_DECIDER)
            motif = clean_texte(self._data.get(f"{ligne.cle}-motif", ""))
            if compute_empreinte(choix, motif) != self._data.get(f"{ligne.cle}-depart"):
                return LigneGrille(ligne, choix, motif, self.erreurs.get(ligne.cle, ""))
        return LigneGrille(ligne, ligne.choix, ligne.motif, self.erreurs.get(ligne.cle, ""))

    def list_erreurs(self) -> list[tuple[str, str, str]]:
        """Where each error is, the name of the line, the sentence; a line that is gone has no place."""
        known = {ligne.cle: ligne for f in self._dossier.familles for ligne in (*f.lignes, *f.nouvelles)}
        return [
            (cle, known[cle].presentation.libelle if cle in known else "", phrase)
            for cle, phrase in self.erreurs.items()
        ]
