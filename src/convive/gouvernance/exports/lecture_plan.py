"""What the plan says, for the documents of a séance: of an action of the agenda, and of all those that are shared."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q

from convive.diagnostic.models import IndicateurEspace, MesureEspace
from convive.espaces.models import Membre
from convive.gouvernance.rules.impression import (
    AlerteImprimee,
    AxeImprime,
    ChiffreImprime,
    MeteoImprimee,
    PlanImprime,
)
from convive.plan_action.exports.bilan import read_action
from convive.plan_action.exports.fiche_parties import has_valeur, write_indicateur
from convive.plan_action.models import PARTAGEES, FicheAction, IndicateurFiche, NoeudPlan
from convive.plan_action.rules.bilan import ARRETS, ActionBilan, explain_etat
from convive.plan_action.rules.plan import NiveauMeteo, Regard, RoleIndicateur
from convive.plan_action.rules.statuts import ACTIFS, SORTIS, TERMINES, Statut
from convive.plan_action.selectors.arbre import count_plan, list_noeuds
from convive.plan_action.selectors.fiche import list_fiches
from convive.plan_action.selectors.plan import get_dossier_plan
from convive.plan_action.selectors.visibles import filter_visibles
from convive.socle.formats import date_longue, liste_fr

MAX_CHIFFRES_POINT, MAX_CHIFFRES = 5, 8
SANS_PLACE = "Pas encore classée dans le plan"
REGARDS = {Regard.PILOTE: "pilote", Regard.CAF: "Caf", Regard.ELU: "élu·e"}


def read_fiches(membre: Membre, uuids: Iterable[UUID]) -> dict[UUID, FicheAction]:
    """The actions that are spoken of, without drafts nor what is internal: a document of a séance is read by the whole
    room; six queries."""
    wanted = list(uuids)
    if not wanted:
        return {}
    rows = list_fiches(membre).filter(PARTAGEES, pk__in=wanted)
    rows = rows.select_related("organisation_porteuse").prefetch_related("pilotes", *_list_prefetchs(membre))
    return {fiche.pk: fiche for fiche in rows}


def _list_prefetchs(membre: Membre) -> list[Any]:
    suivis = filter_visibles(membre, IndicateurEspace.objects.filter(espace=membre.espace_id))
    mesures = MesureEspace.objects.filter(indicateur__in=suivis.values("pk")).order_by("annee")
    indicateurs = IndicateurFiche.objects.select_related("indicateur").prefetch_related(
        "valeurs", Prefetch("indicateur__mesures", mesures, to_attr="mesures_lues")
    )
    return [Prefetch("indicateurs", indicateurs)]


def build_situation(fiche: FicheAction) -> tuple[str, ...]:
    """Where an action is, in a few sentences."""
    statut = Statut(fiche.statut).libelle
    avancement = f"avancement {fiche.avancement}\u00a0%" if fiche.avancement is not None else ""
    echeance = f"échéance le {date_longue(fiche.date_fin)}" if fiche.date_fin else ""
    retard = "en retard" if fiche.is_en_retard else ""
    said = [f"{', '.join(filter(None, (statut, avancement, echeance, retard)))}."]
    pilotes = liste_fr([str(personne) for personne in fiche.pilotes.all()])
    porteur = str(fiche.organisation_porteuse or "")
    if porteur or pilotes:
        qui = [f"portée par {porteur}" if porteur else "", f"pilotée par {pilotes}" if pilotes else ""]
        phrase = ", ".join(filter(None, qui))
        said.append(f"{phrase[:1].upper()}{phrase[1:]}.")
    if fiche.statut == Statut.BLOQUEE and fiche.blocage_motif:
        said.append(f"Ce qui bloque\u00a0: {fiche.blocage_motif.strip().rstrip('.')}.")
        if fiche.deblocage_par:
            avant = f" avant le {date_longue(fiche.deblocage_avant)}" if fiche.deblocage_avant else ""
            said.append(f"Peut débloquer{avant}\u00a0: {fiche.deblocage_par.strip().rstrip('.')}.")
    meteos = [
        f"{REGARDS[regard]}, {NiveauMeteo(niveau).libelle.lower()}"
        for regard in Regard
        if (niveau := getattr(fiche, f"meteo_{regard.value}"))
    ]
    if meteos:
        said.append(f"Météo\u00a0: {' ; '.join(meteos)}.")
    return tuple(said)


def build_chiffres(fiche: FicheAction) -> tuple[ChiffreImprime, ...]:
    """Its indicators that were measured, with their years; where each is followed."""
    rows = [row for row in fiche.indicateurs.all() if has_valeur(row)]
    return tuple(_write_chiffre(row, fiche) for row in rows[:MAX_CHIFFRES_POINT])


def _write_chiffre(row: IndicateurFiche, fiche: FicheAction) -> ChiffreImprime:
    libelle, _, depart, derniere, cible = write_indicateur(row)
    action = f"l’action {fiche.code}" if fiche.code else f"l’action « {fiche.titre} »"
    source = f"{row.indicateur}, suivi dans l’espace" if row.indicateur else f"suivi de {action}"
    return ChiffreImprime(libelle, depart, derniere, cible, source)


def read_plan(membre: Membre, ctg: UUID | None, today: date) -> PlanImprime | None:
    """Where the plan is today, for those who share it; None without any shared action. A dozen queries."""
    dossier = get_dossier_plan(membre, today, ctg)
    if dossier is None:
        return None
    rows = (
        list_fiches(membre)
        .filter(PARTAGEES & Q(ctg=dossier.ctg) & ~Q(statut=Statut.ABANDONNEE.value))
        .prefetch_related("changements_statut", *_list_prefetchs(membre))
    )
    fiches = list(rows.order_by("ordre", "created_at", "pk"))
    if not fiches:
        return None
    noms = _name_axes(list_noeuds(dossier))
    pairs = [(noms.get(fiche.noeud_id, SANS_PLACE) if fiche.noeud_id else SANS_PLACE, fiche) for fiche in fiches]
    ordre = {nom: rang for rang, nom in enumerate(dict.fromkeys(noms.values()))}
    pairs.sort(key=lambda pair: ordre.get(pair[0], len(ordre)))
    actions = [read_action(axe, fiche) for axe, fiche in pairs]
    mesures = [
        _write_chiffre(row, fiche)
        for _, fiche in pairs
        for row in fiche.indicateurs.all()
        if row.role == RoleIndicateur.RESULTAT and has_valeur(row)
    ]
    return PlanImprime(
        ctg=str(dossier.ctg),
        jour=date_longue(today),
        phrases=tuple(explain_etat(actions, count_plan(membre, dossier.ctg).explain_hors())),
        axes=_count_axes(actions),
        regards=tuple(regard.libelle for regard in Regard),
        meteos=_count_meteos(actions),
        bloquees=tuple(
            AlerteImprimee(row.titre, row.raison or "Motif non noté", row.decide or "–")
            for row in actions
            if row.statut == Statut.BLOQUEE
        ),
        retards=tuple(
            AlerteImprimee(row.titre, date_longue(row.echeance) if row.echeance else "–", row.axe)
            for row in actions
            if row.is_en_retard
        ),
        chiffres=tuple(mesures[:MAX_CHIFFRES]),
        non_partagees=list_fiches(membre).filter(ctg=dossier.ctg).exclude(PARTAGEES).count(),
    )


def _name_axes(noeuds: Sequence[tuple[int, NoeudPlan]]) -> dict[UUID, str]:
    """Each element of the tree → the name of the first level above it."""
    noms, axe = {}, ""
    for rang, noeud in noeuds:
        if rang == 1:
            axe = f"{noeud}"
        noms[noeud.pk] = axe
    return noms


def _count_axes(actions: Sequence[ActionBilan]) -> tuple[AxeImprime, ...]:
    made = []
    for axe in dict.fromkeys(action.axe for action in actions):
        statuts = [action.statut for action in actions if action.axe == axe]
        finies = sum(statut in TERMINES for statut in statuts)
        en_cours = sum(statut == Statut.EN_COURS for statut in statuts)
        arretees = sum(statut in ARRETS | SORTIS for statut in statuts)
        made.append(AxeImprime(axe, finies, en_cours, len(statuts) - finies - en_cours - arretees, arretees))
    return tuple(made)


def _count_meteos(actions: Sequence[ActionBilan]) -> tuple[MeteoImprimee, ...]:
    """Nothing when nobody gave one."""
    counts = Counter(pair for action in actions if action.statut in ACTIFS for pair in action.meteos)
    if not counts:
        return ()
    return tuple(
        MeteoImprimee(niveau.libelle, tuple(counts[regard, niveau] for regard in Regard)) for niveau in NiveauMeteo
    )
