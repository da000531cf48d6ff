"""The other plans and schemes of the territory, beside its CTG."""

from typing import Any

from convive.convention.actions.plan import close_plan, create_plan, reopen_plan, update_plan
from convive.convention.forms.plan import PlanExterneForm
from convive.convention.models import PlanExterne
from convive.convention.permissions import can_list_plans, can_update_plans
from convive.convention.selectors.ctg import list_ctgs
from convive.convention.selectors.organisation import list_organisations
from convive.convention.selectors.plan import (
    build_frise_plans,
    build_lignes,
    get_plan,
    list_ctgs_liees,
    list_orientations,
    list_plans,
    list_reperes,
)
from convive.convention.views.rubrique import PLANS, PLANS_EXTERNES
from convive.espaces.views.ecran import FORMULAIRE, Ecran
from convive.espaces.views.page import Formulaire, Gestes, Page, Pages

DETAIL = "convention:plan_externe_detail"


pages = Pages(PLANS_EXTERNES, "plans-et-schemas/", onglet=PLANS)
plan = pages.objet("<uuid:plan_uuid>/", get_plan, "Ce plan n’existe pas dans cet espace.")


@pages.lecture("", droit=can_list_plans)
def plan_externe_list(page: Page) -> dict[str, Any]:
    ctgs, plans = list_ctgs(page.membre), list_plans(page.membre)
    lignes = build_lignes(plans, ctgs, page.today)
    return {
        "frise": build_frise_plans(plans, ctgs, page.today),
        "lignes": [ligne for ligne in lignes if ligne.plan.archive_le is None],
        "archives": [ligne for ligne in lignes if ligne.plan.archive_le is not None],
        "formats": ("docx", "odt", "pdf", "xlsx", "ods"),
    }


@pages.ecriture("ajouter/", droit=can_update_plans, gabarit=FORMULAIRE)
def plan_externe_create(page: Page) -> Formulaire:
    organisations, ctgs = list_organisations(page.membre), list_ctgs(page.membre)
    form = PlanExterneForm(page.data, organisations=organisations, ctgs=ctgs)
    return Formulaire(
        form,
        lambda: create_plan(by=page.compte, espace=page.espace, saisie=form.get_saisie()),
        fait=lambda plan: f"«\u00a0{plan}\u00a0» est enregistré.",
        suite=lambda plan: page.get_url(DETAIL, plan.pk),
        ecran=Ecran(
            titre="Ajouter un plan ou un schéma",
            chapeau="Son type et son nom suffisent\u00a0: les dates disent ensuite ce qu’il chevauche, et quand le "
            "préparer.",
            qui_voit="les chargé·es de coopération et la direction. Le plan sera visible par les membres de l’espace.",
            bouton="Enregistrer le plan",
            champs="convention/_plan_champs.html",
            retour=("Revenir à la liste", page.get_url(PLANS)),
        ),
        contexte={"reperes": list_reperes(page.today)},
    )


@plan.ecriture("", droit=can_list_plans, ecrit=can_update_plans)
def plan_externe_detail(page: Page, plan: PlanExterne) -> Gestes:
    """Its dates beside the CTG, its orientations; archive it, or bring it back."""
    ctgs = list_ctgs(page.membre)
    return Gestes(
        {
            "archiver": (
                lambda: close_plan(by=page.compte, plan=plan),
                f"«\u00a0{plan}\u00a0» est archivé\u00a0: il se retrouve au bas de la liste.",
            ),
            "retablir": (
                lambda: reopen_plan(by=page.compte, plan=plan),
                f"«\u00a0{plan}\u00a0» est de nouveau dans la liste.",
            ),
        },
        suite=page.get_url(DETAIL, plan.pk),
        contexte={
            "ligne": build_lignes([plan], ctgs, page.today)[0],
            "liees": list_ctgs_liees(plan),
            "orientations": list_orientations(plan),
            "frise": build_frise_plans([plan], ctgs, page.today),
        },
    )


@plan.ecriture("modifier/", droit=can_update_plans, gabarit=FORMULAIRE)
def plan_externe_update(page: Page, plan: PlanExterne) -> Formulaire:
    form = PlanExterneForm(
        page.data,
        organisations=list_organisations(page.membre),
        ctgs=list_ctgs(page.membre),
        plan=plan,
        liees=list_ctgs_liees(plan),
    )

    def save() -> str:
        update_plan(by=page.compte, plan=plan, saisie=form.get_saisie(), version=form.cleaned_data["version"])
        return str(form.cleaned_data["nom"])

    return Formulaire(
        form,
        save,
        fait=lambda nom: f"«\u00a0{nom}\u00a0» est enregistré.",
        suite=page.get_url(DETAIL, plan.pk),
        ecran=Ecran(
            titre=f"Modifier «\u00a0{plan.nom}\u00a0»",
            chapeau="Une orientation qui garde son numéro reste la même pour ce qui s’y rattache.",
            qui_voit="les chargé·es de coopération et la direction. Le plan est visible par les membres de l’espace.",
            champs="convention/_plan_champs.html",
            retour=("Revenir au plan", page.get_url(DETAIL, plan.pk)),
        ),
        contexte={"reperes": list_reperes(page.today)},
    )
