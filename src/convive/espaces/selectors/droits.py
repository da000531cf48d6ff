"""Who may do what, in sentences and in a table, made from the rights that every package declares."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from convive.espaces.models import Espace, LienMagique, Membre, Role
from convive.espaces.selectors.limites import build_limites_en_mots
from convive.espaces.selectors.membre import list_membres
from convive.socle.droits import Droit, droits
from convive.socle.formats import liste_fr, nombre_accorde

GESTES_DE_LECTURE = frozenset({"voir", "lire", "suivre"})
"""What one sees; every other gesture changes something, or takes something away."""


@dataclass(frozen=True, slots=True)
class LigneDroit:
    """One gesture on one object, with the roles that may do it, in the order of `Role`.

    `is_place_entiere`: a place limited to some thématiques or communes does not have it.
    """

    objet: str
    geste: str
    precision: str
    roles: tuple[str, ...]
    is_a_moi: bool
    is_place_entiere: bool


@dataclass(frozen=True, slots=True)
class PhrasesDroits:
    """What one sees, what one may do, what stays closed; each is a list in words, empty for nothing."""

    voit: str
    peut: str
    ne_voit_pas: str


@dataclass(frozen=True, slots=True)
class RoleEnMots:
    """A role, in sentences; `personnes` are those who hold it here, with their limits."""

    cle: str
    libelle: str
    phrases: PhrasesDroits
    personnes: tuple[str, ...] = ()


def list_droits(mes_droits: Iterable[Droit] = (), espace: Espace | None = None) -> dict[str, list[LigneDroit]]:
    """Every right of every domain, by domain, or those that make sense in `espace`; `mes_droits` are the reader's."""
    mine = {droit.cle for droit in mes_droits}
    lignes: dict[str, list[LigneDroit]] = {}
    for droit in _list_possibles(espace):
        roles = tuple(str(libelle) for valeur, libelle in Role.choices if valeur in droit.roles)
        ligne = LigneDroit(droit.objet, droit.geste, droit.precision, roles, droit.cle in mine, droit.place_entiere)
        lignes.setdefault(droit.domaine, []).append(ligne)
    return lignes


def _list_possibles(espace: Espace | None) -> list[Droit]:
    """The rights that make sense in an espace of this type; all of them without one."""
    return [droit for droit in droits.get_all() if espace is None or droit.is_in_type(espace.type)]


def list_droits_membre(membre: Membre) -> list[Droit]:
    """The rights of a place, its limits taken into account."""
    is_limitee = membre.limites.is_limitee
    return [
        d for d in _list_possibles(membre.espace) if membre.role in d.roles and not (is_limitee and d.place_entiere)
    ]


def build_phrases_droits(permis: Iterable[Droit], espace: Espace | None = None) -> PhrasesDroits:
    """Sentences from rights: what is seen, then what is done, gesture by gesture; and what stays closed in `espace`."""
    permis = list(permis)
    vus = list(dict.fromkeys(_lower(d.objet) for d in permis if d.geste in GESTES_DE_LECTURE))
    faits: dict[str, dict[str, None]] = {}
    for droit in permis:
        if droit.geste not in GESTES_DE_LECTURE:
            faits.setdefault(droit.geste, {})[_lower(droit.objet)] = None
    tous = dict.fromkeys(_lower(d.objet) for d in _list_possibles(espace) if d.geste in GESTES_DE_LECTURE)
    return PhrasesDroits(
        liste_fr(vus),
        " ; ".join(f"{geste.replace(', ', ' ou ')} {liste_fr(list(objets))}" for geste, objets in faits.items()),
        liste_fr([objet for objet in tous if objet not in vus]),
    )


def _lower(objet: str) -> str:
    return objet[:1].lower() + objet[1:]


def list_roles_en_mots(espace: Espace | None = None, *, avec_noms: bool = False) -> list[RoleEnMots]:
    """Each role in sentences; with an `espace`, who holds it: names for those who may list members, else a count."""
    noms: dict[str, list[str]] = {}
    if espace is not None:
        membres = list_membres(espace)
        limites = build_limites_en_mots(espace, membres) if avec_noms else {}
        for membre in membres:
            noms.setdefault(membre.role, []).append(
                f"{membre.compte.nom_affiche} ({limites[membre.pk]})" if avec_noms else ""
            )
    return [
        RoleEnMots(
            str(role),
            str(libelle),
            build_phrases_droits((d for d in _list_possibles(espace) if role in d.roles), espace),
            _build_personnes(noms.get(role, []), avec_noms),
        )
        for role, libelle in Role.choices
    ]


def _build_personnes(noms: list[str], avec_noms: bool) -> tuple[str, ...]:
    if avec_noms or not noms:
        return tuple(noms)
    return (nombre_accorde(len(noms), "personne"),)


def count_liens_utilisables(espace: Espace) -> int:
    """Personal links that still open something."""
    return LienMagique.objects.filter(espace=espace).utilisables(timezone.now()).count()
