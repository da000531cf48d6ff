"""The journal of an espace as a sheet: the lines that a place reads, and those alone that it chose."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from uuid import UUID

from django.http import QueryDict
from django.utils import timezone

from convive.documents.exports.page import CADRE_EXEMPLE, Cadre, build_metadonnees, get_cadre
from convive.documents.registre import DocumentInconnu
from convive.documents.rules import Classeur, Colonne, Contenu, Famille, Feuille, FormatCellule
from convive.espaces.forms.filtre_journal import FiltreJournalForm
from convive.espaces.models import Membre
from convive.espaces.permissions import can_delete_corbeille
from convive.espaces.selectors.journal import MAX_LIGNES, LigneLisible, get_choix_journal, list_lignes_journal
from convive.socle.formats import nombre_accorde

TITRE = "Le journal"
RESERVE = "titre réservé"
A_NE_PAS_DIFFUSER = "Ce journal nomme des personnes\u00a0: ne le diffusez pas hors de l’espace."

EXEMPLES = tuple(
    LigneLisible(UUID(int=0), datetime(2026, 6, 12, heure, 30, tzinfo=UTC), auteur, "", geste, "", type_libelle, titre)
    for heure, auteur, geste, type_libelle, titre in (
        (12, "Aurore Lenvers", "a modifié", "Note", "Ce que disent les familles"),
        (9, "Basile Grandpré", "a commenté", "Discussion", "Préparer le comité d’automne"),
    )
)


def build_journal(membre: Membre, _famille: Famille, choix: str) -> Contenu:
    """`choix` is written as in the address of the page. Raise DocumentInconnu for one that nothing answers to."""
    form = FiltreJournalForm(QueryDict(choix), choix=get_choix_journal(membre))
    filtre = form.get_filtre()
    if form.errors:
        raise DocumentInconnu("Un de ces choix n’existe plus dans le journal.")
    lignes = list_lignes_journal(membre, filtre, MAX_LIGNES, with_disparus=can_delete_corbeille(membre))
    return _build(get_cadre(membre.espace), lignes)


def build_exemple_journal(_famille: Famille) -> Contenu:
    return _build(CADRE_EXEMPLE, EXEMPLES)


def _build(cadre: Cadre, lignes: Sequence[LigneLisible]) -> Classeur:
    colonnes = [
        Colonne("Jour", FormatCellule.DATE),
        Colonne("Heure"),
        Colonne("Qui", largeur=28),
        Colonne("Au nom de", largeur=28),
        Colonne("Action", largeur=18),
        Colonne("Sur quoi", largeur=24),
        Colonne("Titre", largeur=60),
        Colonne("Format"),
    ]
    rows = [_build_cellules(ligne) for ligne in lignes]
    coupe = [f"Les {nombre_accorde(MAX_LIGNES, 'ligne')} les plus récentes."] if len(lignes) == MAX_LIGNES else []
    notes = [A_NE_PAS_DIFFUSER, *coupe, *filter(None, [cadre.fictif])]
    return Classeur(TITRE, [Feuille(TITRE, colonnes, rows, notes)], build_metadonnees(cadre, TITRE))


def _build_cellules(ligne: LigneLisible) -> list[str | date]:
    at = timezone.localtime(ligne.at)
    titre = ligne.titre or RESERVE
    mots = [ligne.auteur, ligne.au_nom_de, ligne.geste, ligne.type_libelle, titre, ligne.precision]
    return [at.date(), f"{at:%H:%M}", *mots]
