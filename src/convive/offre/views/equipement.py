"""The services of an espace: the list, one service, what it did each year."""

from typing import Any

from convive.acteurs.selectors.organisation import (
    get_noms_communes,
    get_noms_communes_espace,
    list_choix_organisations,
)
from convive.espaces.permissions import can_get_journal
from convive.espaces.selectors.note import list_choix_thematiques
from convive.espaces.views.ecran import FORMULAIRE, Ecran
from convive.espaces.views.page import Formulaire, Gestes, Page, Pages
from convive.journal.selectors import get_journal_objet
from convive.offre.actions.annee import update_annee
from convive.offre.actions.equipement import (
    close_service,
    create_service,
    reopen_service,
    update_service,
    validate_service,
)
from convive.offre.forms.annee import AnneeForm
from convive.offre.forms.equipement import FiltresServicesForm, ServiceForm
from convive.offre.models import ServiceEquipement
from convive.offre.permissions import can_get_montants, can_list_services, can_update_services
from convive.offre.rules.offre import DECLARER_ANNEE
from convive.offre.rules.verification import is_a_verifier
from convive.offre.selectors.catalogue import get_parametres, get_prestations, list_types
from convive.offre.selectors.cof import list_cofs_service
from convive.offre.selectors.equipement import (
    get_annee,
    get_bilan,
    get_nom_commune,
    get_nom_type,
    get_service,
    list_annees,
    list_avertissements_service,
    list_services,
)
from convive.offre.views.rubrique import OFFRE
from convive.socle.objets import objets
from convive.socle.texte import parse_texte
from convive.ui.pagination import build_parametres

MAX_LIGNES_JOURNAL = 10

pages = Pages(OFFRE, "offre/")
service = pages.objet(
    "services/<uuid:service_uuid>/", get_service, "Ce service n’existe pas ici, ou vous n’y avez pas accès."
)


@pages.lecture("", droit=can_list_services)
def service_list(page: Page) -> dict[str, Any]:
    membre, parametres, types = page.membre, get_parametres(page.today), list_types(page.espace)
    communes = get_noms_communes_espace(membre)
    themes = list_choix_thematiques(membre)
    form = FiltresServicesForm(page.request.GET, types=types, thematiques=themes, communes=communes)
    criteres = form.get_criteres()
    liste, lignes = list_services(
        membre,
        criteres,
        page.request.GET.get("page", ""),
        types=types,
        noms=communes,
        today=page.today,
        parametres=parametres,
    )
    return {
        "form": form,
        "liste": liste,
        "lignes": lignes,
        "is_filtree": not criteres.is_vide,
        "requete": build_parametres(page.request.GET),
        "bilan": get_bilan(membre, page.today, parametres),
        "parametres": parametres,
    }


@pages.ecriture("services/ajouter/", droit=can_update_services, gabarit=FORMULAIRE)
def service_create(page: Page) -> Formulaire:
    form = _build_form(page)
    return Formulaire(
        form,
        lambda: create_service(by=page.compte, espace=page.espace, saisie=form.get_saisie()),
        fait="Service ajouté.",
        suite=lambda service: page.get_url("offre:service_detail", service.pk),
        brouillon="nouveau-service",
        ecran=Ecran(
            titre="Ajouter un service",
            chapeau="Un nom et un type suffisent pour commencer\u00a0; le reste se complète à plusieurs.",
            qui_voit="les personnes qui écrivent dans l’offre de services.",
            bouton="Ajouter le service",
            champs="offre/_service_champs.html",
            retour=("Revenir à l’offre", page.get_url("offre:service_list")),
        ),
    )


