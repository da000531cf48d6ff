"""What the members of a body say of a decision between two séances."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from convive.gouvernance.models.decision import Decision
from convive.gouvernance.models.instance import MembreInstance
from convive.gouvernance.models.suivi import ParDecisionQuerySet
from convive.gouvernance.rules import instances as regles
from convive.gouvernance.rules.voix import MAX_PHRASE_VOIX, SensVoix
from convive.socle.champs import ChampListe
from convive.socle.maison import INCLUS, Maison
from convive.socle.objets import ModeleUuid


class VoixDecision(ModeleUuid):
    """The voice of a seat: one, which may change until the consultation is closed. `auteur` is who gave it, the one who
    sits or her suppléant·e."""

    decision = models.ForeignKey(Decision, verbose_name="décision", on_delete=models.CASCADE, related_name="voix")
    siege = models.ForeignKey(
        MembreInstance, verbose_name="siège", on_delete=models.CASCADE, related_name="voix_donnees"
    )
    sens = ChampListe("voix", SensVoix, max_length=10, connu="voix_decision_connue")
    phrase = models.CharField("en une phrase", max_length=MAX_PHRASE_VOIX, blank=True)
    date = models.DateField("donnée le")
    auteur = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="donnée par",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="voix_decisions",
    )
    auteur_libelle = models.CharField("nom", max_length=regles.MAX_NOM_PERSONNE, blank=True)

    objects = ParDecisionQuerySet["VoixDecision"].as_manager()

    maison = Maison(copie=INCLUS)

    class Meta:
        verbose_name = "voix sur une décision"
        verbose_name_plural = "voix sur des décisions"
        ordering = ["decision_id", "date", "created_at"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "siege"], name="voix_decision_une_par_siege"),
            models.CheckConstraint(
                condition=~Q(sens=SensVoix.CONTRE.value) | ~Q(phrase=""), name="voix_decision_contre_motivee"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.siege}\u00a0: {self.get_sens_display().lower()}"
