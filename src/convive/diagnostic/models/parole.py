"""What inhabitants and professionals say, in their words, and never under their names."""

from typing import Any

from django.db import models
from django.db.models import Q, QuerySet

from convive.diagnostic.models.element import Fiche, FicheQuerySet
from convive.diagnostic.models.note_entretien import NoteEntretien
from convive.diagnostic.models.public import Consentement, PublicParole
from convive.diagnostic.rules.elements import DROIT_ECRIRE_PAROLES, DROIT_LIRE_PAROLES, MAX_VERBATIM
from convive.echanges.lecteurs import filter_par_droit
from convive.espaces.models import Membre, filter_membres_concernes
from convive.socle.champs import ChampListe
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
    canal = ChampListe(
        "recueillie par", CanalParole, max_length=20, default=CanalParole.ENTRETIEN, connu="parole_canal_connu"
    )
    date_recueil = models.DateField("recueillie le")
    public = ChampListe(
        "qui parle", PublicParole, max_length=30, default=PublicParole.HABITANT, connu="parole_public_connu"
    )
    consentement = ChampListe("accord de la personne", Consentement, max_length=10, connu="parole_consentement_connu")
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
        ]

    def __str__(self) -> str:
        return get_extrait(self.verbatim, 80)

    @property
    def is_partagee(self) -> bool:
        """Whether everyone who reads the diagnosis reads it."""
        return self.est_anonyme and self.consentement == Consentement.CITER
