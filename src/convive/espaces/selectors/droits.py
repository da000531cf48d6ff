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
    """A role, in sentences."""

    libelle: str
    phrases: PhrasesDroits


def list_droits(mes_droits: Iterable[Droit] = (), espace: Espace | None = None) -> dict[str, list[LigneDroit]]:
    """Every right of every domain, by domain, or those that make sense in `espace`; `mes_droits` are the reader's."""
    mine = {droit.cle for droit in mes_droits}
    lignes: dict[str, list[LigneDroit]] = {}
    for droit in list_droits_possibles(espace):
        roles = tuple(str(libelle) for valeur, libelle in Role.choices if valeur in droit.roles)
        ligne = LigneDroit(droit.objet, droit.geste, droit.precision, roles, droit.cle in mine, droit.place_entiere)
        lignes.setdefault(droit.domaine, []).append(ligne)
    return lignes


def list_droits_possibles(espace: Espace | None) -> list[Droit]:
    """The rights that make sense in an espace of this type; all of them without one."""
    return [droit for droit in droits.get_all() if espace is None or droit.is_in_type(espace.type)]


def list_droits_membre(membre: Membre) -> list[Droit]:
    """The rights of a place, its limits taken into account."""
    is_limitee = membre.limites.is_limitee
    return [
        d
        for d in list_droits_possibles(membre.espace)
        if membre.role in d.roles and not (is_limitee and d.place_entiere)
    ]


def build_phrases_droits(permis: Iterable[Droit], espace: Espace | None = None) -> PhrasesDroits:
    """Sentences from rights: what is seen, then what is done, gesture by gesture; and what stays closed in `espace`."""
    permis = list(permis)
    vus = list(dict.fromkeys(_lower(d.objet) for d in permis if d.geste in GESTES_DE_LECTURE))
    faits: dict[str, dict[str, None]] = {}
    for droit in permis:
        if droit.geste not in GESTES_DE_LECTURE:
            faits.setdefault(droit.geste, {})[_lower(droit.objet)] = None
    tous = dict.fromkeys(_lower(d.objet) for d in list_droits_possibles(espace) if d.geste in GESTES_DE_LECTURE)
    return PhrasesDroits(
        liste_fr(vus),
        " ; ".join(f"{geste.replace(', ', ' ou ')} {liste_fr(list(objets))}" for geste, objets in faits.items()),
        liste_fr([objet for objet in tous if objet not in vus]),
    )


def _lower(objet: str) -> str:
    return objet[:1].lower() + objet[1:]


def list_roles_en_mots() -> list[RoleEnMots]:
    """Each role in sentences."""
    return [
        RoleEnMots(str(libelle), build_phrases_droits(d for d in list_droits_possibles(None) if role in d.roles))
        for role, libelle in Role.choices
    ]


def list_personnes_par_role(espace: Espace, *, avec_noms: bool) -> list[tuple[str, str]]:
    """Who holds each role that someone holds: names and limits for those who may list members, else a count."""
    noms: dict[str, list[str]] = {}
    membres = list_membres(espace)
    limites = build_limites_en_mots(espace, membres) if avec_noms else {}
    for membre in membres:
        noms.setdefault(membre.role, []).append(
            f"{membre.compte.nom_affiche} ({limites[membre.pk]})" if avec_noms else ""
        )
    return [
        (str(libelle), liste_fr(noms[role]) if avec_noms else nombre_accorde(len(noms[role]), "personne"))
        for role, libelle in Role.choices
        if role in noms
    ]


def count_liens_utilisables(espace: Espace) -> int:
    """Personal links that still open something."""
    return LienMagique.objects.filter(espace=espace).utilisables(timezone.now()).count()
