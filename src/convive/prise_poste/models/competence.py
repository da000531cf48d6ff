"""Where a person says that she is, on the grid of competences."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from convive.espaces.models import Espace
from convive.prise_poste.models.parcours import PersonnelQuerySet
from convive.prise_poste.rules.competences import MAX_COMMENTAIRE, NIVEAU_MAX
from convive.socle.formats import date_longue
from convive.socle.maison import Exclus, Maison
from convive.socle.objets import ModeleUuid

EVALUATION = Exclus("Une auto-évaluation est à la personne qui l’a faite, et n’a de sens que pour elle.")


class AutoEvaluation(ModeleUuid):
    """A draft until `terminee_le`; `date` is then the day that counts. The direction may read it since `partage_le`."""

    espace = models.ForeignKey(Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="auto_evaluations")
    compte = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="personne", on_delete=models.CASCADE, related_name="auto_evaluations"
    )
    date = models.DateField("date")
    terminee_le = models.DateTimeField("terminée le", null=True, blank=True)
    partage_le = models.DateTimeField("partagée le", null=True, blank=True)

    objects = PersonnelQuerySet["AutoEvaluation"].as_manager()

    maison = Maison("auto_evaluation", "l’auto-évaluation", page="prise_poste:auto_evaluation_detail", copie=EVALUATION)

    class Meta:
        db_table = "formation_autoevaluation"
        verbose_name = "auto-évaluation"
        verbose_name_plural = "auto-évaluations"
        ordering = ["espace", "date", "created_at", "uuid"]
        constraints = [
            models.UniqueConstraint(
                fields=["espace", "compte"], condition=Q(terminee_le__isnull=True), name="auto_evaluation_un_brouillon"
            ),
            models.CheckConstraint(
                condition=Q(partage_le__isnull=True) | Q(terminee_le__isnull=False),
                name="auto_evaluation_partagee_terminee",
            ),
        ]

    def __str__(self) -> str:
        return f"Auto-évaluation du {date_longue(self.date)}"

    @property
    def is_terminee(self) -> bool:
        return self.terminee_le is not None


class NoteCompetence(ModeleUuid):
    """The level of one competence, `item` being its key in the grid; no level while it is not answered."""

    evaluation = models.ForeignKey(
        AutoEvaluation, verbose_name="auto-évaluation", on_delete=models.CASCADE, related_name="notes"
    )
    item = models.CharField("compétence", max_length=10)
    niveau = models.PositiveSmallIntegerField("niveau", null=True, blank=True)
    commentaire = models.CharField("commentaire", max_length=MAX_COMMENTAIRE, blank=True)

    maison = Maison(copie=EVALUATION)

    class Meta:
        db_table = "formation_notecompetence"
        verbose_name = "niveau d’une compétence"
        verbose_name_plural = "niveaux des compétences"
        ordering = ["evaluation", "item"]
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "item"], name="note_competence_une_fois"),
            models.CheckConstraint(
                condition=Q(niveau__isnull=True) | Q(niveau__lte=NIVEAU_MAX), name="note_competence_niveau_connu"
            ),
        ]

    def __str__(self) -> str:
        return self.item
