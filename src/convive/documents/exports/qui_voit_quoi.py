"""Who may do what, as a document and as a sheet: the rows that decide, and no others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from convive.documents.exports.page import CADRE_EXEMPLE, Cadre, build_metadonnees, build_texte, get_cadre
from convive.documents.rules import Classeur, Colonne, Contenu, Famille, Feuille
from convive.espaces.models import Membre
from convive.espaces.selectors.droits import list_droits

TITRE = "Qui voit quoi"


@dataclass(frozen=True, slots=True)
class Ligne:
    """A right as it is printed."""

    objet: str
    geste: str
    roles: str
    precision: str = ""


EXEMPLES: Mapping[str, Sequence[Ligne]] = {
    "Goûters": [
        Ligne("Le goûter du vendredi", "préparer", "Chargé·e de coopération, Élu·e", "Chacun apporte une tarte."),
        Ligne("Le goûter du vendredi", "voir", "Tous les rôles"),
    ],
    "Promenades": [Ligne("Le tour de l’étang", "proposer", "Partenaire")],
}


def build_qui_voit_quoi(membre: Membre, famille: Famille, _choix: str) -> Contenu:
    domaines = {
        domaine.replace("_", " ").capitalize(): [
            Ligne(ligne.objet, ligne.geste, ", ".join(ligne.roles), ligne.precision) for ligne in lignes
        ]
        for domaine, lignes in list_droits().items()
    }
    return _build(get_cadre(membre.espace), famille, domaines)


def build_exemple_qui_voit_quoi(famille: Famille) -> Contenu:
    return _build(CADRE_EXEMPLE, famille, EXEMPLES)


def _build(cadre: Cadre, famille: Famille, domaines: Mapping[str, Sequence[Ligne]]) -> Contenu:
    if famille is Famille.TEXTE:
        return build_texte(cadre, TITRE, "documents/types/qui_voit_quoi.html", {"domaines": domaines})
    colonnes = [
        Colonne("Domaine", largeur=16),
        Colonne("Objet", largeur=36),
        Colonne("Action", largeur=20),
        Colonne("Rôles", largeur=80),
        Colonne("Précision", largeur=80),
    ]
    lignes = [
        [domaine, ligne.objet, ligne.geste, ligne.roles, ligne.precision]
        for domaine, droits in domaines.items()
        for ligne in droits
    ]
    notes = [cadre.fictif] if cadre.fictif else []
    return Classeur(TITRE, [Feuille(TITRE, colonnes, lignes, notes)], build_metadonnees(cadre, TITRE))
