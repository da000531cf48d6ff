"""A person: what she does, and where that is known from. Nothing that someone would think of her."""

from typing import Any
from uuid import UUID

from django.http import Http404

from convive.acteurs.actions.personne import close_personne, create_personne, reopen_personne, update_personne
from convive.acteurs.forms.personne import FiltresPersonnesForm, FonctionForm, PersonneForm
from convive.acteurs.models import Personne
from convive.acteurs.permissions import can_get_coordonnees, can_list_acteurs, can_update_acteurs
from convive.acteurs.rules.annuaire import ActeurRefuse
from convive.acteurs.selectors.doublon import list_personnes_proches
from convive.acteurs.selectors.lettre import is_opposee
from convive.acteurs.selectors.organisation import list_choix_organisations
from convive.acteurs.selectors.personne import get_personne, get_remplacante, list_personnes
from convive.acteurs.views.echange import build_echanges_fiche
from convive.acteurs.views.rubrique import ACTEURS, PERSONNES
from convive.espaces.views.ecran import FORMULAIRE, Ecran
from convive.espaces.views.page import Formulaire, Gestes, Page, Pages, Rendu
from convive.ui.pagination import build_parametres

DETAIL = "acteurs:personne_detail"
CHEMIN = "<uuid:personne_uuid>/"
ABSENTE = "Cette personne n’est pas dans cet annuaire, ou vous n’y avez pas accès."

pages = Pages(ACTEURS, "acteurs/personnes/", onglet=PERSONNES)
personne = pages.objet(CHEMIN, get_personne, ABSENTE)


@pages.lecture("", droit=can_list_acteurs)
def personne_list(page: Page) -> dict[str, Any]:
    """The people of the directory, by what they do."""
    form = FiltresPersonnesForm(page.request.GET, auto_id="filtre_%s")
    form.is_valid()
    q, situation = form.cleaned_data.get("q", ""), form.cleaned_data.get("situation", "")
    liste, lignes = list_personnes(page.membre, q, situation, page.request.GET.get("page", ""))
    return {
        "form": form,
        "liste": liste,
        "lignes": lignes,
        "is_filtree": bool(q or situation),
        "requete": build_parametres(page.request.GET),
        "peut_suivre": can_update_acteurs(page.membre),
        "voit_coordonnees": can_get_coordonnees(page.membre),
    }


@pages.ecriture("ajouter/", droit=can_update_acteurs)
def personne_create(page: Page) -> Formulaire:
    """With the function by which one meets her; someone who looks like her is shown first."""
    membre, form = page.membre, PersonneForm(page.data)
    initial = {"organisation": page.request.GET.get("organisation", "")}
    choix = list_choix_organisations(membre)
    fonction = FonctionForm(page.data, organisations=choix, initial=initial, is_facultative=True)
    proches: list[Personne] = []
    # Both are read, so that both say what is to be corrected.
    is_complete = all([form.is_valid(), fonction.is_valid()])
    if is_complete and "quand_meme" not in page.request.POST:
        proches = list_personnes_proches(membre, form.get_saisie().valeurs)

    def save() -> Personne:
        if proches or not is_complete:
            raise ActeurRefuse
        saisie, tenue = form.get_saisie(), fonction.get_saisie()
        return create_personne(by=page.compte, espace=page.espace, saisie=saisie, fonction=tenue)

    return Formulaire(
        form,
        save,
        fait="Personne ajoutée.",
        suite=lambda personne: page.get_url(DETAIL, personne.pk),
        contexte={"fonction": fonction, "proches": proches},
    )


@pages.lecture(CHEMIN, droit=can_list_acteurs)
def personne_detail(page: Page, personne_uuid: UUID) -> Rendu:
    membre, personne = page.membre, get_personne(page.membre, personne_uuid)
    if personne is None:
        if suite := get_remplacante(membre, personne_uuid):
            return page.redirect(page.get_url(DETAIL, suite))
        raise Http404(ABSENTE)
    fonctions = list(personne.fonctions.all())
    passees = [f for f in fonctions if f.date_fin is not None and f.date_fin <= page.today]
    return {
        "personne": personne,
        "actuelles": [fonction for fonction in fonctions if fonction not in passees],
        "passees": passees,
        "groupes": list(personne.groupes.all()),
        "echanges": build_echanges_fiche(membre, personne, [f.organisation for f in fonctions]),
        "est_organisation": False,
        "voit_coordonnees": can_get_coordonnees(membre),
        "ne_veut_plus_de_lettres": can_get_coordonnees(membre) and is_opposee(personne),
    }


@personne.ecriture("modifier/", droit=can_update_acteurs, gabarit=FORMULAIRE)
def personne_update(page: Page, personne: Personne) -> Formulaire:
    """What someone else changed meanwhile is joined, or compared."""
    form = PersonneForm(page.data, personne=personne)
    return Formulaire(
        form,
        lambda: update_personne(by=page.compte, personne=personne, saisie=form.get_saisie()),
        fait="Fiche enregistrée.",
        suite=page.get_url(DETAIL, personne.pk),
        ecran=Ecran(
            titre="Modifier la fiche",
            chapeau=str(personne),
            qui_voit="les personnes qui écrivent dans l’annuaire.",
            bouton="Enregistrer la fiche",
            champs="acteurs/_personne_champs.html",
            retour=("Revenir à la fiche", page.get_url(DETAIL, personne.pk)),
        ),
    )


@personne.ecriture("archiver/", droit=can_update_acteurs)
def personne_close(page: Page, personne: Personne) -> Gestes:
    """The page asks before it archives; « rétablir » is the same address, from the card."""
    return Gestes(
        {
            "archiver": (
                lambda: close_personne(by=page.compte, personne=personne),
                "Fiche archivée. Elle se retrouve avec le filtre «\u00a0Archivées\u00a0».",
            ),
            "retablir": (lambda: reopen_personne(by=page.compte, personne=personne), "Fiche rétablie."),
        },
        suite=page.get_url(DETAIL, personne.pk),
    )
