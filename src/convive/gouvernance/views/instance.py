"""The register of the bodies, each of them, and who sits in it."""

from typing import Any
from uuid import UUID

from django.http import Http404

from convive.acteurs.permissions import can_create_lettre
from convive.acteurs.selectors.organisation import list_choix_organisations
from convive.acteurs.selectors.personne import list_choix_personnes
from convive.convention.selectors.ctg import list_ctgs
from convive.espaces.selectors.note import list_choix_thematiques
from convive.espaces.views.page import Formulaire, Page, Pages
from convive.gouvernance.actions.instance import close_instance, create_instance, reopen_instance, update_instance
from convive.gouvernance.actions.membre import (
    SaisieMembre,
    create_membre,
    create_membres,
    create_sieges,
    delete_membre,
    update_membre,
)
from convive.gouvernance.forms.instance import InstanceForm, MembreForm, SiegesForm, build_initial_usuel
from convive.gouvernance.models import Instance, MembreInstance
from convive.gouvernance.permissions import can_list_brouillons, can_list_instances, can_update_instances
from convive.gouvernance.rules.instances import USAGES, TypeInstance
from convive.gouvernance.selectors.composition import (
    Suggestion,
    get_composition,
    get_membre_instance,
    list_sieges,
    list_suggestions,
)
from convive.gouvernance.selectors.connus import list_sans_fiche
from convive.gouvernance.selectors.instance import (
    get_instance,
    list_decisions_ouvertes,
    list_instances,
    list_sans_instance,
)
from convive.gouvernance.selectors.seance import list_attente, list_seances
from convive.gouvernance.views.rubrique import (
    GOUVERNANCE,
    INSTANCE,
    INSTANCE_ABSENTE,
    place_instance,
)
from convive.socle.formats import nombre_accorde

AJOUTER_MEMBRE = "gouvernance:membre_create"

pages = Pages(GOUVERNANCE, "instances/")
instance = pages.objet("<uuid:instance_uuid>/", get_instance, INSTANCE_ABSENTE, autour=place_instance)


@pages.lecture("", droit=can_list_instances)
def instance_list(page: Page) -> dict[str, Any]:
    """Who meets, how often, when next."""
    archivees = "archivees" in page.request.GET
    return {
        "lignes": list_instances(page.membre, page.today, archivees=archivees),
        "is_archivees": archivees,
        "sans_instance": (
            list_sans_instance(page.membre) if can_update_instances(page.membre) and not archivees else []
        ),
    }


@pages.ecriture("ajouter/", droit=can_update_instances)
def instance_create(page: Page) -> Formulaire:
    """From a usual kind (`?type=`) or from nothing."""
    wanted, choix = page.request.GET.get("type", ""), _list_choix(page)
    theme = next((row for row in choix["thematiques"] if str(row.pk) == page.request.GET.get("thematique", "")), None)
    form = InstanceForm(page.data, initial=build_initial_usuel(wanted, theme), **choix)
    return Formulaire(
        form,
        lambda: create_instance(by=page.compte, espace=page.espace, saisie=form.get_saisie()),
        fait=lambda creee: f"«\u00a0{creee}\u00a0» est créée\u00a0: indiquez maintenant qui y siège.",
        suite=lambda creee: page.get_url(AJOUTER_MEMBRE, creee.pk),
        contexte={
            "type_voulu": wanted,
            "types": [(cle.value, cle.libelle, USAGES[cle].role) for cle in TypeInstance],
            "is_choisi": bool(wanted) or form.is_bound,
        },
    )


@instance.lecture("", droit=can_list_instances)
def instance_detail(page: Page, instance: Instance) -> dict[str, Any]:
    """Who sits in it, its séances, what waits for the next one, what is to be followed."""
    membre = page.membre
    a_venir, passees = list_seances(membre, instance, page.today)
    return {
        "thematiques": list(instance.thematiques.all()),
        "composition": get_composition(membre, instance, page.today),
        "a_venir": a_venir,
        "passees": passees,
        "attente": list_attente(instance) if can_list_brouillons(membre) else [],
        "decisions": list_decisions_ouvertes(membre, instance),
        "peut_envoyer": can_create_lettre(membre) and not page.espace.is_expire,
    }


