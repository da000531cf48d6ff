"""An organisation: who to speak to there, what it expects, what ties it to the others."""

from typing import Any
from uuid import UUID

from django.http import Http404

from convive.acteurs.actions.lien_organisations import attach_organisation, detach_organisation
from convive.acteurs.actions.organisation import (
    close_organisation,
    create_organisation,
    reopen_organisation,
    update_organisation,
)
from convive.acteurs.forms.lien_organisations import LienOrganisationsForm
from convive.acteurs.forms.organisation import FiltresOrganisationsForm, OrganisationForm
from convive.acteurs.models import Organisation
from convive.acteurs.permissions import can_get_coordonnees, can_get_position, can_list_acteurs, can_update_acteurs
from convive.acteurs.rules.annuaire import ActeurRefuse
from convive.acteurs.selectors.doublon import list_organisations_proches
from convive.acteurs.selectors.organisation import (
    LienLu,
    get_noms_communes,
    get_noms_communes_espace,
    get_organisation,
    get_remplacante,
    list_choix_organisations,
    list_fonctions,
    list_liens,
    list_organisations,
)
from convive.acteurs.views.echange import build_echanges_fiche
from convive.acteurs.views.rubrique import ACTEURS, ORGANISATIONS
from convive.espaces.permissions import can_get_journal
from convive.espaces.selectors.note import list_choix_thematiques
from convive.espaces.views.ecran import FORMULAIRE, Ecran
from convive.espaces.views.page import Formulaire, Gestes, Page, Pages, Rendu
from convive.journal.selectors import get_journal_objet
from convive.socle.objets import objets
from convive.socle.texte import parse_texte
from convive.socle.uuids import parse_uuid
from convive.ui.pagination import build_parametres

DETAIL, LIENS = "acteurs:organisation_detail", "acteurs:lien_organisations_list"
CHEMIN = "organisations/<uuid:organisation_uuid>/"
ABSENTE = "Cette organisation n’existe pas ici, ou vous n’y avez pas accès."
MAX_LIGNES = 10

pages = Pages(ACTEURS, "acteurs/", onglet=ORGANISATIONS)
organisation = pages.objet(CHEMIN, get_organisation, ABSENTE)


@pages.lecture("", droit=can_list_acteurs)
def organisation_list(page: Page) -> dict[str, Any]:
    membre = page.membre
    communes = get_noms_communes_espace(membre)
    themes = list_choix_thematiques(membre)
    form = FiltresOrganisationsForm(page.request.GET, thematiques=themes, communes=communes)
    criteres = form.get_criteres()
    liste, lignes = list_organisations(membre, criteres, page.request.GET.get("page", ""), communes)
    return {
        "form": form,
        "liste": liste,
        "lignes": lignes,
        "is_filtree": not criteres.is_vide,
        "requete": build_parametres(page.request.GET),
        "voit_coordonnees": can_get_coordonnees(membre) and not criteres.is_archivees,
        "voit_position": can_get_position(membre),
    }


@pages.ecriture("organisations/ajouter/", droit=can_update_acteurs, garde="organisation")
def organisation_create(page: Page) -> Formulaire:
    """One that looks like it is shown first."""
    membre, demande = page.membre, page.request.GET
    depart = {"type": demande.get("type", ""), "thematiques": demande.getlist("thematique")}
    form = OrganisationForm(page.data, membre=membre, communes=get_noms_communes_espace(membre), initial=depart)
    proches: list[Organisation] = []
    if form.is_valid() and "quand_meme" not in page.request.POST:
        proches = list_organisations_proches(membre, form.get_saisie().valeurs)

    def save() -> Organisation:
        if proches:
            raise ActeurRefuse
        return create_organisation(by=page.compte, espace=page.espace, saisie=form.get_saisie())

    return Formulaire(
        form,
        save,
        fait="Organisation ajoutée.",
        suite=lambda organisation: page.get_url(DETAIL, organisation.pk),
        contexte={"proches": proches},
        champ="siret",
        brouillon="nouvelle-organisation",
    )


