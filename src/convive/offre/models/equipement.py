"""A place or a team that serves families, with what it does each year and who supports it."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import F, Q

from convive.acteurs.models import Organisation
from convive.acteurs.rules.identifiants import TAILLE_RNA, TAILLE_SIRET
from convive.espaces.models import Espace, EspaceLieQuerySet, PorteeQuerySet, Thematique, filter_membres_concernes
from convive.offre.rules.offre import (
    ANNEES,
    DECLARER_ANNEE,
    DROIT_LIRE,
    MAX_CLE,
    MAX_NOM,
    MAX_SOURCE,
    MAX_TEXTE,
    MAX_TEXTE_COURT,
)
from convive.offre.rules.types_usuels import get_types_usuels
from convive.offre.rules.uai import TAILLE_UAI
from convive.socle.champs import ChampCommune, ChampListe
from convive.socle.maison import INCLUS, PIECES, Echanges, Maison
from convive.socle.noms import fold_nom
from convive.socle.objets import ModeleUuid


class StatutGestion(models.TextChoices):
    INCONNU = "inconnu", "Non renseigné"
    REGIE = "regie", "Régie"
    ASSOCIATION = "association", "Association"
    DSP = "dsp", "Délégation de service public"
    ENTREPRISE = "entreprise", "Entreprise"
    CCAS = "ccas", "CCAS ou CIAS"
    SYNDICAT = "syndicat", "Syndicat"
    ETAT = "etat", "État ou département"


class ServiceQuerySet(PorteeQuerySet["ServiceEquipement"]):
    """A membre limited to thématiques or communes sees the services that work there, and those that are for
    everyone."""

    droit = DROIT_LIRE

    def bulk_create(self, objs: Iterable["ServiceEquipement"], *args: Any, **kwargs: Any) -> list["ServiceEquipement"]:
        """Set `nom_compare`, used to find duplicates, since `bulk_create` does not call `save()`."""
        rows = list(objs)
        for row in rows:
            row.nom_compare = fold_nom(row.nom)[:MAX_NOM]
        return super().bulk_create(rows, *args, **kwargs)


def get_textes(service: "ServiceEquipement") -> tuple[str, str]:
    """The texts for the search. The type has its default name: the espace's own name for it is in another row."""
    usuel = get_types_usuels().get(service.type_cle)
    corps = (usuel.nom if usuel else "", service.adresse, service.public, service.precisions)
    return service.nom, "\n".join(filter(None, corps))


