"""A convention territoriale globale: several years of an espace, what changes it, who signs it and by which acts."""

import datetime
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from convive.acteurs.models import Organisation, Personne, TypeOrganisation
from convive.convention.rules.avenants import MAX_OBJET, Changements, Nature, parse_changements
from convive.convention.rules.ctg import (
    DROIT_LIRE,
    MAX_NOM,
    MAX_PERSONNE,
    MAX_QUALITE,
    StatutCtg,
    get_statut,
)
from convive.convention.rules.deliberations import MAX_NUMERO
from convive.documents.models import PieceJointe
from convive.echanges.lecteurs import filter_par_droit
from convive.espaces.models import Espace, EspaceLieQuerySet, get_espaces_droit
from convive.socle.champs import ChampListe
from convive.socle.maison import INCLUS, PIECES, Echanges, Maison
from convive.socle.objets import ModeleUuid


class PlanModifiablePar(models.TextChoices):
    """What it takes to change the plan d’actions, as the convention itself says."""

    COPIL = "copil", "une décision du comité de pilotage"
    AVENANT = "avenant", "un avenant"


class ConventionQuerySet[M: models.Model](EspaceLieQuerySet[M]):
    """Rows with an `espace`, for the places that read the CTG of it: it concerns everyone, whatever their limits."""

    def visible_to(self, compte: Any) -> "ConventionQuerySet[M]":
        if not compte.is_authenticated:
            return self.none()
        return self.filter(espace__in=get_espaces_droit(compte, DROIT_LIRE))


class Ctg(ModeleUuid):
    """`date_fin` is its last day, as signed avenants have moved it. `communes` are INSEE codes; empty: all the espace.

    Its state and its phases are computed from its dates and milestones. `version` grows at each change: a form says
    from which one it started.
    """

    espace = models.ForeignKey(Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="ctgs")
    nom = models.CharField("nom", max_length=MAX_NOM)
    date_debut = models.DateField("premier jour")
    date_fin = models.DateField("dernier jour")
    date_signature = models.DateField("signée le", null=True, blank=True)
    ctg_precedente = models.ForeignKey(
        "self",
        verbose_name="CTG précédente",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="suivantes",
    )
    plan_modifiable_par = ChampListe(
        "le plan d’actions change par",
        PlanModifiablePar,
        max_length=10,
        default=PlanModifiablePar.COPIL,
        connu="ctg_plan_modifiable_connu",
    )
    communes = models.JSONField("communes", default=list, blank=True)
    version = models.PositiveIntegerField("version", default=1)

    # Those that the page has read already, for what it puts together from several places; never a truth of its own.
    signataires_lus: "Sequence[Signataire] | None" = None

    objects = ConventionQuerySet.as_manager()

    maison = Maison(
        "ctg",
        "la CTG",
        page="convention:ctg_detail",
        cherche=lambda ctg: (ctg.nom, "Convention territoriale globale"),
        pieces=PIECES,
        echanges=Echanges(filter_par_droit(*DROIT_LIRE), is_secondaire=True),
        copie=INCLUS,
    )

    class Meta:
        verbose_name = "CTG"
        verbose_name_plural = "CTG"
        ordering = ["espace", "date_debut", "uuid"]
        constraints = [
            models.CheckConstraint(condition=~Q(nom=""), name="ctg_nom_rempli"),
            models.CheckConstraint(condition=Q(date_fin__gte=F("date_debut")), name="ctg_dates_ordonnees"),
            models.CheckConstraint(
                condition=Q(ctg_precedente__isnull=True) | ~Q(ctg_precedente=F("uuid")), name="ctg_suit_une_autre"
            ),
        ]

    def __str__(self) -> str:
        return self.nom

    def get_statut(self, today: date | None = None) -> StatutCtg:
        return get_statut(
            date_debut=self.date_debut,
            date_fin=self.date_fin,
            date_signature=self.date_signature,
            today=today or timezone.localdate(),
        )

    @property
    def statut(self) -> StatutCtg:
        return self.get_statut()

    @property
    def libelle_statut(self) -> str:
        return self.statut.libelle


