"""Which bodies the next CTG takes from this one; those that belong to the espace go on by themselves."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from convive.comptes.models import Compte
from convive.convention.models import Ctg
from convive.convention.rules.ctg import ConventionRefusee
from convive.convention.selectors.registre_reprises import BienCommun, Presentation, Reprise, biens_communs, reprises
from convive.espaces.actions.ecriture import Coches
from convive.gouvernance.actions.instance import SaisieInstance, create_instance
from convive.gouvernance.models import Instance, MembreInstance
from convive.gouvernance.rules.instances import MAX_NOM, GouvernanceRefusee
from convive.socle.formats import nombre_accorde


def list_instances(ctgs: Collection[UUID]) -> QuerySet[Instance]:
    return Instance.objects.filter(ctg__in=ctgs, archivee_le__isnull=True).order_by("created_at", "pk")


def present_instance(instance: Instance, ctg: Ctg) -> Presentation:
    url = reverse("gouvernance:instance_detail", args=[ctg.espace_id, instance.pk])
    rythme = instance.seances_par_an
    said = f"{nombre_accorde(rythme, 'séance')} par an" if rythme else "sans rythme fixe"
    return Presentation(instance.nom, f"{instance.get_type_display()}, {said}", url)


def name_suite(instance: Instance, ctg: Ctg) -> str:
    """Two bodies in use have not the same name: the next one bears the years of its CTG."""
    annees = f" {ctg.date_debut.year}-{ctg.date_fin.year}"
    return f"{instance.nom[: MAX_NOM - len(annees)]}{annees}"


def carry_instance(by: Compte, instance: Instance, ctg: Ctg) -> Instance:
    """The same body for the next CTG, with those who sit there today, from its first day; twice gives the same.

    The former one lives until the end of its own CTG: its séances and its decisions stay with it.
    """
    nom = name_suite(instance, ctg)
    if found := Instance.objects.filter(ctg=ctg, type=instance.type, nom=nom, archivee_le__isnull=True).first():
        return found
    saisie = SaisieInstance(
        type=instance.type,
        nom=nom,
        role=instance.role,
        thematiques=Coches(frozenset(instance.thematiques.values_list("pk", flat=True))),
        communes=tuple(instance.communes),
        ctg=ctg,
        presidence=instance.presidence,
        seances_par_an=instance.seances_par_an,
        duree_minutes=instance.duree_minutes,
        jour_semaine=instance.jour_semaine,
        heure_debut=instance.heure_debut,
        lieu=instance.lieu,
        quorum=instance.quorum,
        is_ouverte_partenaires=instance.is_ouverte_partenaires,
    )
    try:
        carried = create_instance(by=by, espace=ctg.espace, saisie=saisie)
    except GouvernanceRefusee as refus:
        raise ConventionRefusee(*refus.messages) from refus
    _copy_sieges(instance, carried, ctg)
    return carried


def _copy_sieges(instance: Instance, carried: Instance, ctg: Ctg) -> None:
    """The titulaires first: a suppléant·e names one of them."""
    debut = max(ctg.date_debut, timezone.localdate())
    copies: dict[UUID | None, MembreInstance] = {}
    sieges = MembreInstance.objects.en_cours().filter(instance=instance)
    for siege in sorted(sieges, key=lambda row: row.supplee_id is not None):
        copies[siege.pk] = MembreInstance.objects.create(
            instance=carried,
            personne=siege.personne,
            organisation=siege.organisation,
            nom=siege.nom,
            qualite=siege.qualite,
            siege=siege.siege,
            supplee=copies.get(siege.supplee_id),
            voix=siege.voix,
            is_elu=siege.is_elu,
            date_debut=debut,
        )


def record_reprises() -> None:
    reprises.record(
        Reprise(
            "instance",
            "Les instances",
            "instance",
            "instances",
            "Reprise, une instance garde son rôle, son rythme et celles et ceux qui y siègent, à confirmer. "
            "Ses séances et ses décisions restent avec l’ancienne. Sans CTG, une instance continue d’elle-même.",
            list_instances,
            present_instance,
            carry_instance,
        )
    )
    biens_communs.record(
        BienCommun(
            "instance",
            "instance",
            "instances",
            lambda espaces: Instance.objects.filter(espace__in=espaces, ctg__isnull=True, archivee_le__isnull=True),
            "gouvernance:instance_list",
        )
    )
