"""What was decided of two cards that look alike: one and the same, or two."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from convive.acteurs.models.annuaire import AnnuaireQuerySet
from convive.espaces.models import Espace
from convive.socle.champs import ChampListe
from convive.socle.maison import Exclus, Maison
from convive.socle.objets import MAX_CLE, ModeleUuid


class Decision(models.TextChoices):
    FUSION = "fusion", "fusionnées"
    DISTINCTES = "distinctes", "gardées distinctes"


class Rapprochement(ModeleUuid):
    """A decision on two cards of one type, `gardee_uuid` and `autre_uuid`; undone when `annule_le` is set.

    `avant` holds the fields of the kept card that the merge changed, as they were; `deplacements`, the rows that
    pointed at the other card and now point at the kept one: model, field, key. Both serve to undo it.
    """

    espace = models.ForeignKey(Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="rapprochements")
    objet_type = models.CharField("type d’objet", max_length=MAX_CLE)
    gardee_uuid = models.UUIDField("fiche gardée")
    autre_uuid = models.UUIDField("autre fiche")
    decision = ChampListe("décision", Decision, max_length=20, connu="rapprochement_decision_connue")
    avant = models.JSONField("avant", default=dict, blank=True)
    deplacements = models.JSONField("déplacements", default=list, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="décidé par",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="rapprochements",
    )
    annule_le = models.DateTimeField("annulé le", null=True, blank=True)

    objects = AnnuaireQuerySet.as_manager()

    maison = Maison(
        "rapprochement",
        "le rapprochement",
        page="acteurs:doublon_list",
        args=("espace_id",),
        copie=Exclus("Un rapprochement s’annule là où il a été décidé ; son effet voyage."),
    )

    class Meta:
        verbose_name = "rapprochement de fiches"
        verbose_name_plural = "rapprochements de fiches"
        ordering = ["espace", "-created_at", "uuid"]
        constraints = [
            models.CheckConstraint(condition=~Q(gardee_uuid=F("autre_uuid")), name="rapprochement_a_deux"),
        ]

    def __str__(self) -> str:
        return f"Deux fiches {self.get_decision_display()}"
