"""What figures do not say of a year of work, beside what the espace counts by itself."""

from typing import Any

from django.db import models
from django.urls import reverse

from convive.espaces.models import Espace, EspaceLieQuerySet
from convive.prise_poste.models.acces import get_places_droit
from convive.prise_poste.rules.rapport import DROIT_RAPPORT, MAX_TEXTE, RUBRIQUES
from convive.socle.maison import INCLUS, Maison
from convive.socle.objets import ModeleUuid


class RapportActiviteQuerySet(EspaceLieQuerySet["RapportActivite"]):
    def visible_to(self, compte: Any) -> "RapportActiviteQuerySet":
        if not compte.is_authenticated:
            return self.none()
        return self.filter(espace__in=get_places_droit(compte, DROIT_RAPPORT).values("espace"))


def _build_rubrique(nom: str) -> Any:
    return models.TextField(RUBRIQUES[nom][0].lower(), max_length=MAX_TEXTE, blank=True)


class RapportActivite(ModeleUuid):
    """One a year for an espace. The fields are those of `rules.rapport.RUBRIQUES`; `version` grows at each change."""

    espace = models.ForeignKey(
        Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="rapports_activite"
    )
    annee = models.PositiveSmallIntegerField("année")
    faits_marquants = _build_rubrique("faits_marquants")
    difficultes = _build_rubrique("difficultes")
    suites = _build_rubrique("suites")
    version = models.PositiveIntegerField("version", default=1)

    objects = RapportActiviteQuerySet.as_manager()

    maison = Maison("rapport_activite", "le rapport", copie=INCLUS)

    class Meta:
        db_table = "formation_rapportactivite"
        verbose_name = "rapport d’activité"
        verbose_name_plural = "rapports d’activité"
        ordering = ["espace", "-annee"]
        constraints = [models.UniqueConstraint(fields=["espace", "annee"], name="rapport_activite_un_par_an")]

    def __str__(self) -> str:
        return f"Rapport d’activité {self.annee}"

    def get_absolute_url(self) -> str:
        return f"{reverse('prise_poste:rapport_detail', args=[self.espace_id])}?annee={self.annee}"
