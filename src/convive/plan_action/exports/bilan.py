"""The bilan of the plan as slides: what one shows to a comité de pilotage. What is internal is not there."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db.models import Q
from django.utils import timezone

from convive.convention.selectors.ctg import list_ctgs
from convive.documents.exports.page import CADRE_EXEMPLE, Cadre, build_metadonnees, get_cadre
from convive.documents.graphiques import Barre, Graphique, barres
from convive.documents.registre import DocumentInconnu
from convive.documents.rules import (
    Contenu,
    Diaporama,
    Diapositive,
    Famille,
    Grille,
    Illustration,
    Points,
)
from convive.documents.rules.diaporama import CARACTERES_TITRE, split_lignes
from convive.espaces.models import Membre
from convive.plan_action.exports.exemple_bilan import ACTIONS_EXEMPLE, ANNEES_EXEMPLE, INDICATEURS_EXEMPLE
from convive.plan_action.exports.fiche_parties import has_valeur, write_indicateur
from convive.plan_action.exports.plan_lu import list_lignes_budget, read_plan_lu
from convive.plan_action.models import PARTAGEES, FicheAction
from convive.plan_action.rules.bilan import (
    ENTETES_AVANCEMENT,
    ActionBilan,
    AnneeBilan,
    IndicateurBilan,
    count_axes,
    count_meteos,
    count_terminees,
    explain_axes,
    explain_etat,
    explain_message,
    explain_meteos,
    explain_terminees,
    list_retenues,
)
from convive.plan_action.rules.budget import ZERO
from convive.plan_action.rules.budget_plan import LignePlan, is_confirmee, is_depense, is_esperee, sort_annees
from convive.plan_action.rules.plan import ROLES_CHANGEMENT, NiveauMeteo, Regard
from convive.plan_action.rules.statuts import SORTIS, Statut
from convive.plan_action.selectors.arbre import count_plan
from convive.plan_action.selectors.fiche import list_fiches
from convive.plan_action.selectors.plan import get_dossier_plan
from convive.socle.formats import date_longue, euros, nombre_accorde
from convive.socle.uuids import parse_uuid

CLE_BILAN = "bilan_plan"
SOURCE = "le plan d’actions tenu dans Convive"
MAX_CHIFFRES = 12
"""Beyond three slides of figures a room does not listen any more."""
CARACTERES_CELLULE = 90
RIEN = "Ce plan n’est pas dans cet espace, ou n’a encore aucune action partagée."


def list_choix_bilan(membre: Membre) -> list[tuple[str, str]]:
    """Each CTG that has shared actions, the latest first."""
    pleines = set(list_fiches(membre).filter(PARTAGEES).values_list("ctg", flat=True).distinct())
    return [(str(ctg.pk), str(ctg)) for ctg in reversed(list_ctgs(membre)) if ctg.pk in pleines]


def build_diaporama_bilan(membre: Membre, _famille: Famille, choix: str) -> Contenu:
    """Raise DocumentInconnu for a plan without any shared action."""
    uuid, today = parse_uuid(choix), timezone.localdate()
    dossier = get_dossier_plan(membre, today, uuid) if uuid else None
    if dossier is None:
        raise DocumentInconnu(RIEN)
    plan = read_plan_lu(membre, dossier, condition=PARTAGEES & Q(ctg=dossier.ctg))
    if not plan.fiches:
        raise DocumentInconnu(RIEN)
    actions = [read_action(axe.libelle, fiche) for axe in plan.axes for fiche in axe.fiches]
    indicateurs = [row for fiche in plan.fiches for row in _list_indicateurs(fiche)]
    annees = _build_annees(list_lignes_budget(plan.axes))
    hors = count_plan(membre, dossier.ctg).explain_hors()
    return _build(get_cadre(membre.espace), str(dossier.ctg), actions, indicateurs, annees, hors)


def build_exemple_bilan(_famille: Famille) -> Contenu:
    return _build(CADRE_EXEMPLE, "CTG 2025-2029", ACTIONS_EXEMPLE, INDICATEURS_EXEMPLE, ANNEES_EXEMPLE)


def read_action(axe: str, fiche: FicheAction) -> ActionBilan:
    statut = Statut(fiche.statut)
    meteos = tuple(
        (regard, NiveauMeteo(niveau)) for regard in Regard if (niveau := getattr(fiche, f"meteo_{regard.value}"))
    )
    change = next((row for row in fiche.changements_statut.all() if row.vers == fiche.statut), None)
    raison, decide = fiche.blocage_motif if statut == Statut.BLOQUEE else "", ""
    if statut == Statut.BLOQUEE and fiche.deblocage_par:
        avant = f", avant le {date_longue(fiche.deblocage_avant)}" if fiche.deblocage_avant else ""
        decide = f"{fiche.deblocage_par}{avant}"
    if statut in SORTIS and change is not None:
        raison, jour = change.motif, change.date_instance or change.date
        decide = ", ".join(filter(None, (change.instance_libelle, date_longue(jour))))
    return ActionBilan(str(fiche), axe, statut, fiche.is_en_retard, meteos, raison, decide, fiche.prochaine_echeance)


def _list_indicateurs(fiche: FicheAction) -> Iterator[IndicateurBilan]:
    """Those that say what changed, once measured."""
    for row in fiche.indicateurs.all():
        if row.role in ROLES_CHANGEMENT and has_valeur(row):
            libelle, _, depart, derniere, cible = write_indicateur(row)
            yield IndicateurBilan(libelle, str(fiche), depart, derniere, cible)


def _build_annees(lignes: Sequence[LignePlan]) -> list[AnneeBilan]:
    rows = []
    for annee in sort_annees({ligne.montant.annee for ligne in lignes}):
        montants = [ligne for ligne in lignes if ligne.montant.annee == annee]
        sommes = [
            sum((row.montant.prevu or ZERO for row in montants if condition(row)), ZERO)
            for condition in (is_depense, is_confirmee, is_esperee)
        ]
        spent = [r.montant.realise for r in montants if is_depense(r) and r.montant.realise is not None]
        depenses, confirme, espere = sommes
        realise = sum(spent, ZERO) if spent else None
        rows.append(AnneeBilan(str(annee or "Sans année"), depenses, confirme, espere, realise))
    return rows


def _build(
    cadre: Cadre,
    ctg: str,
    actions: Sequence[ActionBilan],
    indicateurs: Sequence[IndicateurBilan],
    annees: Sequence[AnneeBilan],
    hors: str = "",
) -> Diaporama:
    titre, retenues = f"Bilan du plan d’actions, {ctg}"[:CARACTERES_TITRE], list_retenues(actions)
    graphique = _draw_terminees(retenues)
    diapositives = [
        Diapositive(explain_message(retenues), Points(explain_etat(retenues, hors)), _explain_source(cadre)),
        *_list_grilles(explain_axes(retenues), ENTETES_AVANCEMENT, count_axes(retenues), nombres=range(1, 6)),
    ]
    if graphique is not None:
        figure = Illustration("terminees.svg", f"{graphique.titre}. {graphique.description}", SOURCE)
        diapositives.append(Diapositive(explain_terminees(retenues), figure, graphique.description))
    regards = ("Météo", *(regard.libelle for regard in Regard))
    notes = "Une action peut avoir une, deux ou trois météos : les colonnes ne s’additionnent pas."
    if any(action.meteos for action in actions):
        grille = Grille(regards, count_meteos(actions), SOURCE, frozenset({1, 2, 3}))
        diapositives.append(Diapositive(explain_meteos(actions), grille, notes))
    diapositives += _list_suite(actions, indicateurs, annees)
    return Diaporama(
        titre,
        f"{cadre.nom}, {date_longue(cadre.jour)}{f' · {cadre.fictif}' if cadre.fictif else ''}",
        diapositives,
        build_metadonnees(cadre, titre),
        {"terminees.svg": graphique.svg} if graphique is not None else {},
    )


def _list_suite(
    actions: Sequence[ActionBilan], indicateurs: Sequence[IndicateurBilan], annees: Sequence[AnneeBilan]
) -> Iterator[Diapositive]:
    bloquees = [row for row in actions if row.statut == Statut.BLOQUEE]
    lignes = [(row.titre, row.raison or "Motif non noté", row.decide or "–") for row in bloquees]
    titre = f"{nombre_accorde(len(bloquees), 'action est bloquée', 'actions sont bloquées')}\u00a0: qui peut débloquer"
    yield from _list_grilles(titre, ("Action", "Ce qui bloque", "Qui peut débloquer"), lignes)
    retards = [row for row in actions if row.is_en_retard]
    lignes = [(row.titre, row.axe, date_longue(row.echeance) if row.echeance else "–") for row in retards]
    titre = nombre_accorde(len(retards), "action est en retard", "actions sont en retard")
    yield from _list_grilles(titre, ("Action", "Élément du plan", "Échéance"), lignes)
    chiffres = [(row.libelle, row.action, row.depart, row.derniere, row.cible) for row in indicateurs]
    entetes = ("Indicateur de résultat", "Action", "Départ", "Dernière valeur", "Cible")
    montrees, reste = chiffres[:MAX_CHIFFRES], chiffres[MAX_CHIFFRES:]
    titre = f"Ce que cela change\u00a0: {nombre_accorde(len(chiffres), 'résultat mesuré', 'résultats mesurés')}"
    if reste:
        titre += f", dont {len(montrees)} ici"
    # The others are for the speaker, and whole in the document of the plan.
    autres = [" – ".join(ligne) for ligne in reste]
    yield from _list_grilles(titre, entetes, montrees, nombres=(2, 3, 4), notes=autres)
    argent = [
        (row.annee, euros(row.depenses), euros(row.confirme), euros(row.espere),
         "nd" if row.realise is None else euros(row.realise))
        for row in annees
    ]  # fmt: skip
    entetes = ("Année", "Dépenses prévues", "Recettes confirmées", "Recettes espérées", "Dépenses réalisées")
    confirme, depenses = sum((row.confirme for row in annees), ZERO), sum((row.depenses for row in annees), ZERO)
    titre = f"{euros(confirme)} de recettes confirmées pour {euros(depenses)} de dépenses prévues"
    yield from _list_grilles(titre, entetes, argent, nombres=(1, 2, 3, 4))
    sorties = [
        (row.titre, row.statut.libelle.lower(), row.raison or "Motif non noté", row.decide or "–")
        for row in actions
        if row.statut in SORTIS
    ]
    colonnes = ("Action", "Statut", "Pourquoi", "Décidé par")
    titre = nombre_accorde(len(sorties), "action reportée ou abandonnée", "actions reportées ou abandonnées")
    yield from _list_grilles(f"{titre}\u00a0: pourquoi", colonnes, sorties)


def _list_grilles(
    titre: str,
    colonnes: Sequence[str],
    lignes: Sequence[Sequence[str]],
    nombres: Iterable[int] = (),
    notes: Sequence[str] = (),
) -> Iterator[Diapositive]:
    """As many slides as there are rows for; what is cut on the slide is whole in the notes of the speaker."""
    courtes = [[shorten(cellule) for cellule in ligne] for ligne in lignes]
    pages, fait = split_lignes(colonnes, courtes), 0
    for rang, page in enumerate(pages, 1):
        entieres = lignes[fait : fait + len(page)]
        fait += len(page)
        dits = [" – ".join(ligne) for ligne in entieres if any(len(cellule) > CARACTERES_CELLULE for cellule in ligne)]
        if rang == len(pages):
            dits += notes
        suite = f" ({rang}/{len(pages)})" if len(pages) > 1 else ""
        yield Diapositive(f"{titre}{suite}", Grille(colonnes, page, SOURCE, frozenset(nombres)), "\n".join(dits))


def shorten(texte: str) -> str:
    """A text that a cell holds, cut at a word."""
    if len(texte) <= CARACTERES_CELLULE:
        return texte
    return f"{texte[: CARACTERES_CELLULE - 1].rsplit(' ', 1)[0]}…"


def _explain_source(cadre: Cadre) -> str:
    phrase = (
        f"État du {date_longue(cadre.jour)}. Les actions en préparation et les actions internes à l’équipe n’y sont "
        "pas. « Terminées » : réalisées ou pérennisées ; « arrêtées » : en pause, bloquées, reportées ou abandonnées."
    )
    return f"{phrase} {cadre.fictif}".strip()


def _draw_terminees(actions: Sequence[ActionBilan]) -> Graphique | None:
    """The actions that are finished among all: the progress that people give is not known for each, and is no mean.
    None when nothing is finished: bars of nothing say nothing."""
    rows = count_terminees(actions)
    if not any(finies for _, finies, _ in rows):
        return None
    dessinees: list[Any] = [
        Barre(f"{shorten(axe)[:48]} ({finies} sur {total})", round(100 * finies / total)) for axe, finies, total in rows
    ]
    liste = " ; ".join(f"{axe}, {finies} sur {total}" for axe, finies, total in rows)
    return barres(
        titre="Actions réalisées ou pérennisées, pour cent actions",
        barres=dessinees,
        unite="%",
        source=SOURCE,
        decimales=0,
        largeur=640,
        maximum=100.0,
        description=f"Actions terminées : {liste}.",
    )
