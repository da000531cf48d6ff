"""Who does what, for each CTG; without a row, the lines that ship with the package hold."""

from functools import reduce
from operator import and_, or_
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q

from convive.convention.models import Ctg
from convive.espaces.models import Membre
from convive.prise_poste.rules.raci import (
    DROIT_LIRE_RACI,
    MAX_ACTIVITE,
    MAX_PRECISION,
    ROLES,
    LigneLue,
    Part,
)
from convive.socle.champs import ChampListe
from convive.socle.droits import droits
from convive.socle.maison import INCLUS, Maison
from convive.socle.objets import ModeleUuid

UN_SEUL_A = reduce(
    or_,
    (
        reduce(
            and_,
            (Q(**{role: Part.REPOND.value}) if role == seul else ~Q(**{role: Part.REPOND.value}) for role in ROLES),
        )
        for seul in ROLES
    ),
)
UN_R = reduce(or_, (Q(**{role: Part.FAIT.value}) for role in ROLES))


class LigneRaciQuerySet(models.QuerySet["LigneRaci"]):
    def visible_to(self, compte: Any) -> "LigneRaciQuerySet":
        if not compte.is_authenticated:
            return self.none()
        declare = droits.get(*DROIT_LIRE_RACI)
        places = Membre.objects.en_cours().filter(
            espace=OuterRef("ctg__espace"), compte=compte.pk, role__in=declare.roles, espace__type__in=declare.types
        )
        return self.filter(Exists(places))


def _build_part(libelle: str) -> Any:
    return ChampListe(libelle, Part, max_length=1, blank=True)


class LigneRaci(ModeleUuid):
    """One activity. The columns are those of `rules.raci.ROLES`."""

    ctg = models.ForeignKey(Ctg, verbose_name="CTG", on_delete=models.CASCADE, related_name="lignes_raci")
    ordre = models.PositiveSmallIntegerField("ordre", default=0)
    activite = models.CharField("activité", max_length=MAX_ACTIVITE)
    elus = _build_part(ROLES["elus"])
    direction = _build_part(ROLES["direction"])
    chargee = _build_part(ROLES["chargee"])
    coordination = _build_part(ROLES["coordination"])
    caf = _build_part(ROLES["caf"])
    partenaires = _build_part(ROLES["partenaires"])
    habitants = _build_part(ROLES["habitants"])
    precision = models.CharField("précision", max_length=MAX_PRECISION, blank=True)

    objects = LigneRaciQuerySet.as_manager()

    maison = Maison(copie=INCLUS)

    class Meta:
        db_table = "formation_ligneraci"
        verbose_name = "ligne du RACI"
        verbose_name_plural = "lignes du RACI"
        ordering = ["ctg", "ordre", "uuid"]
        constraints = [
            models.UniqueConstraint(fields=["ctg", "activite"], name="ligne_raci_unique"),
            models.CheckConstraint(condition=~Q(activite=""), name="ligne_raci_nommee"),
            models.CheckConstraint(condition=UN_SEUL_A, name="ligne_raci_un_seul_a"),
            models.CheckConstraint(condition=UN_R, name="ligne_raci_un_r"),
        ]

    def __str__(self) -> str:
        return self.activite

    @property
    def lue(self) -> LigneLue:
        return LigneLue(self.activite, tuple(getattr(self, role) for role in ROLES), self.precision)
