"""The projet social that someone brings to the critical reading: only its text, private to her."""

from django.db import models
from django.db.models import Q

from convive.formation.models.atelier import ATELIER, Atelier
from convive.formation.models.inscription import Inscription
from convive.formation.rules import lecture as regles
from convive.socle.maison import Maison
from convive.socle.objets import ModeleUuid


class ProjetApporte(ModeleUuid):
    """The file itself is not stored. Nobody else can read the text, not even the trainers."""

    atelier = models.ForeignKey(
        Atelier, verbose_name="atelier", on_delete=models.CASCADE, related_name="projets_apportes"
    )
    inscription = models.ForeignKey(
        Inscription, verbose_name="inscription", on_delete=models.CASCADE, related_name="projets_apportes"
    )
    titre = models.CharField("titre", max_length=regles.MAX_TITRE)
    texte = models.TextField("texte", max_length=regles.MAX_TEXTE_PROJET)

    maison = Maison(copie=ATELIER)

    class Meta:
        verbose_name = "projet apporté à la lecture"
        verbose_name_plural = "projets apportés à la lecture"
        ordering = ["atelier", "inscription", "uuid"]
        constraints = [
            models.UniqueConstraint(fields=["atelier", "inscription"], name="projet_apporte_un_par_personne"),
            models.CheckConstraint(condition=~Q(titre="") & ~Q(texte=""), name="projet_apporte_rempli"),
        ]

    def __str__(self) -> str:
        return self.titre
