"""The first hundred days of a person in an espace, and what she did with each step."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from convive.espaces.models import Espace, EspaceLieQuerySet
from convive.prise_poste.models.acces import get_espaces_personnels
from convive.prise_poste.rules.parcours import (
    DROIT_LIRE_PARTAGES,
    DROIT_SUIVRE,
    DUREE_JOURS,
    MAX_JOUR,
    MAX_MOTIF,
    Choix,
    SuiviEtape,
)
from convive.socle.champs import ChampListe
from convive.socle.maison import Exclus, Maison
from convive.socle.objets import ModeleUuid

PARCOURS = Exclus("Le parcours d’une personne est à elle, dans l’espace où elle prend son poste.")


class PersonnelQuerySet[M: models.Model](EspaceLieQuerySet[M]):
    """Rows of one person in an espace (`compte`), that she may share (`partage_le`): hers, while she has a place there;
    and, for the direction, those that were shared."""

    def visible_to(self, compte: Any) -> "PersonnelQuerySet[M]":
        if not compte.is_authenticated:
            return self.none()
        siennes = Q(compte=compte.pk, espace__in=get_espaces_personnels(compte, DROIT_SUIVRE))
        partagees = Q(partage_le__isnull=False, espace__in=get_espaces_personnels(compte, DROIT_LIRE_PARTAGES))
        return self.filter(siennes | partagees)


class PrisePoste(ModeleUuid):
    """`date_debut` is the first day of the post; `partage_le`, when the direction was let read it."""

    espace = models.ForeignKey(Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="prises_de_poste")
    compte = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="personne", on_delete=models.CASCADE, related_name="prises_de_poste"
    )
    date_debut = models.DateField("premier jour")
    partage_le = models.DateTimeField("partagé le", null=True, blank=True)

    objects = PersonnelQuerySet["PrisePoste"].as_manager()

    maison = Maison("prise_poste", "le parcours", page="prise_poste:parcours_partage_detail", copie=PARCOURS)

    class Meta:
        db_table = "formation_priseposte"
        verbose_name = "prise de poste"
        verbose_name_plural = "prises de poste"
        ordering = ["espace", "date_debut", "uuid"]
        constraints = [models.UniqueConstraint(fields=["espace", "compte"], name="prise_poste_une_par_personne")]

    def __str__(self) -> str:
        return f"Les {DUREE_JOURS} premiers jours depuis le {self.date_debut:%d/%m/%Y}"


class EtapePriseDePoste(ModeleUuid):
    """What was done with the step `cle` of the contents: ticked, put aside, moved. Nothing is kept of the others."""

    prise = models.ForeignKey(
        PrisePoste, verbose_name="prise de poste", on_delete=models.CASCADE, related_name="etapes"
    )
    cle = models.CharField("étape", max_length=40)
    choix = ChampListe("choix", Choix, max_length=10, blank=True, connu="etape_choix_connu")
    faite_le = models.DateField("faite le", null=True, blank=True)
    motif = models.CharField("pourquoi", max_length=MAX_MOTIF, blank=True)
    jour = models.PositiveSmallIntegerField("premier jour choisi", null=True, blank=True)

    maison = Maison(copie=PARCOURS)

    class Meta:
        db_table = "formation_etapeprisedeposte"
        verbose_name = "étape de prise de poste"
        verbose_name_plural = "étapes de prise de poste"
        ordering = ["prise", "cle"]
        constraints = [
            models.UniqueConstraint(fields=["prise", "cle"], name="etape_prise_une_fois"),
            models.CheckConstraint(
                condition=~Q(choix=Choix.ECARTEE.value) | ~Q(motif=""), name="etape_ecartee_motivee"
            ),
            models.CheckConstraint(
                condition=Q(jour__isnull=True) | Q(jour__gte=1, jour__lte=MAX_JOUR), name="etape_jour_possible"
            ),
        ]

    def __str__(self) -> str:
        return self.cle

    @property
    def suivi(self) -> SuiviEtape:
        return SuiviEtape(self.choix, self.faite_le, self.motif, self.jour)


def get_suivis(prise: PrisePoste) -> dict[str, SuiviEtape]:
    """By the key of the step; from the rows that were read with the path."""
    return {etape.cle: etape.suivi for etape in prise.etapes.all()}