@pages.lecture(CHEMIN, droit=can_list_acteurs)
def organisation_detail(page: Page, organisation_uuid: UUID) -> Rendu:
    membre, organisation = page.membre, get_organisation(page.membre, organisation_uuid)
    if organisation is None:
        if suite := get_remplacante(membre, organisation_uuid):
            return page.redirect(page.get_url(DETAIL, suite))
        raise Http404(ABSENTE)
    actuelles, passees = list_fonctions(organisation, page.today)
    noms = get_noms_communes([*organisation.communes, organisation.code_commune], {})
    contacts = [fonction.personne for fonction in (*actuelles, *passees)]
    contexte = {
        "organisation": organisation,
        "actuelles": actuelles,
        "passees": passees,
        "liens": list_liens(membre, organisation),
        "attentes": parse_texte(organisation.attentes),
        "motif": parse_texte(organisation.position_motif),
        "communes": sorted(noms.get(code, code) for code in organisation.communes),
        "siege": noms.get(organisation.code_commune, organisation.code_commune),
        "voit_coordonnees": can_get_coordonnees(membre),
        "voit_position": can_get_position(membre),
        "echanges": build_echanges_fiche(membre, organisation, contacts),
        "est_organisation": True,
    }
    if can_get_journal(membre):
        contexte["journal"] = get_journal_objet(objets.get_reference(organisation), MAX_LIGNES)
    return contexte


@organisation.ecriture("modifier/", droit=can_update_acteurs, garde="organisation", gabarit=FORMULAIRE)
def organisation_update(page: Page, organisation: Organisation) -> Formulaire:
    """What someone else changed meanwhile is joined, or compared."""
    codes = [*organisation.communes, organisation.code_commune]
    communes = get_noms_communes(codes, get_noms_communes_espace(page.membre))
    form = OrganisationForm(page.data, membre=page.membre, communes=communes, organisation=organisation)
    return Formulaire(
        form,
        lambda: update_organisation(by=page.compte, organisation=organisation, saisie=form.get_saisie()),
        fait="Fiche enregistrée.",
        suite=page.get_url(DETAIL, organisation.pk),
        champ="siret",
        brouillon="organisation",
        ecran=Ecran(
            titre="Modifier l’organisation",
            chapeau=organisation.nom,
            qui_voit=(
                "les personnes qui écrivent dans l’annuaire. La version d’avant des textes reste, avec son auteur."
            ),
            bouton="Enregistrer la fiche",
            champs="acteurs/_organisation_champs.html",
            retour=("Revenir à la fiche", page.get_url("acteurs:organisation_detail", organisation.pk)),
        ),
    )


@organisation.ecriture("archiver/", droit=can_update_acteurs)
def organisation_close(page: Page, organisation: Organisation) -> Gestes:
    """The page asks before it archives; « rétablir » is the same address, from the card."""
    auteur = page.compte
    return Gestes(
        {
            "archiver": (
                lambda: close_organisation(by=auteur, organisation=organisation),
                "Organisation archivée. Elle se retrouve avec le filtre «\u00a0Archivées\u00a0».",
            ),
            "retablir": (lambda: reopen_organisation(by=auteur, organisation=organisation), "Organisation rétablie."),
        },
        suite=page.get_url(DETAIL, organisation.pk),
    )


@organisation.ecriture("liens/", droit=can_update_acteurs)
def lien_organisations_list(page: Page, organisation: Organisation) -> Rendu:
    """What ties an organisation to the others: add a tie, take one away."""
    liens, ici = list_liens(page.membre, organisation), page.get_url(LIENS, organisation.pk)
    if page.geste == "retirer":
        _detach(page, liens)
        return page.redirect(ici, "Lien retiré.")
    choix = [autre for autre in list_choix_organisations(page.membre) if autre.pk != organisation.pk]
    form = LienOrganisationsForm(page.data, organisations=choix)

    def save() -> None:
        nature, precision = form.cleaned_data["nature"], form.cleaned_data["precision"]
        vers = form.get_autre()
        attach_organisation(by=page.compte, de=organisation, vers=vers, nature=nature, precision=precision)

    return Formulaire(form, save, fait="Lien ajouté.", suite=ici, champ="autre", contexte={"liens": liens})


def _detach(page: Page, liens: list[LienLu]) -> None:
    uuid = parse_uuid(page.request.POST.get("objet", ""))
    lien = next((lu.lien for lu in liens if lu.lien.pk == uuid), None)
    if lien is None:
        raise Http404("Ce lien n’existe pas, ou a déjà été retiré.")
    lien.espace = page.espace
    detach_organisation(by=page.compte, lien=lien)