class ServiceEquipement(ModeleUuid):
    """`type_cle` is a key of the usual types or of a `TypeService` of the espace. `communes` are the INSEE codes of the
    communes that it serves, its own included; empty means all. Both dates of the agrément are included. Ages are in
    whole years.

    `identifiant_motif` says why it has no official number. `version` increases at each change.
    """

    espace = models.ForeignKey(Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="equipements")
    nom = models.CharField("nom", max_length=MAX_NOM)
    nom_compare = models.CharField("nom comparé", max_length=MAX_NOM, editable=False, default="")
    type_cle = models.CharField("type", max_length=MAX_CLE)
    gestionnaire = models.ForeignKey(
        Organisation,
        verbose_name="gestionnaire",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="services_geres",
    )
    statut_gestion = ChampListe(
        "mode de gestion", StatutGestion, max_length=20, default=StatutGestion.INCONNU, connu="service_gestion_connue"
    )
    siret = models.CharField("SIRET", max_length=TAILLE_SIRET, blank=True)
    rna = models.CharField("numéro RNA", max_length=TAILLE_RNA, blank=True)
    uai = models.CharField("UAI", max_length=TAILLE_UAI, blank=True)
    identifiant_motif = models.CharField("pourquoi aucun numéro", max_length=MAX_TEXTE_COURT, blank=True)
    code_commune = ChampCommune(blank=True, help_text="Code Insee.")
    adresse = models.CharField("adresse", max_length=MAX_TEXTE_COURT, blank=True)
    latitude = models.DecimalField("latitude", max_digits=8, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField("longitude", max_digits=9, decimal_places=6, null=True, blank=True)
    thematiques = models.ManyToManyField(Thematique, verbose_name="thématiques", blank=True, related_name="equipements")
    communes = models.JSONField("communes servies", default=list, blank=True)
    agrement_debut = models.DateField("agréé depuis le", null=True, blank=True)
    agrement_fin = models.DateField("agréé jusqu’au", null=True, blank=True)
    capacite_agreee = models.PositiveIntegerField("capacité agréée", null=True, blank=True)
    places = models.PositiveIntegerField("places", null=True, blank=True)
    public = models.CharField("public", max_length=MAX_TEXTE_COURT, blank=True)
    age_min = models.PositiveSmallIntegerField("à partir de (ans)", null=True, blank=True)
    age_max = models.PositiveSmallIntegerField("jusqu’à (ans)", null=True, blank=True)
    horaires = models.TextField("horaires", max_length=MAX_TEXTE, blank=True)
    tarif = models.TextField("tarif", max_length=MAX_TEXTE, blank=True)
    etp = models.DecimalField("ETP", max_digits=6, decimal_places=2, null=True, blank=True)
    ps_percues = models.JSONField("prestations perçues", default=list, blank=True)
    bonus_percus = models.JSONField("bonus perçus", default=list, blank=True)
    precisions = models.TextField("précisions", max_length=MAX_TEXTE, blank=True)
    source = models.CharField("source", max_length=MAX_SOURCE, blank=True)
    visible_public = models.BooleanField("peut être montré au public", default=True)
    date_verification = models.DateField("vérifié le", null=True, blank=True)
    archive_le = models.DateTimeField("archivé le", null=True, blank=True)
    version = models.PositiveIntegerField("version", default=1)

    objects = ServiceQuerySet.as_manager()

    maison = Maison(
        "service",
        "le service",
        page="offre:service_detail",
        cherche=get_textes,
        gestes=(DECLARER_ANNEE,),
        pieces=PIECES,
        echanges=Echanges(filter_membres_concernes),
        copie=INCLUS,
    )

    class Meta:
        verbose_name = "service"
        verbose_name_plural = "services"
        ordering = ["espace", "nom", "uuid"]
        indexes = [models.Index(fields=["espace", "nom_compare"], name="service_compare")]
        constraints = [
            models.CheckConstraint(condition=~Q(nom=""), name="service_nom_rempli"),
            models.CheckConstraint(condition=~Q(type_cle=""), name="service_type_rempli"),
            models.CheckConstraint(
                condition=Q(agrement_debut__isnull=True)
                | Q(agrement_fin__isnull=True)
                | Q(agrement_fin__gte=F("agrement_debut")),
                name="service_agrement_ordonne",
            ),
            models.CheckConstraint(
                condition=Q(age_min__isnull=True) | Q(age_max__isnull=True) | Q(age_max__gte=F("age_min")),
                name="service_ages_ordonnes",
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="service_position_entiere",
            ),
        ]

    def __str__(self) -> str:
        return self.nom

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.nom_compare = fold_nom(self.nom)[:MAX_NOM]
        super().save(*args, **kwargs)


class AnneeQuerySet[M: models.Model](EspaceLieQuerySet[M]):
    """Rows attached to a service, visible to those who can see the service."""

    def visible_to(self, compte: Any) -> "AnneeQuerySet[M]":
        return self.filter(service__in=ServiceEquipement.objects.visible_to(compte))


class SoutienCollectivite(ModeleUuid):
    """The support of a collectivité to a service in a year, a condition of the bonus territoire. A null amount is
    unknown."""

    service = models.ForeignKey(
        ServiceEquipement, verbose_name="service", on_delete=models.CASCADE, related_name="soutiens"
    )
    organisation = models.ForeignKey(
        Organisation, verbose_name="collectivité", on_delete=models.CASCADE, related_name="soutiens_donnes"
    )
    annee = models.PositiveSmallIntegerField("année")
    montant_euros = models.DecimalField("montant (€)", max_digits=12, decimal_places=2, null=True, blank=True)

    objects = AnneeQuerySet["SoutienCollectivite"].as_manager()

    maison = Maison(copie=INCLUS)

    class Meta:
        verbose_name = "soutien d’une collectivité"
        verbose_name_plural = "soutiens des collectivités"
        ordering = ["service", "-annee", "organisation"]
        constraints = [
            models.UniqueConstraint(fields=["service", "organisation", "annee"], name="soutien_unique"),
            models.CheckConstraint(
                condition=Q(montant_euros__isnull=True) | Q(montant_euros__gte=Decimal(0)), name="soutien_positif"
            ),
            models.CheckConstraint(condition=Q(annee__range=(ANNEES[0], ANNEES[-1])), name="soutien_annee_connue"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}, {self.annee}"


class ActiviteAnnuelle(ModeleUuid):
    """What a service did in a year. An unknown figure is null, which is not zero. `familles` is the file active."""

    CHAMPS = ("heures_theoriques", "heures_realisees", "heures_facturees", "enfants", "familles")

    service = models.ForeignKey(
        ServiceEquipement, verbose_name="service", on_delete=models.CASCADE, related_name="activites"
    )
    annee = models.PositiveSmallIntegerField("année")
    heures_theoriques = models.PositiveIntegerField("heures théoriques", null=True, blank=True)
    heures_realisees = models.PositiveIntegerField("heures réalisées", null=True, blank=True)
    heures_facturees = models.PositiveIntegerField("heures facturées", null=True, blank=True)
    enfants = models.PositiveIntegerField("enfants ou jeunes différents", null=True, blank=True)
    familles = models.PositiveIntegerField("familles (file active)", null=True, blank=True)

    objects = AnneeQuerySet["ActiviteAnnuelle"].as_manager()

    maison = Maison(copie=INCLUS)

    class Meta:
        verbose_name = "activité d’une année"
        verbose_name_plural = "activités par année"
        ordering = ["service", "-annee"]
        constraints = [
            models.UniqueConstraint(fields=["service", "annee"], name="activite_unique"),
            models.CheckConstraint(condition=Q(annee__range=(ANNEES[0], ANNEES[-1])), name="activite_annee_connue"),
        ]

    def __str__(self) -> str:
        return f"{self.service}, {self.annee}"
