"""Who signs a CTG, and the délibérations by which each one may."""

import datetime
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

from convive.acteurs.models import Organisation, Personne, TypeOrganisation
from convive.convention.models.avenant import Avenant
from convive.convention.models.ctg import Ctg
from convive.convention.rules.ctg import MAX_PERSONNE, MAX_QUALITE
from convive.convention.rules.deliberations import MAX_NUMERO
from convive.documents.models import PieceJointe
from convive.socle.objets import ModeleUuid

COLLECTIVITES = frozenset({TypeOrganisation.COMMUNE.value, TypeOrganisation.EPCI.value})


class RoleSignataire(models.TextChoices):
    PORTEUR = "porteur", "Porteur"
    CO_SIGNATAIRE = "co_signataire", "Cosignataire"
    PARTENAIRE_ASSOCIE = "partenaire_associe", "Partenaire associé"


class OrganeDeliberant(models.TextChoices):
    """Usage, to compare with the statutes of each institution."""

    CONSEIL_MUNICIPAL = "conseil_municipal", "Conseil municipal"
    CONSEIL_COMMUNAUTAIRE = "conseil_communautaire", "Conseil communautaire"
    COMITE_SYNDICAL = "comite_syndical", "Comité syndical"
    COMMISSION_PERMANENTE = "commission_permanente", "Commission permanente du conseil départemental"
    CONSEIL_ADMINISTRATION_CAF = "conseil_administration_caf", "Conseil d’administration de la Caf"
    CONSEIL_ADMINISTRATION_CCAS = "conseil_administration_ccas", "Conseil d’administration du CCAS ou du CIAS"
    CONSEIL_ADMINISTRATION = "conseil_administration", "Conseil d’administration"
    AUTRE = "autre", "Autre assemblée"
    AUCUN = "aucun", "Aucun : le représentant signe seul"


ORGANES_PAR_TYPE = {
    TypeOrganisation.COMMUNE: OrganeDeliberant.CONSEIL_MUNICIPAL,
    TypeOrganisation.EPCI: OrganeDeliberant.CONSEIL_COMMUNAUTAIRE,
    TypeOrganisation.CAF: OrganeDeliberant.CONSEIL_ADMINISTRATION_CAF,
    TypeOrganisation.MSA: OrganeDeliberant.CONSEIL_ADMINISTRATION,
    TypeOrganisation.DEPARTEMENT: OrganeDeliberant.COMMISSION_PERMANENTE,
    TypeOrganisation.CCAS: OrganeDeliberant.CONSEIL_ADMINISTRATION_CCAS,
    TypeOrganisation.ETAT: OrganeDeliberant.AUCUN,
    TypeOrganisation.ASSOCIATION: OrganeDeliberant.CONSEIL_ADMINISTRATION,
    TypeOrganisation.CENTRE_SOCIAL: OrganeDeliberant.CONSEIL_ADMINISTRATION,
    TypeOrganisation.ETABLISSEMENT_PUBLIC: OrganeDeliberant.CONSEIL_ADMINISTRATION,
}
"""What deliberates in each type of organisation when nobody says otherwise."""


class SignataireQuerySet(models.QuerySet["Signataire"]):
    def visible_to(self, compte: Any) -> "SignataireQuerySet":
        return self.filter(ctg__in=Ctg.objects.visible_to(compte))


