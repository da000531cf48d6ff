"""Legal bodies met in a CTG, and what ties them to one another."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import F, Q

from convive.acteurs.models.annuaire import AnnuaireQuerySet
from convive.acteurs.rules.annuaire import DROIT_LIRE, MAX_NOM, MAX_PRECISION, MAX_SIGLE, MAX_SOURCE
from convive.acteurs.rules.identifiants import TAILLE_RNA, TAILLE_SIREN, TAILLE_SIRET
from convive.espaces.models import (
    Espace,
    PorteeQuerySet,
    TexteVersionne,
    Thematique,
    build_versions,
    filter_membres_concernes,
)
from convive.socle.champs import ChampCommune, ChampListe
from convive.socle.maison import INCLUS, PIECES, Echanges, Maison
from convive.socle.noms import fold_nom
from convive.socle.objets import ModeleUuid


class TypeOrganisation(models.TextChoices):
    COMMUNE = "commune", "Commune"
    EPCI = "epci", "Intercommunalité"
    CAF = "caf", "Caf"
    MSA = "msa", "MSA"
    DEPARTEMENT = "departement", "Département"
    REGION = "region", "Région"
    ETAT = "etat", "Service de l’État"
    CCAS = "ccas", "CCAS ou CIAS"
    ETABLISSEMENT_PUBLIC = "etablissement_public", "Établissement public"
    CENTRE_SOCIAL = "centre_social", "Centre social, espace de vie sociale"
    ASSOCIATION = "association", "Association"
    ENTREPRISE = "entreprise", "Entreprise"
    AUTRE = "autre", "Autre"


class Position(models.TextChoices):
    """What an organisation says of the CTG; never what one thinks of a person."""

    INCONNUE = "inconnue", "Position inconnue"
    PORTEUSE = "porteuse", "Porteuse"
    FAVORABLE = "favorable", "Favorable"
    A_CONVAINCRE = "a_convaincre", "À convaincre"
    EN_RETRAIT = "en_retrait", "En retrait"


class NatureLien(models.TextChoices):
    """The labels complete « Les Passeurs du Gué … la commune »."""

    FINANCE = "finance", "finance"
    GERE = "gere", "gère un service pour"
    HEBERGE = "heberge", "héberge"
    PILOTE_AVEC = "pilote_avec", "pilote avec"
    CONVENTIONNE = "conventionne", "a une convention avec"
    ADHERE = "adhere", "adhère à"
    AUTRE = "autre", "est en lien avec"


class OrganisationQuerySet(PorteeQuerySet["Organisation"]):
    """A place limited to thématiques or communes sees the organisations that act there, and those of everyone."""

    droit = DROIT_LIRE

    def visible_to(self, compte: Any) -> "OrganisationQuerySet":
        """Without those that were joined to another one, which answers for them."""
        visible: OrganisationQuerySet = super().visible_to(compte)  # type: ignore[assignment]  # narrower
        return visible.filter(fusionnee_dans__isnull=True)

    def bulk_create(self, objs: Iterable["Organisation"], *args: Any, **kwargs: Any) -> list["Organisation"]:
        """With the name as duplicates are looked for, which `save()` would have computed. No version of the texts."""
        rows = list(objs)
        for row in rows:
            row.nom_compare = fold_nom(row.nom)[:MAX_NOM]
        return super().bulk_create(rows, *args, **kwargs)


class Organisation(TexteVersionne):
    """A body of the directory. `nom_compare` is its name as duplicates are looked for.

    `communes` are the INSEE codes where it acts, `code_commune` the one of its address; without thématique or commune
    it concerns everyone. An archived organisation stays where it was quoted and is no longer proposed.
    `fusionnee_dans` names the one that took its place; the row waits, whole, for someone to undo that.
    """

    CHAMPS_TEXTES = ("attentes", "position_motif")

    espace = models.ForeignKey(Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="organisations")
    nom = models.CharField("nom", max_length=MAX_NOM)
    nom_compare = models.CharField("nom comparé", max_length=MAX_NOM, editable=False, default="")
    sigle = models.CharField("sigle", max_length=MAX_SIGLE, blank=True)
    type = ChampListe(
        "type", TypeOrganisation, max_length=30, default=TypeOrganisation.AUTRE, connu="organisation_type_connu"
    )
    siren = models.CharField("SIREN", max_length=TAILLE_SIREN, blank=True)
    siret = models.CharField("SIRET", max_length=TAILLE_SIRET, blank=True)
    rna = models.CharField("numéro RNA", max_length=TAILLE_RNA, blank=True)
    adresse = models.CharField("adresse", max_length=300, blank=True)
    code_commune = ChampCommune("commune du siège", blank=True, help_text="Code Insee.")
    telephone = models.CharField("téléphone", max_length=30, blank=True)
    email = models.EmailField("adresse e-mail", blank=True)
    site = models.URLField("site", blank=True)
    thematiques = models.ManyToManyField(
        Thematique, verbose_name="thématiques", blank=True, related_name="organisations"
    )
    communes = models.JSONField("communes où elle agit", default=list, blank=True)
    attentes = models.TextField("ce qu’elle attend de la CTG", blank=True)
    position = ChampListe(
        "position", Position, max_length=20, default=Position.INCONNUE, connu="organisation_position_connue"
    )
    position_motif = models.TextField("ce qui le fait dire", blank=True)
    source = models.CharField("source", max_length=MAX_SOURCE, blank=True)
    archivee_le = models.DateTimeField("archivée le", null=True, blank=True)
    fusionnee_dans = models.ForeignKey(
        "self",
        verbose_name="fusionnée dans",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="absorbees",
    )

    versions = build_versions(
        *("nom_compare", "sigle", "type", "siren", "siret", "rna", "adresse", "code_commune", "telephone", "email"),
        *("site", "communes", "position", "source", "archivee_le", "fusionnee_dans"),
        nom="version d’une organisation",
        noms="versions des organisations",
    )

    objects = OrganisationQuerySet.as_manager()

    maison = Maison(
        "organisation",
        "l’organisation",
        page="acteurs:organisation_detail",
        cherche=("nom", "sigle", "get_type_display", "adresse", "attentes"),
        pieces=PIECES,
        echanges=Echanges(
            filter_membres_concernes,
            invite="Une question à l’équipe, une précision sur la fiche : la suite se lira au même endroit. Un "
            "appel ou une rencontre se note plus haut, avec sa date. Des faits, jamais un avis sur une personne.",
        ),
        copie=INCLUS,
    )

    class Meta:
        verbose_name = "organisation"
        verbose_name_plural = "organisations"
        ordering = ["espace", "nom", "uuid"]
        indexes = [models.Index(fields=["espace", "nom_compare"], name="organisation_compare")]
        constraints = [
            models.CheckConstraint(condition=~Q(nom=""), name="organisation_nom_rempli"),
            models.UniqueConstraint(
                fields=["espace", "siret"],
                condition=~Q(siret="") & Q(fusionnee_dans__isnull=True),
                name="organisation_siret_unique",
            ),
        ]

    def __str__(self) -> str:
        return self.nom

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.nom_compare = fold_nom(self.nom)[:MAX_NOM]
        super().save(*args, **kwargs)


class LienQuerySet(AnnuaireQuerySet["LienOrganisations"]):
    def visible_to(self, compte: Any) -> "LienQuerySet":
        """Ties of which both ends are seen."""
        visible = Organisation.objects.visible_to(compte)
        return self.filter(de__in=visible, vers__in=visible)


class LienOrganisations(ModeleUuid):
    """« The département finances the centre social »: read from `de` to `vers`."""

    espace = models.ForeignKey(
        Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="liens_organisations"
    )
    de = models.ForeignKey(Organisation, verbose_name="de", on_delete=models.CASCADE, related_name="liens_vers")
    vers = models.ForeignKey(Organisation, verbose_name="vers", on_delete=models.CASCADE, related_name="liens_de")
    nature = ChampListe(
        "nature", NatureLien, max_length=20, default=NatureLien.AUTRE, connu="lien_organisations_nature_connue"
    )
    precision = models.CharField("précision", max_length=MAX_PRECISION, blank=True)

    objects = LienQuerySet.as_manager()

    maison = Maison(copie=INCLUS)

    class Meta:
        verbose_name = "lien entre organisations"
        verbose_name_plural = "liens entre organisations"
        ordering = ["espace", "nature", "uuid"]
        constraints = [
            models.UniqueConstraint(fields=["de", "vers", "nature"], name="lien_organisations_unique"),
            models.CheckConstraint(condition=~Q(de=F("vers")), name="lien_organisations_a_deux"),
        ]

    def __str__(self) -> str:
        return f"{self.de} {self.get_nature_display()} {self.vers}"
