"""The questionnaires sent to people about a session, and their answers."""

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from convive.formation.models.inscription import Inscription, make_jeton
from convive.formation.models.session import SESSION, Intervenant, SessionFormation
from convive.formation.rules import formation as regles
from convive.formation.rules.enquetes import MAX_RAPPELS, REGLES, Enquete
from convive.gouvernance.rules.convocations import DELAI_REPRISE, EtatEnvoi
from convive.socle.maison import Maison
from convive.socle.objets import ModeleUuid


class QuestionnaireSessionQuerySet(models.QuerySet["QuestionnaireSession"]):
    def a_faire(self, now: datetime) -> "QuestionnaireSessionQuerySet":
        """Questionnaires not sent yet, or claimed by a process that never finished, and not answered."""
        perdus = Q(etat=EtatEnvoi.EN_COURS.value, tente_le__lt=now - DELAI_REPRISE)
        attend = Q(etat__in=[EtatEnvoi.A_ENVOYER.value, EtatEnvoi.ECHEC.value]) | perdus
        return self.filter(attend, termine_le__isnull=True)


class QuestionnaireSession(ModeleUuid):
    """One questionnaire (`cle`) of one person: a stagiaire or her employeur (`inscription`), an intervenant
    (`intervenant`), or a financeur (neither). `nom` and `email` are those of the employeur or financeur, otherwise
    empty.

    `reponses` are the answers, by key of the question; a draft until `termine_le`. An empty `etat` means that nothing
    is sent: the questionnaire is on the person's page. `jeton` is part of the link for those who have no page of their
    own.

    `tirage` is for an end test: the keys of its questions (`questions`), what their order comes from (`graine`), and
    the date of the bank (`banque`). A test with answers and without it is the former one, of ten fixed questions.
    """

    session = models.ForeignKey(
        SessionFormation, verbose_name="session", on_delete=models.CASCADE, related_name="questionnaires"
    )
    cle = models.CharField(
        "questionnaire", max_length=30, choices=[(cle.value, regle.libelle) for cle, regle in REGLES.items()]
    )
    inscription = models.ForeignKey(
        Inscription,
        verbose_name="inscription",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="questionnaires",
    )
    intervenant = models.ForeignKey(
        Intervenant,
        verbose_name="intervenant·e",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="questionnaires",
    )
    nom = models.CharField("nom", max_length=regles.MAX_COURT, blank=True)
    email = models.EmailField("adresse e-mail", blank=True)
    jeton = models.CharField("jeton de l’adresse", max_length=43, default=make_jeton, unique=True)
    reponses = models.JSONField("réponses", default=dict, blank=True)
    tirage = models.JSONField("questions tirées", default=dict, blank=True)
    termine_le = models.DateTimeField("terminé le", null=True, blank=True)
    etat = models.CharField("envoi", max_length=10, blank=True)
    essais = models.PositiveSmallIntegerField("essais", default=0)
    tente_le = models.DateTimeField("essayé le", null=True, blank=True)
    parti_le = models.DateTimeField("parti le", null=True, blank=True)
    rappels = models.PositiveSmallIntegerField("rappels", default=0)
    rappele_le = models.DateTimeField("rappelé le", null=True, blank=True)

    objects = QuestionnaireSessionQuerySet.as_manager()

    maison = Maison(copie=SESSION)

    class Meta:
        verbose_name = "questionnaire d’une session"
        verbose_name_plural = "questionnaires des sessions"
        ordering = ["session_id", "cle", "created_at", "uuid"]
        indexes = [models.Index(fields=["etat", "tente_le"], name="questionnaire_session_etat")]
        constraints = [
            models.UniqueConstraint(
                fields=["inscription", "cle"],
                condition=Q(inscription__isnull=False),
                name="questionnaire_un_par_inscription",
            ),
            models.UniqueConstraint(
                fields=["intervenant", "cle"],
                condition=Q(intervenant__isnull=False),
                name="questionnaire_un_par_intervenant",
            ),
            models.UniqueConstraint(
                "session",
                "cle",
                Lower("email"),
                condition=Q(inscription__isnull=True, intervenant__isnull=True),
                name="questionnaire_un_par_financeur",
            ),
            models.CheckConstraint(
                condition=Q(inscription__isnull=True) | Q(intervenant__isnull=True), name="questionnaire_une_personne"
            ),
            models.CheckConstraint(condition=Q(cle__in=[cle.value for cle in Enquete]), name="questionnaire_connu"),
            models.CheckConstraint(
                condition=Q(etat="") | Q(etat__in=[etat.value for etat in EtatEnvoi]), name="questionnaire_etat_connu"
            ),
            models.CheckConstraint(condition=Q(rappels__lte=MAX_RAPPELS), name="questionnaire_rappels_comptes"),
        ]

    def __str__(self) -> str:
        return self.get_cle_display()

    @property
    def is_termine(self) -> bool:
        return self.termine_le is not None
