"""The groups of contacts of an espace: who is in each, and how to write to all of them."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse

from convive.acteurs.actions.groupe import attach_fiches, create_groupe, detach_fiche, update_groupe
from convive.acteurs.forms.groupe import GroupeForm
from convive.acteurs.models import Groupe
from convive.acteurs.permissions import can_create_lettre, can_get_coordonnees, can_list_acteurs, can_update_acteurs
from convive.acteurs.selectors.groupe import get_contenu, get_groupe, list_fiches, list_groupes, search_fiches
from convive.acteurs.views.rubrique import ACTEURS, GROUPES
from convive.espaces.actions.cahier import delete_ligne
from convive.espaces.views.ecran import FORMULAIRE, LISTE, SUPPRESSION, Ecran, Ligne, Liste
from convive.espaces.views.page import Formulaire, Page, Pages, Rendu
from convive.socle.formats import nombre_accorde

ICI = "acteurs:groupe_update"

pages = Pages(ACTEURS, "acteurs/groupes/", onglet=GROUPES)
groupe = pages.objet("<uuid:groupe_uuid>/", get_groupe, "Ce groupe n’existe pas dans cet espace.")


@pages.lecture("", droit=can_list_acteurs, gabarit=LISTE)
def groupe_list(page: Page) -> dict[str, Any]:
    liste = Liste(
        titre="Les groupes",
        chapeau="À qui l’on écrit ensemble\u00a0: un comité, un réseau, les maires.",
        qui_voit="les membres de l’espace, sauf l’administrateur·rice technique. Chacun y lit les fiches qui le "
        "concernent.",
        lignes=[_build_ligne(page, groupe) for groupe in list_groupes(page.membre)],
        premiere="Groupe",
        vide="«\u00a0Les maires\u00a0», «\u00a0Le réseau parentalité\u00a0», «\u00a0Le comité technique petite "
        "enfance\u00a0»\u00a0: on les compose une fois, on leur écrit en une fois.",
        ajout=("Créer un groupe", page.get_url("acteurs:groupe_create")),
    )
    return {"liste": liste}


def _build_ligne(page: Page, groupe: Any) -> Ligne:
    """`groupe` is counted, as `list_groupes` gives it."""
    personnes = nombre_accorde(groupe.nombre_personnes, "personne")
    organisations = nombre_accorde(groupe.nombre_organisations, "organisation")
    cellules = (("À quoi il sert", groupe.description), ("Qui en fait partie", f"{personnes}, {organisations}"))
    return Ligne(str(groupe.pk), groupe.nom, page.get_url("acteurs:groupe_detail", groupe.pk), cellules)


@pages.ecriture("ajouter/", droit=can_update_acteurs, gabarit=FORMULAIRE)
def groupe_create(page: Page) -> Formulaire:
    form = GroupeForm(page.data)
    return Formulaire(
        form,
        lambda: create_groupe(by=page.compte, espace=page.espace, **form.cleaned_data),
        fait="Groupe créé.",
        suite=lambda groupe: page.get_url(ICI, groupe.pk),
        champ="nom",
        ecran=Ecran(
            titre="Créer un groupe",
            chapeau="Son nom d’abord\u00a0; on choisit ensuite qui en fait partie.",
            qui_voit="les personnes qui écrivent dans l’annuaire.",
            bouton="Créer le groupe",
            retour=("Revenir aux groupes", page.get_url(GROUPES)),
        ),
    )


@groupe.lecture("", droit=can_list_acteurs)
def groupe_detail(page: Page, groupe: Groupe) -> dict[str, Any]:
    return {
        "contenu": get_contenu(page.membre, groupe),
        "voit_coordonnees": can_get_coordonnees(page.membre),
        "peut_envoyer": can_create_lettre(page.membre) and not page.espace.is_expire,
    }


@groupe.ecriture("modifier/", droit=can_update_acteurs)
def groupe_update(page: Page, groupe: Groupe) -> Rendu:
    """Rename a group, and choose who is in it."""
    if page.geste in ("ajouter", "retirer"):
        return _change_membres(page, groupe)
    q = page.request.GET.get("q", "")
    form = GroupeForm(page.data, initial={"nom": groupe.nom, "description": groupe.description})
    return Formulaire(
        form,
        lambda: update_groupe(by=page.compte, groupe=groupe, **form.cleaned_data),
        fait="Groupe enregistré.",
        suite=page.get_url("acteurs:groupe_detail", groupe.pk),
        contexte={
            "q": q,
            "contenu": get_contenu(page.membre, groupe),
            "trouvees": search_fiches(page.membre, groupe, q) if q else None,
        },
        champ="nom",
    )


@groupe.ecriture("supprimer/", droit=can_update_acteurs, gabarit=SUPPRESSION)
def groupe_delete(page: Page, groupe: Groupe) -> Formulaire:
    """The cards of those who were in it stay."""
    return Formulaire(
        None,
        lambda: delete_ligne(by=page.compte, ligne=groupe),
        fait=f"Groupe «\u00a0{groupe}\u00a0» supprimé. Les fiches restent dans l’annuaire.",
        suite=page.get_url(GROUPES),
        ecran=Ecran(
            titre="Supprimer ce groupe\u00a0?",
            chapeau=groupe.nom,
            qui_voit="les personnes qui écrivent dans l’annuaire.",
            texte="La liste disparaît pour tout le monde. Les fiches des personnes et des organisations "
            "restent dans l’annuaire.",
            bouton="Supprimer le groupe",
            retour=("Le garder", page.get_url("acteurs:groupe_detail", groupe.pk)),
        ),
    )


def _change_membres(page: Page, groupe: Groupe) -> HttpResponse:
    """The cards that are named are those that this place sees; any other changes nothing."""
    fiches = list_fiches(page.membre, page.request.POST.getlist("objet"))
    if page.geste == "retirer":
        for fiche in fiches:
            detach_fiche(by=page.compte, groupe=groupe, fiche=fiche)
            messages.success(page.request, f"{fiche} ne fait plus partie du groupe.")
    else:
        added = attach_fiches(by=page.compte, groupe=groupe, fiches=fiches)
        messages.success(page.request, f"{nombre_accorde(added, 'fiche ajoutée', 'fiches ajoutées')} au groupe.")
    return page.redirect(page.get_url(ICI, groupe.pk) + "#membres")
