"""Where the plan is, axis by axis, for the home of an espace."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from convive.espaces.models import Membre
from convive.plan_action.models import NoeudPlan
from convive.plan_action.rules.plan import NiveauMeteo, Visibilite
from convive.plan_action.rules.resume import CompteStatuts, get_sorte
from convive.plan_action.rules.statuts import ACTIFS, Statut
from convive.plan_action.selectors.arbre import list_noeuds
from convive.plan_action.selectors.fiche import list_fiches
from convive.plan_action.selectors.plan import DossierPlan, get_dossier_plan, map_racines
from convive.socle.formats import nombre_accorde

A_DEMANDER = ""


@dataclass(slots=True)
class Axe:
    """What an axis holds, with the steps of what is not abandoned; without `noeud`, the actions that no axis holds.

    `meteos` counts the actions under way by the last word of their pilote, "" for those that nobody asked; `datees`,
    among `actives`, those that an end or a dated step may make late.
    """

    noeud: NoeudPlan | None
    compte: CompteStatuts = field(default_factory=CompteStatuts)
    etapes: int = 0
    etapes_faites: int = 0
    meteos: Counter[str] = field(default_factory=Counter)
    actives: int = 0
    datees: int = 0

    @property
    def libelle(self) -> str:
        return str(self.noeud) if self.noeud else "Sans axe"

    @property
    def part_pourcent(self) -> int:
        return self.etapes_faites * 100 // self.etapes if self.etapes else 0

    @property
    def alerte(self) -> str:
        """« 1 en retard, 1 bloquée »; empty when nothing worries."""
        bloquees = self.compte.statuts.get(Statut.BLOQUEE, 0)
        words = [
            nombre_accorde(self.compte.en_retard, "en retard", "en retard") if self.compte.en_retard else "",
            nombre_accorde(bloquees, "bloquée") if bloquees else "",
        ]
        return ", ".join(filter(None, words))

    @property
    def rythme(self) -> str:
        """Of what is under way, when nothing worries: on time is said of what has a date."""
        if not self.actives:
            return ""
        if not self.datees:
            return "pas encore d’échéance"
        sans = self.actives - self.datees
        return f"à l’heure, {nombre_accorde(sans, 'sans échéance', 'sans échéance')}" if sans else "à l’heure"

    @property
    def liste_meteos(self) -> list[tuple[str, int]]:
        """From the most confident to the most worried, then those to ask."""
        niveaux = [*(niveau.value for niveau in NiveauMeteo), A_DEMANDER]
        return [(niveau, self.meteos[niveau]) for niveau in niveaux if self.meteos[niveau]]


@dataclass(frozen=True, slots=True)
class PlanParAxe:
    dossier: DossierPlan
    axes: tuple[Axe, ...]
    compte: CompteStatuts


def get_plan_par_axe(membre: Membre, today: date) -> PlanParAxe | None:
    """The plan that people mean today, as this place reads it; None without a CTG. Four queries."""
    dossier = get_dossier_plan(membre, today)
    if dossier is None:
        return None
    noeuds = list_noeuds(dossier)
    racines = map_racines(noeuds)
    axes: dict[UUID | None, Axe] = {noeud.pk: Axe(noeud) for rang, noeud in noeuds if rang == 1}
    axes[None] = Axe(None)
    actions = list_fiches(membre).filter(ctg=dossier.ctg)
    rows = actions.order_by().only(
        *("noeud", "statut", "visibilite", "nb_etapes", "nb_etapes_faites", "retard_le", "meteo_pilote")
    )
    for fiche in rows:
        axe = axes[racines[fiche.noeud_id]]
        interne = fiche.visibilite == Visibilite.INTERNE
        axe.compte.add(get_sorte(fiche.statut, is_interne=interne), 1, int(fiche.is_en_retard))
        if fiche.statut == Statut.ABANDONNEE:
            continue
        axe.etapes += fiche.nb_etapes
        axe.etapes_faites += fiche.nb_etapes_faites
        if fiche.statut in ACTIFS:
            axe.meteos[fiche.meteo_pilote] += 1
            axe.actives += 1
            axe.datees += fiche.retard_le is not None
    shown = tuple(axe for axe in axes.values() if axe.noeud is not None or axe.compte.total)
    return PlanParAxe(dossier, shown, CompteStatuts.build_somme(axe.compte for axe in shown))
