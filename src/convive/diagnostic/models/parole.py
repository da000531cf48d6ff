"""What inhabitants and professionals say, in their words, and never under their names."""

from django.db import models
from django.db.models import Q

from convive.diagnostic.models.fiche import Fiche, FicheQuerySet
from convive.diagnostic.rules.fiches import DROIT_ECRIRE_PAROLES, DROIT_LIRE_PAROLES, MAX_VERBATIM
from convive.socle.texte import get_extrait


class CanalParole(models.TextChoices):
    ENTRETIEN = "entretien", "Entretien"
    ATELIER = "atelier", "Atelier"
    REUNION = "reunion", "Réunion publique"
    QUESTIONNAIRE = "questionnaire", "Questionnaire"
    TERRAIN = "terrain", "Rencontre sur le terrain"
    COURRIER = "courrier", "Courrier ou message"
    AUTRE = "autre", "Autre"


class PublicParole(models.TextChoices):
    """Who speaks, widely enough for nobody to be recognised."""

    PARENT_PETITE_ENFANCE = "parent_petite_enfance", "Un parent d’enfant de moins de six ans"
    PARENT_ENFANCE = "parent_enfance", "Un parent d’enfant de six à onze ans"
    PARENT_ADOLESCENCE = "parent_adolescence", "Un parent d’adolescent"
    PARENT_SEUL = "parent_seul", "Un parent seul avec ses enfants"
    JEUNE = "jeune", "Un ou une jeune"
    SENIOR = "senior", "Une personne âgée"
    AIDANT = "aidant", "Une personne qui aide un proche"
    HABITANT = "habitant", "Une personne qui habite ici"
    BENEVOLE = "benevole", "Un ou une bénévole"
    PROFESSIONNEL = "professionnel", "Un ou une professionnelle"
    ELU = "elu", "Un ou une élue"


class Consentement(models.TextChoices):
    CITER = "citer", "D’accord pour être citée, sans son nom"
    EQUIPE = "equipe", "D’accord pour l’équipe seulement"


class ParoleQuerySet(FicheQuerySet["Parole"]):
    droit = DROIT_LIRE_PAROLES
    droit_ecrire = DROIT_ECRIRE_PAROLES
    partagees = Q(consentement=Consentement.CITER, est_anonyme=True)


class Parole(Fiche):
    """Words that were said. Those that may be quoted are read by everyone, without the commune: with what is said of
    the speaker, it would sometimes be enough to recognise her."""

    verbatim = models.TextField("parole", max_length=MAX_VERBATIM)
    canal = models.CharField("recueillie par", max_length=20, choices=CanalParole, default=CanalParole.ENTRETIEN)
    date_recueil = models.DateField("recueillie le")
    public = models.CharField("qui parle", max_length=30, choices=PublicParole, default=PublicParole.HABITANT)
    consentement = models.CharField("accord de la personne", max_length=10, choices=Consentement)
    est_anonyme = models.BooleanField("rien ne permet de reconnaître la personne", default=False)

    objects = ParoleQuerySet.as_manager()

    class Meta:
        verbose_name = "parole"
        verbose_name_plural = "paroles"
        ordering = ["espace", "-date_recueil", "uuid"]
        indexes = [models.Index(fields=["espace", "-date_recueil"], name="parole_espace_recentes")]
        constraints = [
            models.CheckConstraint(condition=~Q(verbatim=""), name="parole_verbatim_rempli"),
            models.CheckConstraint(condition=Q(canal__in=CanalParole.values), name="parole_canal_connu"),
            models.CheckConstraint(condition=Q(public__in=PublicParole.values), name="parole_public_connu"),
            models.CheckConstraint(condition=Q(consentement__in=Consentement.values), name="parole_consentement_connu"),
        ]

    def __str__(self) -> str:
        return get_extrait(self.verbatim, 80)

    @property
    def is_partagee(self) -> bool:
        """Whether everyone who reads the diagnosis reads it."""
        return self.est_anonyme and self.consentement == Consentement.CITER
