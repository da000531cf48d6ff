"""The wall of a room: the questions that people bring in the first morning, ticked as they are answered."""

from django.db import models
from django.db.models import Q

from convive.formation.models.session import SESSION, SessionFormation
from convive.formation.rules.salle import MAX_QUESTION
from convive.socle.maison import Maison
from convive.socle.objets import ModeleUuid


class QuestionMur(ModeleUuid):
    """Nobody is named: a question is shown to the whole room. `repondue_le` is null while it waits."""

    session = models.ForeignKey(
        SessionFormation, verbose_name="session", on_delete=models.CASCADE, related_name="questions_mur"
    )
    texte = models.CharField("question", max_length=MAX_QUESTION)
    repondue_le = models.DateTimeField("répondue le", null=True, blank=True)

    maison = Maison(copie=SESSION)

    class Meta:
        verbose_name = "question du premier matin"
        verbose_name_plural = "questions du premier matin"
        ordering = ["session", "created_at", "uuid"]
        constraints = [
            models.UniqueConstraint(fields=["session", "texte"], name="question_mur_une_fois"),
            models.CheckConstraint(condition=~Q(texte=""), name="question_mur_remplie"),
        ]

    def __str__(self) -> str:
        return self.texte
