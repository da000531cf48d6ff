"""The code list of territories, its former codes and postal codes, and saved périmètres."""

from django.db import models
from django.db.models import Q

from convive.territoires.rules import (
    MAX_NOM_PERIMETRE,
    TYPES_PARTIE_DE_COMMUNE,
    TYPES_PERIMETRE_SEUL,
    NaturePassage,
    TypeTerritoire,
    get_reference_perimetre,
)

SOURCE_LISTE = "code_officiel_geographique"
"""Source of the former codes that come with the yearly list, as opposed to dated facts kept by hand."""


class TerritoireQuerySet(models.QuerySet["Territoire"]):
    def active(self) -> "TerritoireQuerySet":
        return self.filter(is_actif=True)

    def for_perimetre(self) -> "TerritoireQuerySet":
        """Communes and arrondissements municipaux of today, by code."""
        return self.filter(is_actif=True, type__in=TYPES_PERIMETRE_SEUL).order_by("code")

    def with_voisinage(self) -> "TerritoireQuerySet":
        """With département, région and parent, in the same query."""
        return self.select_related("departement", "region", "parent")


class Territoire(models.Model):
    """A territory of the code list, of any kind; the relations are those of the last list where it stands.

    The primary key is `type:code`, so that a whole list is written in one statement and the relations of a row are
    known from its codes alone.
    """

    cle = models.CharField("clé", max_length=40, primary_key=True)
    type = models.CharField("type", max_length=30, choices=TypeTerritoire.choices)
    code = models.CharField("code", max_length=9)
    nom = models.CharField("nom", max_length=200)
    nom_recherche = models.CharField("nom replié pour la recherche", max_length=200)
    siren = models.CharField("SIREN", max_length=9, blank=True)
    zone = models.CharField("zone", max_length=10, blank=True, help_text="metro, drom ou com")
    population_municipale = models.PositiveIntegerField("population municipale", null=True, blank=True)
    nombre_communes = models.PositiveIntegerField("nombre de communes", null=True, blank=True)
    departement = models.ForeignKey(
        "self",
        verbose_name="département",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="territoires_du_departement",
    )
    region = models.ForeignKey(
        "self",
        verbose_name="région",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="territoires_de_la_region",
    )
    epci = models.ForeignKey(
        "self", verbose_name="EPCI", on_delete=models.PROTECT, null=True, blank=True, related_name="membres_epci"
    )
    ept = models.ForeignKey(
        "self", verbose_name="EPT", on_delete=models.PROTECT, null=True, blank=True, related_name="membres_ept"
    )
    parent = models.ForeignKey(
        "self",
        verbose_name="commune d’aujourd’hui",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="parties",
        help_text="Commune d’un arrondissement, d’une déléguée ou d’une associée ; successeur d’une commune disparue.",
    )
    is_actif = models.BooleanField("figure dans la dernière liste", default=True)
    is_recherchable = models.BooleanField("proposé par la recherche", default=True)
    millesime = models.PositiveSmallIntegerField("millésime de la liste")

    objects = TerritoireQuerySet.as_manager()

    class Meta:
        verbose_name = "territoire"
        verbose_name_plural = "territoires"
        ordering = ["code", "type"]
        constraints = [
            models.UniqueConstraint(fields=["type", "code"], name="territoire_type_code_unique"),
            models.CheckConstraint(condition=Q(type__in=TypeTerritoire.values), name="territoire_type_connu"),
            models.CheckConstraint(condition=~Q(nom_recherche=""), name="territoire_nom_recherche_rempli"),
            models.CheckConstraint(
                condition=Q(is_actif=False)
                | ~Q(type__in=[str(valeur) for valeur in TYPES_PARTIE_DE_COMMUNE])
                | Q(parent__isnull=False),
                name="territoire_partie_avec_parent",
            ),
        ]
        indexes = [
            models.Index(fields=["code"], name="territoire_code"),
            models.Index(fields=["siren"], name="territoire_siren", condition=~Q(siren="")),
            models.Index(fields=["nom_recherche"], name="territoire_nom_recherche"),
        ]

    def __str__(self) -> str:
        return f"{self.nom} ({self.code})"


class CodePostal(models.Model):
    """A postal code and one of the communes (or arrondissements) that it serves; neither is unique alone."""

    code_postal = models.CharField("code postal", max_length=5)
    territoire = models.ForeignKey(
        Territoire, verbose_name="commune", on_delete=models.CASCADE, related_name="codes_postaux"
    )

    class Meta:
        verbose_name = "code postal"
        verbose_name_plural = "codes postaux"
        ordering = ["code_postal", "territoire_id"]
        constraints = [
            models.UniqueConstraint(fields=["code_postal", "territoire"], name="code_postal_territoire_unique")
        ]

    def __str__(self) -> str:
        return f"{self.code_postal} {self.territoire_id}"


class AncienCode(models.Model):
    """A former INSEE code and a commune that it became; a split gives several rows."""

    ancien_code = models.CharField("ancien code", max_length=5)
    commune = models.ForeignKey(
        Territoire, verbose_name="commune", on_delete=models.PROTECT, related_name="anciens_codes"
    )
    nature = models.CharField("nature", max_length=10, choices=NaturePassage.choices)
    date_effet = models.DateField("date d’effet", null=True, blank=True)
    source = models.CharField("source", max_length=500)

    class Meta:
        verbose_name = "ancien code"
        verbose_name_plural = "anciens codes"
        ordering = ["ancien_code", "commune_id"]
        constraints = [
            models.UniqueConstraint(fields=["ancien_code", "commune"], name="ancien_code_commune_unique"),
            models.CheckConstraint(condition=Q(nature__in=NaturePassage.values), name="ancien_code_nature_connue"),
        ]

    def __str__(self) -> str:
        return f"{self.ancien_code} → {self.commune_id}"


class Perimetre(models.Model):
    """A dated set of communes that someone composed; its key is computed from its content, so it never changes."""

    cle = models.CharField("clé", max_length=16, unique=True)
    nom = models.CharField("nom", max_length=MAX_NOM_PERIMETRE)
    date_validite = models.DateField("date de validité")
    communes = models.ManyToManyField(Territoire, verbose_name="communes", related_name="perimetres")
    public = models.BooleanField("lisible par toute personne qui a son adresse", default=True)
    created_at = models.DateTimeField("créé le", auto_now_add=True)

    class Meta:
        verbose_name = "périmètre"
        verbose_name_plural = "périmètres"
        ordering = ["nom", "cle"]
        constraints = [
            models.CheckConstraint(condition=~Q(nom=""), name="perimetre_nom_rempli"),
            models.CheckConstraint(condition=~Q(cle=""), name="perimetre_cle_remplie"),
        ]

    def __str__(self) -> str:
        return self.nom

    @property
    def reference(self) -> str:
        return get_reference_perimetre(self.cle)
