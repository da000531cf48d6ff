"""What is left to whoever comes next, one for an espace: it belongs to the post, not to a person."""

from typing import Any

from django.db import models

from convive.espaces.models import Espace, EspaceLieQuerySet
from convive.prise_poste.models.acces import get_places_droit
from convive.prise_poste.rules.passation import DROIT_PASSATION, MAX_TEXTE, RUBRIQUES
from convive.socle.maison import INCLUS, Maison
from convive.socle.objets import ModeleUuid


class PassationQuerySet(EspaceLieQuerySet["Passation"]):
    def visible_to(self, compte: Any) -> "PassationQuerySet":
        if not compte.is_authenticated:
            return self.none()
        return self.filter(espace__in=get_places_droit(compte, DROIT_PASSATION).values("espace"))


def _build_rubrique(nom: str) -> Any:
    return models.TextField(RUBRIQUES[nom][0].lower(), max_length=MAX_TEXTE, blank=True)


class Passation(ModeleUuid):
    """The fields are those of `rules.passation.RUBRIQUES`. `version` grows at each change."""

    espace = models.OneToOneField(Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="passation")
    en_cours = _build_rubrique("en_cours")
    relations = _build_rubrique("relations")
    usages = _build_rubrique("usages")
    pieges = _build_rubrique("pieges")
    ou_sont = _build_rubrique("ou_sont")
    version = models.PositiveIntegerField("version", default=1)
    updated_at = models.DateTimeField("modifié le", auto_now=True)

    objects = PassationQuerySet.as_manager()

    maison = Maison(
        "passation",
        "le dossier de passation",
        page="prise_poste:passation_detail",
        args=("espace_id",),
        copie=INCLUS,
    )

    class Meta:
        db_table = "formation_passation"
        verbose_name = "dossier de passation"
        verbose_name_plural = "dossiers de passation"

    def __str__(self) -> str:
        return "Dossier de passation"