class Signataire(ModeleUuid):
    """`representant_nom` signed, or will; `representant_actuel` holds the function today: elections change it.

    `avenant_entree` names the avenant by which it joined: until that one is signed, it is expected. `date_sortie` is
    its last day, when it left. `filiation` says, for the pages that ask, what it comes from and what it became.
    """

    filiation = ""

    ctg = models.ForeignKey(Ctg, verbose_name="CTG", on_delete=models.CASCADE, related_name="signataires")
    organisation = models.ForeignKey(
        # A signatory is named in an act: its organisation is archived, never deleted under it.
        Organisation,
        verbose_name="organisation",
        on_delete=models.RESTRICT,
        related_name="signatures_ctg",
    )
    role = models.CharField("rôle", max_length=20, choices=RoleSignataire, default=RoleSignataire.CO_SIGNATAIRE)
    representant_nom = models.CharField("représentant·e", max_length=MAX_PERSONNE, blank=True)
    representant_qualite = models.CharField("en qualité de", max_length=MAX_QUALITE, blank=True)
    organe_deliberant = models.CharField(
        "assemblée qui délibère", max_length=30, choices=OrganeDeliberant, default=OrganeDeliberant.AUTRE
    )
    representant_actuel = models.ForeignKey(
        Personne,
        verbose_name="représentant·e d’aujourd’hui",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="signatures_ctg",
    )
    avenant_entree = models.ForeignKey(
        Avenant, verbose_name="entré par", on_delete=models.CASCADE, null=True, blank=True, related_name="entrants"
    )
    avenant_sortie = models.ForeignKey(
        Avenant, verbose_name="sorti par", on_delete=models.SET_NULL, null=True, blank=True, related_name="sortants"
    )
    date_sortie = models.DateField("dernier jour comme signataire", null=True, blank=True)

    objects = SignataireQuerySet.as_manager()

    class Meta:
        verbose_name = "signataire"
        verbose_name_plural = "signataires"
        ordering = ["ctg", "created_at", "uuid"]
        constraints = [
            models.UniqueConstraint(
                fields=["ctg", "organisation"], condition=Q(date_sortie__isnull=True), name="signataire_une_fois"
            ),
            models.CheckConstraint(condition=Q(role__in=RoleSignataire.values), name="signataire_role_connu"),
            models.CheckConstraint(
                condition=Q(organe_deliberant__in=OrganeDeliberant.values), name="signataire_organe_connu"
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation)

    @property
    def has_organe(self) -> bool:
        return self.organe_deliberant != OrganeDeliberant.AUCUN

    @property
    def is_parti(self) -> bool:
        return self.date_sortie is not None and self.date_sortie < timezone.localdate()

    @property
    def representant(self) -> str:
        """The one who signed, or will, and as what: « Mme Unetelle, présidente »."""
        return ", ".join(filter(None, (self.representant_nom, self.representant_qualite)))

    @property
    def representant_du_jour(self) -> tuple[str, str]:
        """Who represents it today, and as what: nobody has given the title of whoever came after the one who signed."""
        if self.representant_actuel is None:
            return self.representant_nom, self.representant_qualite
        nom = str(self.representant_actuel)
        return nom, self.representant_qualite if nom == self.representant_nom else ""


class Deliberation(ModeleUuid):
    """What a signatory has done for one act: deliberate, then sign. `avenant` is empty for the convention itself."""

    signataire = models.ForeignKey(
        Signataire, verbose_name="signataire", on_delete=models.CASCADE, related_name="deliberations"
    )
    avenant = models.ForeignKey(
        Avenant, verbose_name="avenant", on_delete=models.CASCADE, null=True, blank=True, related_name="deliberations"
    )
    numero = models.CharField("numéro", max_length=MAX_NUMERO, blank=True)
    date = models.DateField("délibération du", null=True, blank=True)
    date_signature = models.DateField("signature le", null=True, blank=True)
    piece = models.ForeignKey(
        PieceJointe,
        verbose_name="pièce jointe",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="deliberations",
    )

    class Meta:
        verbose_name = "délibération"
        verbose_name_plural = "délibérations"
        ordering = ["signataire", "created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["signataire"], condition=Q(avenant__isnull=True), name="deliberation_convention_unique"
            ),
            models.UniqueConstraint(
                fields=["signataire", "avenant"], condition=Q(avenant__isnull=False), name="deliberation_avenant_unique"
            ),
        ]

    def __str__(self) -> str:
        return f"Délibération n° {self.numero}" if self.numero else "Délibération"

    @property
    def dates(self) -> tuple[datetime.date, ...]:
        return tuple(day for day in (self.date, self.date_signature) if day is not None)
