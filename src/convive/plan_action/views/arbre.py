"""The tree of a plan: its levels, shaping it in place, one element renamed or moved."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404
from django.utils.http import urlencode

from convive.espaces.views.page import Formulaire, Page, Rendu
from convive.plan_action.actions.arbre import delete_noeud, update_noeud
from convive.plan_action.actions.niveau import update_niveaux
from convive.plan_action.forms.arbre import DEBUT, NoeudForm, NumerosForm, PlaceForm, build_choix_places
from convive.plan_action.forms.niveau import MODELES, NiveauxForm, build_listes
from convive.plan_action.models import NoeudPlan
from convive.plan_action.permissions import can_update_plan
from convive.plan_action.rules.plan import PlanRefuse
from convive.plan_action.selectors.arbre import list_noeuds
from convive.plan_action.selectors.organisation import get_arbre, get_noeud, list_enjeux_proposes, list_meres
from convive.plan_action.selectors.plan import DossierPlan
from convive.plan_action.views.gestes_arbre import (
    GESTES,
    INCONNU,
    find_element,
    get_ancre,
    get_annulation,
    keep_annulation,
    move,
)
from convive.plan_action.views.rubrique import ARBRE, NIVEAUX, PLAN, build_pages, build_pages_ctg

pages = build_pages()
ctg = build_pages_ctg(pages)
organiser = ctg.sous("organiser/", onglet=ARBRE)


@ctg.sous("niveaux/", onglet=NIVEAUX).ecriture("", droit=can_update_plan)
def niveau_list(page: Page, dossier: DossierPlan) -> Formulaire:
    """The levels of a plan: one to four, in the words of its CTG."""
    form = NiveauxForm(page.data, niveaux=dossier.niveaux, modele=page.request.GET.get("modele", ""))
    modeles = {} if dossier.niveaux else {cle: " › ".join(noms) for cle, noms in MODELES.items()}
    return Formulaire(
        form,
        lambda: update_niveaux(by=page.compte, ctg=dossier.ctg, niveaux=form.get_niveaux()),
        fait="Les niveaux du plan sont enregistrés.",
        suite=page.get_url(PLAN, dossier.ctg.pk),
        contexte={"listes": build_listes(), "modeles": modeles},
    )


@organiser.ecriture("", droit=can_update_plan)
def arbre_update(page: Page, dossier: DossierPlan) -> Rendu:
    """Shape the tree of a plan: add in place, move, renumber, undo."""
    branche = page.request.GET.get("branche", "")
    if page.is_envoi:
        suite = f"?{urlencode({'branche': branche})}" if branche else ""
        return page.redirect(f"{page.get_url(ARBRE, dossier.ctg.pk)}{suite}#{_submit(page, dossier)}")
    arbre = get_arbre(page.membre, dossier, branche)
    return {"arbre": arbre, "annulation": get_annulation(page, dossier), "numeros": NumerosForm()}


def _submit(page: Page, dossier: DossierPlan) -> str:
    """Do the gesture; where to look after it. What is refused is said, and nothing changes."""
    geste = GESTES.get(page.geste)
    if geste is None:
        raise Http404(INCONNU)
    try:
        return geste(page, dossier) or "arbre"
    except PlanRefuse as refus:
        for message in refus.messages:
            messages.warning(page.request, message)
        return "arbre"


@organiser.ecriture("<uuid:noeud_uuid>/", droit=can_update_plan)
def noeud_update(page: Page, dossier: DossierPlan, noeud_uuid: UUID) -> Formulaire:
    """Rename an element of the tree, give it another number, take it away when it is empty."""
    noeud = get_noeud(dossier, noeud_uuid)
    if noeud is None:
        raise Http404(INCONNU)
    champs = {champ: getattr(noeud, champ) for champ in ("version", "libelle", "code", "description")}
    champs["enjeux"] = [str(pk) for pk in noeud.enjeux.order_by().values_list("pk", flat=True)]
    form = NoeudForm(page.data, enjeux=list_enjeux_proposes(page.membre, noeud), initial=champs)
    url = page.get_url(ARBRE, dossier.ctg.pk)
    if page.geste == "supprimer":
        contexte = {"noeud": noeud, "form": form}
        return Formulaire(
            None,
            lambda: delete_noeud(by=page.compte, noeud=noeud),
            fait="Élément supprimé.",
            suite=f"{url}#arbre",
            contexte=contexte,
        )

    def save() -> None:
        saisie = {champ: valeur for champ, valeur in form.cleaned_data.items() if champ != "enjeux"}
        update_noeud(by=page.compte, noeud=noeud, enjeux=form.get_enjeux(), **saisie)

    suite = f"{url}#{get_ancre(noeud)}"
    return Formulaire(form, save, fait="Élément enregistré.", suite=suite, contexte={"noeud": noeud})


@organiser.ecriture("<str:sorte>/<uuid:element_uuid>/deplacer/", droit=can_update_plan)
def place_update(page: Page, dossier: DossierPlan, sorte: str, element_uuid: UUID) -> Formulaire:
    """Move one element of a plan to a place chosen in a list: what dragging does, without dragging."""
    element = find_element(page.membre, dossier, sorte, str(element_uuid))
    if element is None:
        raise Http404(INCONNU)
    choix = _build_choix(page, dossier, element)
    form = PlaceForm(page.data, choix=choix, initial={"vers": _get_actuelle(element)})

    def save() -> None:
        sorte_parent, _, cle = form.cleaned_data["vers"].partition(":")
        parent = find_element(page.membre, dossier, sorte_parent, cle)
        changements = move(page, element, parent, 0 if form.cleaned_data["position"] == DEBUT else -1)
        keep_annulation(page, dossier, f"«\u00a0{element}\u00a0» a changé de place.", changements)

    url = f"{page.get_url(ARBRE, dossier.ctg.pk)}#{get_ancre(element)}"
    return Formulaire(form, save, fait="", suite=url, contexte={"element": element, "sorte": sorte})


def _build_choix(page: Page, dossier: DossierPlan, element: Any) -> list[Any]:
    noeuds = list_noeuds(dossier)
    if not isinstance(element, NoeudPlan):
        return build_choix_places(
            noeuds, list_meres(page.membre, dossier, element.pk), "Pas encore classée dans le plan"
        )
    above = [(1, noeud) for rang, noeud in noeuds if rang == element.niveau.rang - 1]
    return build_choix_places(above, (), "Tout en haut")[0 if element.niveau.rang == 1 else 1 :]


def _get_actuelle(element: Any) -> str:
    if isinstance(element, NoeudPlan):
        return f"noeud:{element.parent_id}" if element.parent_id else ""
    if element.fiche_parente_id:
        return f"fiche:{element.fiche_parente_id}"
    return f"noeud:{element.noeud_id}" if element.noeud_id else ""
