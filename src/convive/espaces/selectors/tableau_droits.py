"""« Qui voit quoi » as a table: what, and for each role one mark. Its rows are those that the rights declare."""

from collections.abc import Iterable
from dataclasses import dataclass

from convive.espaces.models import Membre, Role
from convive.espaces.selectors.droits import GESTES_DE_LECTURE, list_droits_membre, list_droits_possibles
from convive.socle.droits import Droit
from convive.socle.formats import liste_fr

SANS_RIEN_CHANGER = GESTES_DE_LECTURE | {"télécharger", "lire toutes"}


@dataclass(frozen=True, slots=True)
class Marque:
    """What a role does of a row: a word, and a shape that says the same."""

    cle: str
    mot: str
    icone: str


# How the row of the votes begins, whose package comes after this one.
LIGNE_VOIX = "Le vote dans les instances"
# A right of one role: « fermé » would say too much of it to the others.
LIGNE_NOTATION = "La notation des enjeux"
MODIFIE, VOIT, RIEN = Marque("modifie", "modifie", "edit"), Marque("voit", "voit", "eye"), Marque("rien", "—", "")


@dataclass(frozen=True, slots=True)
class ColonneRole:
    """A role; `is_choisie`: the one that a phone shows, where there is room for one beside oneself."""

    cle: str
    libelle: str
    is_choisie: bool


@dataclass(frozen=True, slots=True)
class LigneTableau:
    """One row: its marks follow the columns."""

    libelle: str
    la_mienne: Marque
    marques: tuple[tuple[ColonneRole, Marque], ...]


@dataclass(frozen=True, slots=True)
class TableauDroits:
    colonnes: tuple[ColonneRole, ...]
    lignes: tuple[LigneTableau, ...]
    phrase: str


def build_tableau_droits(membre: Membre, role_choisi: str = "") -> TableauDroits:
    """The rows of this espace: the own mark of the reader first, limits counted, then the other roles.

    `role_choisi` comes from the address: another value shows the élu·es, or the chargé·es to an élu·e.
    """
    groupes = _group_lignes(list_droits_possibles(membre.espace))
    miens = set(list_droits_membre(membre))
    autres = [(str(valeur), str(libelle)) for valeur, libelle in Role.choices if valeur != membre.role]
    if role_choisi not in dict(autres):
        role_choisi = str(Role.CHARGE_COOPERATION if membre.role == Role.ELU else Role.ELU)
    colonnes = tuple(ColonneRole(cle, libelle, cle == role_choisi) for cle, libelle in autres)
    lignes = tuple(
        LigneTableau(
            libelle,
            get_marque(droit for droit in droits if droit in miens),
            tuple((colonne, get_marque(d for d in droits if colonne.cle in d.roles)) for colonne in colonnes),
        )
        for libelle, droits in groupes.items()
    )
    return TableauDroits(colonnes, lignes, _build_phrase(lignes))


def _group_lignes(droits: Iterable[Droit]) -> dict[str, list[Droit]]:
    groupes: dict[str, list[Droit]] = {}
    for droit in droits:
        if droit.ligne:
            groupes.setdefault(droit.ligne, []).append(droit)
    return groupes


def get_marque(droits: Iterable[Droit]) -> Marque:
    gestes = {droit.geste for droit in droits}
    if gestes - SANS_RIEN_CHANGER:
        return MODIFIE
    return VOIT if gestes else RIEN


def _build_phrase(lignes: Iterable[LigneTableau]) -> str:
    """One sentence for oneself: what one changes, by its name or by what is left out of it; then what stays closed."""
    noms: dict[str, list[str]] = {"modifie": [], "voit": [], "rien": []}
    vote = notation = ""
    for ligne in lignes:
        if ligne.libelle.startswith(LIGNE_VOIX):
            # One does not change a voice: it is said apart.
            vote = " Vous pouvez voter là où vous siégez." if ligne.la_mienne is MODIFIE else ""
            continue
        if ligne.libelle == LIGNE_NOTATION and ligne.la_mienne is RIEN:
            notation = " Vous ne notez pas les enjeux\u00a0: les élu·es le font."
            continue
        noms[ligne.la_mienne.cle].append(ligne.libelle[:1].lower() + ligne.libelle[1:])
    if not noms["modifie"]:
        phrase = "Vous ne modifiez rien"
    elif not noms["voit"]:
        phrase = "Vous modifiez tout ce que vous voyez"
    elif len(noms["voit"]) < len(noms["modifie"]):
        phrase = f"Vous modifiez tout ce que vous voyez, sauf {liste_fr(noms['voit'])}"
    else:
        phrase = f"Vous modifiez {liste_fr(noms['modifie'])}"
    if not noms["rien"]:
        return f"{phrase}\u00a0; rien n’est caché à votre rôle.{vote}{notation}"
    if len(noms["rien"]) > len(noms["voit"]) + len(noms["modifie"]):
        ouvert = liste_fr(noms["voit"] + noms["modifie"]) or "cette page"
        return f"{phrase}\u00a0; vous ne voyez que {ouvert}.{vote}{notation}"
    return f"{phrase}\u00a0; vous ne voyez pas {liste_fr(noms['rien'])}.{vote}{notation}"
