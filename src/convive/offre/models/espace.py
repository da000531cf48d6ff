"""What every reader of the inventory can see: types of services, conventions with the Caf, competences."""

from typing import Any

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from convive.acteurs.models import Organisation
from convive.espaces.models import Espace, EspaceLieQuerySet, Thematique, get_espaces_droit
from convive.offre.models.equipement import ServiceEquipement
from convive.offre.rules.offre import DROIT_LIRE, MAX_CLE, MAX_NOM, MAX_NUMERO
from convive.offre.rules.sppe import Competence
from convive.socle.champs import ChampCommune, ChampListe
from convive.socle.maison import INCLUS, Maison
from convive.socle.objets import ModeleUuid


class OffreQuerySet[M: models.Model](EspaceLieQuerySet[M]):
    """Rows of an espace, visible to the membres who may read its inventory."""

    def visible_to(self, compte: Any) -> "OffreQuerySet[M]":
        if not compte.is_authenticated:
            return self.none()
        return self.filter(espace__in=get_espaces_droit(compte, DROIT_LIRE))


class TypeService(ModeleUuid):
    """The name that an espace gives to a usual type, or a type that it added. Usual types without such a row are as in
    the catalogue. A hidden type stays on the services that have it."""

    espace = models.ForeignKey(Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="types_services")
    cle = models.CharField("clé", max_length=MAX_CLE)
    nom = models.CharField("nom", max_length=MAX_NOM)
    thematique = models.ForeignKey(
        Thematique,
        verbose_name="thématique",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="types_services",
    )
    is_cache = models.BooleanField("caché", default=False)

    objects = OffreQuerySet["TypeService"].as_manager()

    maison = Maison("type_service", "le type", page="offre:type_service_list", args=("espace_id",), copie=INCLUS)

    class Meta:
        verbose_name = "type de service"
        verbose_name_plural = "types de services"
        ordering = ["espace", "nom", "uuid"]
        constraints = [
            models.UniqueConstraint(fields=["espace", "cle"], name="type_service_unique"),
            models.CheckConstraint(condition=~Q(nom=""), name="type_service_nom_rempli"),
        ]

    def __str__(self) -> str:
        return self.nom


class CofQuerySet(OffreQuerySet["Cof"]):
    def visible_to(self, compte: Any) -> "CofQuerySet":
        """The conventions of services that the compte can see, and those attached to no service yet."""
        rows: CofQuerySet = super().visible_to(compte)  # type: ignore[assignment]  # narrower
        liens = Cof.services.through._default_manager.filter(cof=OuterRef("pk"))
        seen = liens.filter(serviceequipement__in=ServiceEquipement.objects.visible_to(compte))
        return rows.filter(~Exists(liens) | Exists(seen))


class Cof(ModeleUuid):
    """A convention d’objectifs et de financement. `type_ps` is a key of the catalogue; both dates are included."""

    espace = models.ForeignKey(Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="cofs")
    numero = models.CharField("numéro", max_length=MAX_NUMERO)
    type_ps = models.CharField("prestation", max_length=MAX_CLE, blank=True)
    date_debut = models.DateField("du")
    date_fin = models.DateField("au")
    services = models.ManyToManyField(ServiceEquipement, verbose_name="services", blank=True, related_name="cofs")
    version = models.PositiveIntegerField("version", default=1)

    objects = CofQuerySet.as_manager()

    maison = Maison("cof", "la convention", page="offre:cof_list", args=("espace_id",), copie=INCLUS)

    class Meta:
        verbose_name = "convention d’objectifs et de financement"
        verbose_name_plural = "conventions d’objectifs et de financement"
        ordering = ["espace", "date_fin", "numero", "uuid"]
        constraints = [
            models.CheckConstraint(condition=~Q(numero=""), name="cof_numero_rempli"),
            models.CheckConstraint(condition=Q(date_fin__gte=F("date_debut")), name="cof_dates_ordonnees"),
        ]

    def __str__(self) -> str:
        return self.numero


class CompetenceSppe(ModeleUuid):
    """Who exercises a competence of the service public de la petite enfance in a commune; unknown if there is no
    row."""

    espace = models.ForeignKey(Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="competences_sppe")
    code_commune = ChampCommune()
    competence = ChampListe("compétence", Competence, max_length=20, connu="competence_sppe_connue")
    exercee_par = models.ForeignKey(
        Organisation, verbose_name="exercée par", on_delete=models.CASCADE, related_name="competences_sppe"
    )
    date_transfert = models.DateField("depuis le", null=True, blank=True)

    objects = OffreQuerySet["CompetenceSppe"].as_manager()

    maison = Maison(copie=INCLUS)

    class Meta:
        verbose_name = "compétence petite enfance"
        verbose_name_plural = "compétences petite enfance"
        ordering = ["espace", "code_commune", "competence"]
        constraints = [
            models.UniqueConstraint(fields=["espace", "code_commune", "competence"], name="competence_sppe_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.code_commune}, {self.get_competence_display()}"
