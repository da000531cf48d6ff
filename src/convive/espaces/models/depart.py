"""The state to which a practice espace comes back."""

from django.db import models

from convive.espaces.models.espace import Espace, EspaceLieQuerySet
from convive.socle.maison import Exclus, Maison
from convive.socle.objets import ModeleUuid


def get_chemin_depart(depart: "PointDepart", _nom: str) -> str:
    return f"espaces/{depart.espace_id}/depart/{depart.pk}.zip"


class PointDepart(ModeleUuid):
    """A copy of an espace, kept beside it; the espace has one at most, the last that was kept."""

    espace = models.OneToOneField(Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="depart")
    fichier = models.FileField("copie", upload_to=get_chemin_depart, max_length=200)
    empreinte_fichier = models.CharField("empreinte SHA-256 du fichier", max_length=64)

    objects = EspaceLieQuerySet.as_manager()

    maison = Maison(
        "point_depart",
        "le point de départ",
        page="espaces:espace_reset",
        args=("espace_id",),
        avec=("espace",),
        copie=Exclus("C’est lui-même une copie : l’autre espace garde le sien."),
    )

    class Meta:
        verbose_name = "point de départ"
        verbose_name_plural = "points de départ"

    def __str__(self) -> str:
        return f"Point de départ de « {self.espace} »"
