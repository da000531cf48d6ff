"""The table of the service public de la petite enfance, as a text document and as a spreadsheet."""

from datetime import date
from uuid import UUID

from django.utils import timezone

from convive.documents.exports.page import CADRE_EXEMPLE, Cadre, build_metadonnees, build_texte, get_cadre
from convive.documents.rules import Classeur, Colonne, Contenu, Famille, Feuille, FormatCellule
from convive.espaces.models import Membre
from convive.offre.rules.sppe import (
    CommuneSppe,
    Competence,
    Exercice,
    Seuils,
    TableauSppe,
    build_phrase_seuils,
    build_tableau,
)
from convive.offre.selectors.catalogue import get_seuils
from convive.offre.selectors.sppe import get_tableau_sppe

TITRE = "Service public de la petite enfance : qui exerce quoi"
NON_PRECISE = "non précisé"
COMMUNES_EXEMPLE = (CommuneSppe("99901", "Saint-Ambroise-des-Prés", 2_400), CommuneSppe("99902", "Vallombre", 8_100))
EXERCICES_EXEMPLE = tuple(
    Exercice(commune.code, competence, UUID(int=1), "Pays de Vallombre", date(2025, 1, 1))
    for commune in COMMUNES_EXEMPLE
    for competence in (Competence.RECENSER, Competence.PLANIFIER)
)


def build_sppe(membre: Membre, famille: Famille, _choix: str) -> Contenu:
    today = timezone.localdate()
    return _build(get_cadre(membre.espace), famille, get_tableau_sppe(membre, today), get_seuils(today))


def build_exemple_sppe(famille: Famille) -> Contenu:
    """An example: two communes of an invented territory, which transferred two competences to it."""
    seuils = get_seuils(CADRE_EXEMPLE.jour)
    return _build(CADRE_EXEMPLE, famille, build_tableau(COMMUNES_EXEMPLE, EXERCICES_EXEMPLE, seuils), seuils)


def _build(cadre: Cadre, famille: Famille, tableau: TableauSppe, seuils: Seuils) -> Contenu:
    phrase = build_phrase_seuils(seuils)
    if famille is Famille.TEXTE:
        contexte = {"tableau": tableau, "competences": list(Competence), "phrase": phrase}
        return build_texte(cadre, TITRE, "offre/types/sppe.html", contexte)
    colonnes = [
        Colonne("Code Insee"),
        Colonne("Commune", largeur=28),
        Colonne("Compétence", largeur=36),
        Colonne("Exercée par", largeur=36),
        Colonne("Depuis le", FormatCellule.DATE),
        Colonne("Obligation", largeur=20),
    ]
    lignes = [
        [
            ligne.commune.code,
            ligne.commune.nom,
            case.competence.libelle,
            case.exercice.organisation_nom if case.exercice else NON_PRECISE,
            (case.exercice and case.exercice.depuis) or "",
            str(case.obligation),
        ]
        for ligne in tableau.lignes
        for case in ligne.cases
    ]
    notes = [phrase, *filter(None, [cadre.fictif])]
    return Classeur(TITRE, [Feuille("Compétences", colonnes, lignes, notes)], build_metadonnees(cadre, TITRE))
