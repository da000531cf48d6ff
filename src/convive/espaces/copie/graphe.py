"""Which rows of an espace travel: those whose compulsory links all lead to a row that travels."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from convive.espaces.copie.champs import UUID_ECRIT, Ailleurs, Nature, Plan, get_identifiant
from convive.espaces.copie.registre import get_chemin
from convive.espaces.models import Espace

Modele = type[models.Model]
Besoin = tuple[Modele | None, Any]
"""What a row needs to travel: a row of this model with this key; without model, what never travels."""
JAMAIS: Besoin = (None, None)


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


def list_partants(espace: Espace, plans: Sequence[Plan]) -> Partants:
    """One query per model, of keys alone."""
    included = {plan.modele for plan in plans}
    partants = Partants({})
    besoins: dict[Modele, dict[Any, list[Besoin]]] = {}
    for plan in plans:
        partants.cles[plan.modele], besoins[plan.modele] = _read_cles(espace, plan, included)
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


def _read_cles(espace: Espace, plan: Plan, included: set[Modele]) -> tuple[set[Any], dict[Any, list[Besoin]]]:
    liens = [champ for champ in plan.get_champs(Nature.LIEN) if plan.is_requis(champ)]
    if plan.declaration.ailleurs is Ailleurs.OMETTRE:
        liens += plan.get_champs(Nature.IDENTIFIANT)
    fichiers = [champ for champ in plan.get_champs(Nature.FICHIER) if not champ.blank]
    names = [champ.attname for champ in (*liens, *fichiers)] + (["objet_type"] if plan.has_reference else [])
    rows = plan.modele._base_manager.filter(**{get_chemin(plan.modele) or "": espace.pk})
    cles: set[Any] = set()
    besoins: dict[Any, list[Besoin]] = {}
    for values in rows.values("pk", *names).iterator():
        cles.add(values["pk"])
        needed: list[Besoin] = []
        for champ in liens:
            if values[champ.attname] is not None or plan.is_requis(champ):
                cible = plan.get_cible(champ, values.get("objet_type", ""))
                needed.append((cible if cible in included else None, values[champ.attname]))
        if not all(values[champ.attname] and champ.storage.exists(values[champ.attname]) for champ in fichiers):
            needed.append(JAMAIS)
        if needed:
            besoins[values["pk"]] = needed
    return cles, besoins
