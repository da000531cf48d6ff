"""Who may do what: the table that « Qui voit quoi » shows."""

from dataclasses import dataclass

from convive.espaces.models import Role
from convive.socle.droits import droits


@dataclass(frozen=True, slots=True)
class LigneDroit:
    """One gesture on one object, with the roles that may do it, in the order of `Role`."""

    objet: str
    geste: str
    precision: str
    roles: tuple[str, ...]
    is_a_moi: bool


def list_droits(role: str) -> dict[str, list[LigneDroit]]:
    """Every right of every domain, by domain; `role` is the one of the reader."""
    lignes: dict[str, list[LigneDroit]] = {}
    for droit in droits.get_all():
        roles = tuple(str(libelle) for valeur, libelle in Role.choices if valeur in droit.roles)
        ligne = LigneDroit(droit.objet, droit.geste, droit.precision, roles, role in droit.roles)
        lignes.setdefault(droit.domaine, []).append(ligne)
    return lignes
