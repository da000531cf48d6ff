"""The hundredth day: what was done of the path, and the first and the last self-assessment side by side."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from convive.documents.exports.page import CADRE_EXEMPLE, build_texte, get_cadre
from convive.documents.registre import DocumentInconnu, TypeDocument, types_documents
from convive.documents.rules import Contenu, Famille
from convive.espaces.models import Membre
from convive.prise_poste.permissions import can_follow_parcours
from convive.prise_poste.rules.competences import compare
from convive.prise_poste.rules.parcours import DUREE_JOURS, EtapeLue, EtatEtape, ParcoursLu
from convive.prise_poste.selectors.competences import EvaluationLue, list_siennes
from convive.prise_poste.selectors.contenus import get_grille
from convive.prise_poste.selectors.parcours import get_prise, read_prise
from convive.socle.formats import date_longue, nombre_accorde

CLE_BILAN = "bilan_prise_poste"
TITRE = "Mes cent premiers jours"
TEMPLATE = "prise_poste/types/bilan_prise_poste.html"


@dataclass(frozen=True, slots=True)
class BilanEcrit:
    """In words. `faites`, `ecartees`, `restantes` are (step, what is known of it); `familles`, the lines of the grid:
    (competence, first, last, change)."""

    personne: str
    resume: str
    faites: tuple[tuple[str, str], ...]
    ecartees: tuple[tuple[str, str], ...]
    restantes: tuple[tuple[str, str], ...]
    colonnes: tuple[str, ...] = ()
    familles: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...] = ()


EXEMPLE = BilanEcrit(
    personne="Maëlle Orvelin (personne inventée)",
    resume="Premier jour le 1er mars 2026\u00a0; jour 100 sur 100. 14 étapes faites, 1 écartée, 3 restantes.",
    faites=(
        ("Vérifier les services, commune par commune", "48 lignes vérifiées depuis moins d’un an, sur 52 lignes."),
        ("Tenir un COTECH", "1 COTECH clos depuis votre premier jour."),
    ),
    ecartees=(("Ouvrir votre veille", "Elle se tient déjà à la direction de l’enfance."),),
    restantes=(("Choisir huit indicateurs de suivi", "5 indicateurs avec une valeur de départ, sur 8."),),
    colonnes=("Le 12 mars 2026", "Le 8 juin 2026"),
    familles=(
        (
            "Ce que je sais faire",
            (
                ("Animer une réunion", "2 – Avec de l’aide", "3 – En autonomie", "+1"),
                ("Construire des indicateurs", "1 – Des notions", "3 – En autonomie", "+2"),
            ),
        ),
    ),
)


def build_bilan(membre: Membre, _famille: Famille, _choix: str) -> Contenu:
    """Raise DocumentInconnu for a person who follows no path here."""
    prise = get_prise(membre)
    if prise is None:
        raise DocumentInconnu("Vous n’avez pas commencé de parcours dans cet espace.")
    parcours = read_prise(membre, prise, timezone.localdate())
    bilan = write_bilan(str(membre.compte), prise.date_debut, parcours, list_siennes(membre))
    return build_texte(get_cadre(membre.espace), TITRE, TEMPLATE, {"bilan": bilan})


def build_exemple(_famille: Famille) -> Contenu:
    return build_texte(CADRE_EXEMPLE, TITRE, TEMPLATE, {"bilan": EXEMPLE})


def write_bilan(personne: str, debut: date, parcours: ParcoursLu, evaluations: list[EvaluationLue]) -> BilanEcrit:
    finies = [lue for lue in evaluations if lue.evaluation.is_terminee]
    shown = [finies[0], finies[-1]] if len(finies) > 1 else finies
    jour = min(max(parcours.jour, 0), DUREE_JOURS)
    restent = len(parcours.etapes) - parcours.faites - parcours.ecartees
    comptes = ", ".join(
        (
            nombre_accorde(parcours.faites, "étape faite", "étapes faites"),
            nombre_accorde(parcours.ecartees, "écartée"),
            nombre_accorde(restent, "restante"),
        )
    )
    ou = f"jour {jour} sur {DUREE_JOURS}" if parcours.jour <= DUREE_JOURS else f"plus de {DUREE_JOURS} jours après"
    return BilanEcrit(
        personne=personne,
        resume=f"Premier jour le {date_longue(debut)}\u00a0; {ou}. {comptes}.",
        faites=tuple(_write(ligne) for ligne in parcours.etapes if ligne.etat is EtatEtape.FAITE),
        ecartees=tuple(
            (ligne.etape.titre, ligne.suivi.motif) for ligne in parcours.etapes if ligne.etat is EtatEtape.ECARTEE
        ),
        restantes=tuple(_write(ligne) for ligne in parcours.etapes if not ligne.is_reglee),
        colonnes=tuple(f"Le {lue.nom}" for lue in shown),
        familles=tuple(_list_familles(shown)),
    )


def _write(ligne: EtapeLue) -> tuple[str, str]:
    if ligne.preuve is not None:
        return ligne.etape.titre, ligne.preuve.phrase
    faite = f"Cochée le {date_longue(ligne.suivi.faite_le)}." if ligne.suivi.faite_le else ""
    return ligne.etape.titre, faite or ligne.etape.livrable


def _list_familles(evaluations: list[EvaluationLue]) -> list[tuple[str, tuple[tuple[str, ...], ...]]]:
    noms = {niveau.niveau: f"{niveau.niveau} – {niveau.nom}" for niveau in get_grille().echelle}
    familles = []
    for famille, lignes in compare(get_grille(), [lue.niveaux for lue in evaluations]) if evaluations else ():
        rows = []
        for ligne in lignes:
            niveaux = [noms[n] if n is not None else "pas répondu" for n in ligne.niveaux]
            ecart = [ligne.chemin] if len(evaluations) > 1 else []
            rows.append((ligne.item.nom, *niveaux, *ecart))
        familles.append((famille.nom, tuple(rows)))
    return familles


def record_documents() -> None:
    types_documents.record(
        TypeDocument(
            CLE_BILAN,
            TITRE,
            "Votre parcours étape par étape, et vos deux auto-évaluations côte à côte. Pour vous seul·e.",
            (Famille.TEXTE,),
            can_follow_parcours,
            build_bilan,
            build_exemple,
            ordre=60,
        )
    )