@service.lecture("", droit=can_list_services)
def service_detail(page: Page, service: ServiceEquipement) -> dict[str, Any]:
    membre, parametres = page.membre, get_parametres(page.today)
    noms = get_noms_communes(service.communes, {service.code_commune: get_nom_commune(service)})
    textes = (("Horaires", service.horaires), ("Tarif", service.tarif), ("Précisions", service.precisions))
    versements = {**get_prestations("ps"), **get_prestations("bonus")}
    contexte = {
        "annee_courante": page.today.year,
        "type_nom": get_nom_type(service),
        "annees": list_annees(service),
        "avertissements": list_avertissements_service(service, page.today, parametres),
        "is_a_verifier": is_a_verifier(service.date_verification, page.today, parametres.mois_verification),
        "cofs": list_cofs_service(membre, service, page.today, parametres),
        "commune": get_nom_commune(service),
        "communes": sorted(noms.get(code, code) for code in service.communes),
        "textes": [(titre, parse_texte(texte)) for titre, texte in textes if texte],
        "versements": [versements.get(cle, cle) for cle in (*service.ps_percues, *service.bonus_percus)],
        "geste": DECLARER_ANNEE,
        "voit_montants": can_get_montants(membre),
    }
    if can_get_journal(membre):
        contexte["journal"] = get_journal_objet(objets.get_reference(service), MAX_LIGNES_JOURNAL)
    return contexte


@service.ecriture("modifier/", droit=can_update_services, gabarit=FORMULAIRE)
def service_update(page: Page, service: ServiceEquipement) -> Formulaire:
    """Edit a service. Changes that someone else made meanwhile are merged, or shown for a choice."""
    form = _build_form(page, service)
    return Formulaire(
        form,
        lambda: update_service(by=page.compte, service=service, saisie=form.get_saisie()),
        fait="Service enregistré.",
        suite=page.get_url("offre:service_detail", service.pk),
        brouillon="service",
        ecran=Ecran(
            titre="Modifier le service",
            chapeau=service.nom,
            qui_voit="les personnes qui écrivent dans l’offre de services.",
            bouton="Enregistrer le service",
            champs="offre/_service_champs.html",
            retour=("Revenir au service", page.get_url("offre:service_detail", service.pk)),
        ),
    )


@service.ecriture("archiver/", droit=can_update_services)
def service_close(page: Page, service: ServiceEquipement) -> Gestes:
    """A page that asks for confirmation before archiving; the service's page posts its two other actions here too."""
    auteur = page.compte
    return Gestes(
        {
            "archiver": (
                lambda: close_service(by=auteur, service=service),
                "Service archivé. Il se retrouve avec le filtre «\u00a0Archivés\u00a0».",
            ),
            "retablir": (lambda: reopen_service(by=auteur, service=service), "Service rétabli."),
            "verifier": (lambda: validate_service(by=auteur, service=service), "Fiche vérifiée aujourd’hui."),
        },
        suite=page.get_url("offre:service_detail", service.pk),
    )


@service.ecriture("annees/<int:annee>/", droit=can_update_services)
def annee_update(page: Page, service: ServiceEquipement, annee: int) -> Formulaire:
    """What a service did in a year, and who supported it."""
    lue, organisations = get_annee(service, annee), list_choix_organisations(page.membre)
    form = AnneeForm(page.data, annee=lue, organisations=organisations)
    return Formulaire(
        form,
        lambda: update_annee(by=page.compte, service=service, annee=annee, saisie=form.get_saisie()),
        fait=f"Année {annee} enregistrée.",
        suite=page.get_url("offre:service_detail", service.pk),
        contexte={"annee": annee, "annee_avant": annee - 1, "annee_apres": annee + 1},
    )


def _build_form(page: Page, service: ServiceEquipement | None = None) -> ServiceForm:
    """The form of a service, with all its choices."""
    membre, demande = page.membre, page.request.GET
    codes = [*service.communes, service.code_commune] if service else []
    return ServiceForm(
        page.data,
        membre=membre,
        communes=get_noms_communes(codes, get_noms_communes_espace(membre)),
        organisations=list_choix_organisations(membre),
        types=list_types(page.espace),
        service=service,
        initial={"type_cle": demande.get("type", ""), "code_commune": demande.get("commune", "")},
    )