class NatureAvenant(models.TextChoices):
    ADHESION = Nature.ADHESION.value, "Un signataire rejoint la convention"
    RETRAIT = Nature.RETRAIT.value, "Un signataire quitte la convention"
    PROROGATION = Nature.PROROGATION.value, "La convention est prolongée"
    MODIFICATION_PLAN = Nature.MODIFICATION_PLAN.value, "Le plan d’actions change"
    MODIFICATION_GOUVERNANCE = Nature.MODIFICATION_GOUVERNANCE.value, "Le pilotage change"
    MODIFICATION_ANNEXE_2 = Nature.MODIFICATION_ANNEXE_2.value, "L’annexe 2 (services soutenus) change"


class Avenant(ModeleUuid):
    """A project until `date_signature`: only then does it change its CTG. `changements` is a `rules.Changements`."""

    espace = models.ForeignKey(Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="avenants")
    ctg = models.ForeignKey(Ctg, verbose_name="CTG", on_delete=models.CASCADE, related_name="avenants")
    numero = models.PositiveSmallIntegerField("numéro")
    objet = models.CharField("objet", max_length=MAX_OBJET)
    nature = ChampListe("nature", NatureAvenant, max_length=30, connu="avenant_nature_connue")
    date_effet = models.DateField("prend effet le")
    date_signature = models.DateField("signé le", null=True, blank=True)
    texte = models.TextField("texte", blank=True)
    changements = models.JSONField("changements", default=dict, blank=True)
    version = models.PositiveIntegerField("version", default=1)

    objects = ConventionQuerySet.as_manager()

    maison = Maison(
        "avenant",
        "l’avenant",
        page="convention:avenant_detail",
        args=("espace_id", "ctg_id", "pk"),
        cherche=("__str__", "texte"),
        pieces=PIECES,
        echanges=Echanges(filter_par_droit(*DROIT_LIRE)),
        copie=INCLUS,
    )

    class Meta:
        verbose_name = "avenant"
        verbose_name_plural = "avenants"
        ordering = ["ctg", "numero"]
        constraints = [
            models.UniqueConstraint(fields=["ctg", "numero"], name="avenant_numero_unique"),
            models.CheckConstraint(condition=~Q(objet=""), name="avenant_objet_rempli"),
        ]

    def __str__(self) -> str:
        return f"Avenant n° {self.numero} : {self.objet}"

    @property
    def libelle(self) -> str:
        return f"Avenant n° {self.numero}"

    @property
    def cle_texte(self) -> str:
        """Its identifier, for a template that joins it to another one."""
        return str(self.pk)

    @property
    def lus(self) -> Changements:
        """The changes, read."""
        return parse_changements(self.changements)


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
    role = ChampListe(
        "rôle", RoleSignataire, max_length=20, default=RoleSignataire.CO_SIGNATAIRE, connu="signataire_role_connu"
    )
    representant_nom = models.CharField("représentant·e", max_length=MAX_PERSONNE, blank=True)
    representant_qualite = models.CharField("en qualité de", max_length=MAX_QUALITE, blank=True)
    organe_deliberant = ChampListe(
        "assemblée qui délibère",
        OrganeDeliberant,
        max_length=30,
        default=OrganeDeliberant.AUTRE,
        connu="signataire_organe_connu",
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

    maison = Maison(
        "signataire",
        "le signataire",
        page="convention:signataire_list",
        args=("ctg.espace_id", "ctg_id"),
        espace="ctg.espace_id",
        avec=("ctg", "organisation"),
        copie=INCLUS,
    )

    class Meta:
        verbose_name = "signataire"
        verbose_name_plural = "signataires"
        ordering = ["ctg", "created_at", "uuid"]
        constraints = [
            models.UniqueConstraint(
                fields=["ctg", "organisation"], condition=Q(date_sortie__isnull=True), name="signataire_une_fois"
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

    maison = Maison(copie=INCLUS)

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
