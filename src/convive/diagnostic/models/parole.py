"""What inhabitants and professionals say, in their words, and never under their names."""

from typing import Any

from django.db import models
from django.db.models import Q, QuerySet

from convive.diagnostic.models.fiche import Fiche, FicheQuerySet
from convive.diagnostic.models.note_entretien import NoteEntretien
from convive.diagnostic.models.public import Consentement, PublicParole
from convive.diagnostic.rules.fiches import DROIT_ECRIRE_PAROLES, DROIT_LIRE_PAROLES, MAX_VERBATIM
from convive.echanges.lecteurs import filter_par_droit
from convive.espaces.models import Membre, filter_membres_concernes
from convive.socle.maison import INCLUS, Echanges, Maison
from convive.socle.texte import get_extrait


class CanalParole(models.TextChoices):
    ENTRETIEN = "entretien", "Entretien"
    ATELIER = "atelier", "Atelier"
    REUNION = "reunion", "Réunion publique"
    QUESTIONNAIRE = "questionnaire", "Questionnaire"
    TERRAIN = "terrain", "Rencontre sur le terrain"
    COURRIER = "courrier", "Courrier ou message"
    AUTRE = "autre", "Autre"


class ParoleQuerySet(FicheQuerySet["Parole"]):
    droit = DROIT_LIRE_PAROLES
    droit_ecrire = DROIT_ECRIRE_PAROLES
    partagees = Q(consentement=Consentement.CITER, est_anonyme=True)


def filter_lecteurs(membres: "QuerySet[Membre]", parole: Any) -> "QuerySet[Membre]":
    """The places that see a parole: what may not be quoted is for those who write."""
    concernes = filter_membres_concernes(membres, parole)
    if parole.consentement == Consentement.CITER and parole.est_anonyme:
        return concernes
    return filter_par_droit(*DROIT_ECRIRE_PAROLES)(concernes, parole)


class Parole(Fiche):
    """Words that were said. Those that may be quoted are read by everyone, without the commune: with what is said of
    the speaker, it would sometimes be enough to recognise her."""

    verbatim = models.TextField("parole", max_length=MAX_VERBATIM)
    canal = models.CharField("recueillie par", max_length=20, choices=CanalParole, default=CanalParole.ENTRETIEN)
    date_recueil = models.DateField("recueillie le")
    public = models.CharField("qui parle", max_length=30, choices=PublicParole, default=PublicParole.HABITANT)
    consentement = models.CharField("accord de la personne", max_length=10, choices=Consentement)
    est_anonyme = models.BooleanField("rien ne permet de reconnaître la personne", default=False)
    note = models.ForeignKey(
        NoteEntretien,
        verbose_name="tirée de la note",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="paroles",
    )

    objects = ParoleQuerySet.as_manager()

    maison = Maison(
        "parole",
        "la parole",
        page="diagnostic:parole_detail",
        corbeille="with_supprimees",
        cherche=("__str__", "verbatim"),
        echanges=Echanges(
            filter_lecteurs,
            invite="Ce qu’elle éclaire, ce qu’il faudrait vérifier. Jamais rien qui ferait reconnaître la personne.",
        ),
        copie=INCLUS,
    )

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
