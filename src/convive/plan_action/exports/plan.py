"""The plan as a document: how to read it, its tree, a page for each of its elements, its sheets, its money."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils import timezone

from convive.convention.selectors.ctg import list_ctgs
from convive.documents.exports.page import CADRE_EXEMPLE, Cadre, build_texte, get_cadre
from convive.documents.registre import DocumentInconnu
from convive.documents.rules import Contenu, DocumentHtml, Famille
from convive.documents.rules.blocs import Element, ElementPlace, place_elements
from convive.espaces.models import Membre
from convive.plan_action.exports.exemple import AXES_EXEMPLE, FICHES_EXEMPLE, LIGNES_EXEMPLE, NIVEAUX_EXEMPLE
from convive.plan_action.exports.fiche_parties import build_fiche
from convive.plan_action.exports.fiches import PAGES_PAR_FICHE
from convive.plan_action.exports.plan_budget import list_elements_budget
from convive.plan_action.exports.plan_lu import build_resume, list_lignes_budget, read_plan_lu
from convive.plan_action.exports.ruban_image import LEGENDE, ImageRuban, draw_ruban
from convive.plan_action.permissions import can_list_brouillons
from convive.plan_action.rules.emport import ChoixPlan, parse_choix_plan
from convive.plan_action.rules.impression import FicheImprimee, explain_exclusions
from convive.plan_action.selectors.arbre import list_noeuds
from convive.plan_action.selectors.fiche import list_fiches
from convive.plan_action.selectors.plan import get_dossier_plan
from convive.plan_action.selectors.vues import get_ruban
from convive.socle.formats import date_longue, liste_fr

CLE_PLAN = "plan_actions"
TEMPLATE = "plan_action/types/plan.html"
ABSENT = "Ce plan n’est pas dans cet espace, ou n’a encore aucune action que vous puissiez télécharger."
AUCUNE = (
    "Pour un document de travail qui les contient quand même, écrivez pourquoi dans la page « Télécharger » du plan."
)
REFUSE = "Seule l’équipe de coopération peut télécharger ce qui est en préparation ou interne."


@dataclass(frozen=True, slots=True)
class AxeImprime:
    """A page: its title, what hangs under it, a table for each element that holds actions."""

    libelle: str
    arbre: tuple[str, ...]
    tableaux: tuple[tuple[str, Element], ...]
    fiches: tuple[FicheImprimee, ...] = ()

    @property
    def resumes(self) -> list[tuple[str, list[ElementPlace]]]:
        return [(titre, place_elements([tableau], 4)) for titre, tableau in self.tableaux]


@dataclass(frozen=True, slots=True)
class PlanImprime:
    ctg: str
    periode: str
    niveaux: tuple[str, ...]
    axes: tuple[AxeImprime, ...]
    budget: tuple[Element, ...]
    images: tuple[ImageRuban, ...] = ()
    exclusions: str = ""
    motif: str = ""


def list_choix_plan(membre: Membre) -> list[tuple[str, str]]:
    """Each CTG that has actions this place reads, the latest first, with its sheets or without."""
    pleines = set(list_fiches(membre).values_list("ctg", flat=True).distinct())
    return [
        (ChoixPlan(ctg.pk, with_fiches).encode(), f"{ctg} : {suite}")
        for ctg in reversed(list_ctgs(membre))
        if ctg.pk in pleines
        for with_fiches, suite in ((False, "le plan en bref"), (True, "le plan avec toutes ses fiches"))
    ]


def estimate_pages_plan(membre: Membre, choix: str) -> int:
    lu = parse_choix_plan(choix)
    if lu is None:
        return 0
    combien = list_fiches(membre).filter(ctg=lu.ctg).count()
    return 10 + (PAGES_PAR_FICHE * combien if lu.with_fiches else combien // 8)


def build_document_plan(membre: Membre, _famille: Famille, choix: str) -> Contenu:
    """Raise DocumentInconnu for a plan that is not here, has nothing to print, or that this place may not force."""
    lu, today = parse_choix_plan(choix), timezone.localdate()
    dossier = get_dossier_plan(membre, today, lu.ctg) if lu else None
    if lu is None or dossier is None:
        raise DocumentInconnu(ABSENT)
    if lu.motif and not can_list_brouillons(membre):
        raise DocumentInconnu(REFUSE)
    plan = read_plan_lu(membre, dossier, with_tout=bool(lu.motif))
    if not plan.fiches:
        raise DocumentInconnu(f"{explain_exclusions(plan.ecartees)} {AUCUNE}" if plan.ecartees else ABSENT)
    axes = tuple(
        AxeImprime(
            axe.libelle,
            axe.arbre,
            tuple((groupe.libelle, build_resume(groupe)) for groupe in axe.groupes),
            tuple(build_fiche(plan.lot, fiche, today) for fiche in axe.fiches) if lu.with_fiches else (),
        )
        for axe in plan.axes
    )
    printed = {str(fiche.pk) for fiche in plan.fiches}
    ruban = get_ruban(membre, dossier, list_noeuds(dossier), today)
    kept = tuple(
        replace(groupe, traits=tuple(trait for trait in groupe.traits if trait.action.cle in printed))
        for groupe in ruban.groupes
    )
    images = draw_ruban(replace(ruban, groupes=tuple(groupe for groupe in kept if groupe.traits)))
    imprime = PlanImprime(
        ctg=str(dossier.ctg),
        periode=f"{date_longue(dossier.ctg.date_debut)} – {date_longue(dossier.ctg.date_fin)}",
        niveaux=tuple(niveau.nom_pluriel for niveau in dossier.niveaux),
        axes=axes,
        budget=tuple(list_elements_budget(list_lignes_budget(plan.axes))),
        images=tuple(images),
        exclusions=explain_exclusions(plan.ecartees),
        motif=lu.motif,
    )
    return build_document(get_cadre(membre.espace), imprime)


def build_document(cadre: Cadre, plan: PlanImprime) -> DocumentHtml:
    contexte = {
        "plan": plan,
        "niveaux": liste_fr([nom.lower() for nom in plan.niveaux]),
        "budget": place_elements(plan.budget, 3),
        "legende": LEGENDE,
        "fiches": [(axe.libelle, [fiche.place(3) for fiche in axe.fiches]) for axe in plan.axes if axe.fiches],
    }
    document = build_texte(cadre, f"Plan d’actions – {plan.ctg}", TEMPLATE, contexte)
    return replace(document, images={image.nom: image.svg for image in plan.images})


def build_exemple_plan(_famille: Famille) -> Contenu:
    """Two axes of an invented plan, with two sheets."""
    axes: Sequence[AxeImprime] = [
        AxeImprime(libelle, arbre, tableaux, (fiche,))
        for (libelle, arbre, tableaux), fiche in zip(AXES_EXEMPLE, FICHES_EXEMPLE, strict=True)
    ]
    plan = PlanImprime(
        "CTG 2025-2029",
        "1er janvier 2025 – 31 décembre 2029",
        NIVEAUX_EXEMPLE,
        tuple(axes),
        tuple(list_elements_budget(LIGNES_EXEMPLE)),
    )
    return build_document(CADRE_EXEMPLE, plan)