@instance.ecriture("modifier/", droit=can_update_instances)
def instance_update(page: Page, instance: Instance) -> Formulaire:
    """Change it, archive it, put it back in use."""
    geste = {"archiver": close_instance, "remettre": reopen_instance}.get(page.geste)
    suite = page.get_url(INSTANCE, instance.pk)
    form = InstanceForm(page.data if geste is None else None, instance=instance, **_list_choix(page))
    if geste is not None:
        return Formulaire(
            None,
            lambda: geste(by=page.compte, instance=instance),
            fait=f"«\u00a0{instance}\u00a0»\u00a0: c’est fait.",
            suite=suite,
            contexte={"form": form},
        )

    def save() -> None:
        version = form.cleaned_data["version"]
        update_instance(by=page.compte, instance=instance, saisie=form.get_saisie(), version=version)

    return Formulaire(form, save, fait="Instance enregistrée.", suite=suite)


@instance.ecriture("membres/ajouter/", droit=can_update_instances)
def membre_create(page: Page, instance: Instance) -> Formulaire:
    """Seat people in a body: those whom one expects there, ticked at once, several by their names, or one in detail."""
    suggestions, choix = list_suggestions(page.membre, instance, page.today), _list_choix_siege(page, instance)
    geste = page.geste if page.geste in ("suggestions", "plusieurs") else ""
    form = MembreForm(None if geste else page.data, **choix)
    qui = {cle: choix[cle] for cle in ("personnes", "organisations", "connus")}
    plusieurs = SiegesForm(page.data if geste == "plusieurs" else None, **qui)
    contexte = {"form": form, "plusieurs": plusieurs, "suggestions": suggestions}
    if not geste:
        return Formulaire(
            form,
            lambda: create_membre(by=page.compte, instance=instance, saisie=form.get_saisie()),
            fait=lambda siege: f"{siege} siège maintenant.",
            suite=page.get_url(AJOUTER_MEMBRE, instance.pk),
            contexte=contexte,
        )

    def seat() -> list[MembreInstance]:
        if geste == "suggestions":
            return _seat(page, instance, suggestions)
        return create_sieges(by=page.compte, instance=instance, saisies=plusieurs.get_saisies())

    return Formulaire(
        plusieurs if geste == "plusieurs" else None,
        seat,
        fait=lambda assis: f"{nombre_accorde(len(assis), 'siège ajouté', 'sièges ajoutés')}.",
        suite=page.get_url(INSTANCE, instance.pk),
        contexte=contexte,
    )


def _seat(page: Page, instance: Instance, suggestions: list[Suggestion]) -> list[MembreInstance]:
    wanted = set(page.request.POST.getlist("suggestions"))
    saisies = [
        SaisieMembre(page.today, personne=row.personne, organisation=row.organisation, is_elu=row.is_elu)
        for row in suggestions
        if row.cle in wanted
    ]
    return create_membres(by=page.compte, instance=instance, saisies=saisies)


@instance.ecriture("membres/<uuid:siege_uuid>/", droit=can_update_instances)
def membre_update(page: Page, instance: Instance, siege_uuid: UUID) -> Formulaire:
    """Mend a seat, end its mandate, or take it away when it was a mistake."""
    siege = get_membre_instance(instance, siege_uuid)
    if siege is None:
        raise Http404("Ce siège n’existe pas dans cette instance.")
    suite, is_retrait = page.get_url(INSTANCE, instance.pk), page.geste == "retirer"
    form = MembreForm(None if is_retrait else page.data, membre=siege, **_list_choix_siege(page, instance))
    if is_retrait:
        return Formulaire(
            None,
            lambda: delete_membre(by=page.compte, membre=siege),
            fait=f"{siege} ne siège plus.",
            suite=suite,
            contexte={"form": form, "siege": siege},
        )
    return Formulaire(
        form,
        lambda: update_membre(by=page.compte, membre=siege, saisie=form.get_saisie()),
        fait="Siège enregistré.",
        suite=suite,
        contexte={"siege": siege},
    )


def _list_choix(page: Page) -> dict[str, Any]:
    """What the form of a body offers."""
    return {
        "thematiques": list_choix_thematiques(page.membre),
        "ctgs": list_ctgs(page.membre),
        "personnes": list_choix_personnes(page.membre),
    }


def _list_choix_siege(page: Page, instance: Instance) -> dict[str, Any]:
    """What the form of a seat offers."""
    personnes = list_choix_personnes(page.membre)
    return {
        "personnes": personnes,
        "connus": list_sans_fiche(page.espace, personnes),
        "organisations": list_choix_organisations(page.membre),
        "sieges": list_sieges(instance),
    }
