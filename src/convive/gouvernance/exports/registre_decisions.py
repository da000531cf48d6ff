"""The register of decisions as a table: what a secretariat files, what a direction reads again."""

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.text import slugify

from convive.documents.rules import Metadonnees
from convive.documents.rules.classeur import Classeur, Colonne, Feuille, FormatCellule, ValeurCellule
from convive.documents.rules.tableur import protect_apostrophe
from convive.espaces.models import Membre
from convive.gouvernance.models import Decision
from convive.gouvernance.rules.criteres import CriteresDecisions
from convive.gouvernance.rules.decisions import format_voix
from convive.gouvernance.selectors.decision import resolve_cibles
from convive.gouvernance.selectors.decisions import filter_decisions, get_decisions, with_noms

if TYPE_CHECKING:
    from convive.documents.rendu import FichierRendu

FORMATS_EXPORT = {"xlsx": "Excel (.xlsx)", "ods": "LibreOffice (.ods)", "csv": "CSV"}
TITRE = "Registre des décisions"
COLONNES = (
    Colonne("N°", largeur=10),
    Colonne("Prise le", FormatCellule.DATE, 12),
    Colonne("Instance", largeur=26),
    Colonne("Décision", largeur=60),
    Colonne("Type", largeur=14),
    Colonne("Mode", largeur=16),
    Colonne("Voix", largeur=26),
    Colonne("Responsable", largeur=24),
    Colonne("Organisation", largeur=28),
    Colonne("Échéance", FormatCellule.DATE, 12),
    Colonne("Où elle en est", largeur=14),
    Colonne("Faite le", FormatCellule.DATE, 12),
    Colonne("À revoir le", FormatCellule.DATE, 12),
    Colonne("Coût", FormatCellule.EUROS, 12),
    Colonne("Motif", largeur=40),
    Colonne("Porte sur", largeur=40),
    Colonne("Délibération", largeur=22),
)


def render_registre(membre: Membre, criteres: CriteresDecisions, format: str) -> "tuple[str, FichierRendu]":
    """The name of the file and its bytes, for what the filters keep; `format` is one of FORMATS_EXPORT."""
    # A page never writes a workbook: the libraries that do are loaded when someone asks for one.
    from convive.documents.rendu import render_contenu

    today = timezone.localdate()
    rows = with_noms(filter_decisions(get_decisions(membre).prises(), criteres)).select_related("deliberation")
    decisions = list(rows.prefetch_related("cibles").order_by("-annee", "-numero"))
    cibles = resolve_cibles(membre, decisions)
    lignes = [_build_ligne(decision, cibles[decision.pk]) for decision in decisions]
    feuille = Feuille("Décisions", COLONNES, lignes)
    rendu = render_contenu(Classeur(TITRE, [feuille], Metadonnees(membre.espace.nom, today, TITRE)), format)
    return f"{slugify(membre.espace.nom)[:60] or 'espace'}-decisions-{today:%Y-%m-%d}.{format}", rendu


def _build_ligne(decision: Decision, cibles: list[str]) -> list[ValeurCellule]:
    voix = {"pour": decision.voix_pour, "contre": decision.voix_contre, "abstention": decision.voix_abstention}
    # An empty cell is empty words: to a workbook, None is a figure that one does not have.
    return [
        decision.code,
        decision.date,
        _write(decision.instance),
        _write(decision.libelle),
        decision.get_type_display(),
        decision.get_mode_display(),
        format_voix(voix),
        _write(decision.responsable or decision.responsable_texte),
        _write(decision.organisation_responsable),
        decision.echeance or "",
        decision.get_statut_display(),
        decision.executee_le or "",
        decision.prochaine_revue or "",
        "" if decision.cout_euros is None else decision.cout_euros,
        _write(decision.motif),
        _write("\n".join(cibles)),
        _write(decision.deliberation),
    ]


def _write(valeur: object) -> str:
    return protect_apostrophe(str(valeur or ""))
