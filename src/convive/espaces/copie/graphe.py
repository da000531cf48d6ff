"""Which rows of an espace travel: those whose compulsory links all lead to a row that travels."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from convive.espaces.copie.champs import UUID_ECRIT, Nature, Plan, get_identifiant
from convive.espaces.copie.registre import get_chemin
from convive.espaces.models import Espace
from convive.socle.maison import Ailleurs

Modele = type[models.Model]
Besoin = tuple[Modele | None, Any]
"""What a row needs to travel: a row of this model with this key; without model, what never travels."""
JAMAIS: Besoin = (None, None)
MAX_GARDEES = 10_000
"""Rows of an espace that are held in memory between the two times they are looked at; beyond, they are read again."""
TAILLE_LOT = 1_000


@dataclass(slots=True)
class Partants:
    """Keys of the rows that travel, by model; `identifiants` are those of the copy."""

    cles: dict[Modele, set[Any]]
    identifiants: set[str] = field(default_factory=set)

    def without_ailleurs(self, valeur: Any) -> Any:
        """A JSON value in which an identifier that leads out of the copy is empty."""
        if isinstance(valeur, str):
            return None if UUID_ECRIT.fullmatch(valeur) and valeur not in self.identifiants else valeur
        if isinstance(valeur, list):
            return [self.without_ailleurs(item) for item in valeur]
        if isinstance(valeur, dict):
            return {cle: self.without_ailleurs(item) for cle, item in valeur.items()}
        return valeur


class Lignes:
    """The rows of an espace, model by model: read once while they are few."""

    def __init__(self, espace: Espace) -> None:
        self._espace = espace
        self._gardees: dict[Modele, list[Any]] = {}
        self._reste = MAX_GARDEES

    def list_rows(self, modele: Modele) -> Iterable[Any]:
        """In the order of their keys."""
        if modele in self._gardees:
            return self._gardees[modele]
        rows = modele._base_manager.filter(**{get_chemin(modele) or "": self._espace.pk}).order_by("pk")
        if self._reste <= 0:
            return rows.iterator(chunk_size=TAILLE_LOT)
        return self._keep(modele, rows)

    def _keep(self, modele: Modele, rows: "models.QuerySet[Any]") -> Iterable[Any]:
        """One more than what may be held is enough to know that there are too many."""
        found = list(rows[: self._reste + 1])
        self._reste -= len(found)
        if self._reste < 0:
            return rows.iterator(chunk_size=TAILLE_LOT)
        self._gardees[modele] = found
        return found


def list_partants(plans: Sequence[Plan], lignes: Lignes) -> Partants:
    included = {plan.modele for plan in plans}
    partants = Partants({})
    besoins: dict[Modele, dict[Any, list[Besoin]]] = {}
    for plan in plans:
        partants.cles[plan.modele], besoins[plan.modele] = _read_cles(lignes, plan, included)
    is_stable = False
    while not is_stable:
        is_stable = True
        for modele, rows in besoins.items():
            partis = [cle for cle, needed in rows.items() if not _is_satisfait(needed, partants)]
            for cle in partis:
                partants.cles[modele].discard(cle)
                del rows[cle]
            is_stable = is_stable and not partis
    partants.identifiants = {get_identifiant(m, cle) for m, cles in partants.cles.items() for cle in cles}
    return partants


def _is_satisfait(needed: list[Besoin], partants: Partants) -> bool:
    return all(modele is not None and cle in partants.cles[modele] for modele, cle in needed)


def _read_cles(lignes: Lignes, plan: Plan, included: set[Modele]) -> tuple[set[Any], dict[Any, list[Besoin]]]:
    liens = [champ for champ in plan.get_champs(Nature.LIEN) if plan.is_requis(champ)]
    if plan.declaration.ailleurs is Ailleurs.OMETTRE:
        liens += plan.get_champs(Nature.IDENTIFIANT)
    fichiers = [champ for champ in plan.get_champs(Nature.FICHIER) if not champ.blank]
    cles: set[Any] = set()
    besoins: dict[Any, list[Besoin]] = {}
    for row in lignes.list_rows(plan.modele):
        cles.add(row.pk)
        needed: list[Besoin] = []
        for champ in liens:
            cle = getattr(row, champ.attname)
            if cle is not None or plan.is_requis(champ):
                cible = plan.get_cible(champ, getattr(row, "objet_type", ""))
                needed.append((cible if cible in included else None, cle))
        if not all(_has_fichier(getattr(row, champ.attname)) for champ in fichiers):
            needed.append(JAMAIS)
        if needed:
            besoins[row.pk] = needed
    return cles, besoins


def _has_fichier(fichier: Any) -> bool:
    return bool(fichier) and fichier.storage.exists(fichier.name)
