"""What is at stake: enjeux made from constats, how they are scored, what was decided of each."""

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q

from convive.diagnostic.models.constat import Constat
from convive.diagnostic.models.diagnostic import DiagnosticQuerySet
from convive.diagnostic.models.element import Fiche, FicheQuerySet
from convive.diagnostic.rules.elements import MAX_PRECISION
from convive.diagnostic.rules.enjeux import (
    DROIT_ECRIRE_ENJEUX,
    DROIT_LIRE_ENJEUX,
    MAX_ENJEU,
    MAX_INSTANCE,
    MAX_MOTIF,
    MAX_NOTE,
    TOTAL_POIDS,
)
from convive.espaces.models import Espace, filter_membres_concernes
from convive.socle.champs import ChampListe
from convive.socle.formats import date_longue
from convive.socle.maison import INCLUS, PIECES, Echanges, Inclus, Maison
from convive.socle.objets import ModeleUuid

MAX_NOM_VOTANT = 120


class DecisionEnjeu(models.TextChoices):
    A_DECIDER = "a_decider", "À décider"
    RETENU = "retenu", "Retenu"
    REPORTE = "reporte", "Reporté"
    ECARTE = "ecarte", "Écarté"


class CadreVote(models.TextChoices):
    ATELIER = "atelier", "Atelier : votes anonymes"
    COPIL = "copil", "Comité de pilotage : votes au nom de chacun·e"


class EnjeuQuerySet(FicheQuerySet["Enjeu"]):
    droit = DROIT_LIRE_ENJEUX
    droit_ecrire = DROIT_ECRIRE_ENJEUX
    partagees = Q()


class Enjeu(Fiche):
    """What is at stake, from constats. The decision is kept with who, when, where and why, even against the ranking."""

    libelle = models.CharField("enjeu", max_length=MAX_ENJEU)
    precision = models.TextField("ce qu’il recouvre", max_length=MAX_PRECISION, blank=True)
    constats = models.ManyToManyField(Constat, verbose_name="constats", blank=True, related_name="enjeux")
    decision = ChampListe(
        "décision", DecisionEnjeu, max_length=20, default=DecisionEnjeu.A_DECIDER, connu="enjeu_decision_connue"
    )
    motif = models.TextField("pourquoi", max_length=MAX_MOTIF, blank=True)
    instance_libelle = models.CharField("décidé par", max_length=MAX_INSTANCE, blank=True)
    date_decision = models.DateField("décidé le", null=True, blank=True)
    note_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="décision notée par",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="decisions_enjeux",
    )

    objects = EnjeuQuerySet.as_manager()

    maison = Maison(
        "enjeu",
        "l’enjeu",
        page="diagnostic:enjeu_detail",
        corbeille="with_supprimees",
        cherche=("libelle", "precision"),
        pieces=PIECES,
        echanges=Echanges(filter_membres_concernes),
        copie=INCLUS,
    )

    class Meta:
        verbose_name = "enjeu"
        verbose_name_plural = "enjeux"
        ordering = ["espace", "created_at", "uuid"]
        constraints = [
            models.CheckConstraint(condition=~Q(libelle=""), name="enjeu_libelle_rempli"),
            models.CheckConstraint(
                condition=Q(decision=DecisionEnjeu.A_DECIDER, date_decision__isnull=True)
                | ~Q(decision=DecisionEnjeu.A_DECIDER) & Q(date_decision__isnull=False) & ~Q(instance_libelle=""),
                name="enjeu_decision_datee",
            ),
        ]

    def __str__(self) -> str:
        return self.libelle

    @property
    def libelle_decide(self) -> str:
        """« Comité de pilotage, 12 juin 2026 »: the day is said once; empty while nothing is decided."""
        if self.date_decision is None:
            return ""
        jour = date_longue(self.date_decision)
        return self.instance_libelle if jour in self.instance_libelle else f"{self.instance_libelle}, {jour}"


class CritereEnjeu(ModeleUuid):
    """A criterion and its weight, between two days: a change closes the old row, so that former votes keep theirs."""

    espace = models.ForeignKey(Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="criteres_enjeux")
    libelle = models.CharField("critère", max_length=80)
    aide = models.CharField("comment noter", max_length=200, blank=True)
    poids = models.PositiveSmallIntegerField("poids", validators=[MaxValueValidator(TOTAL_POIDS)])
    ordre = models.PositiveSmallIntegerField("ordre", default=0)
    date_debut = models.DateField("du")
    date_fin = models.DateField("jusqu’au (exclu)", null=True, blank=True)

    objects = DiagnosticQuerySet["CritereEnjeu"].as_manager()

    maison = Maison(copie=Inclus(structure=True))

    class Meta:
        verbose_name = "critère d’enjeu"
        verbose_name_plural = "critères d’enjeu"
        ordering = ["espace", "ordre", "created_at"]
        constraints = [
            models.CheckConstraint(condition=~Q(libelle=""), name="critere_libelle_rempli"),
            models.CheckConstraint(condition=Q(poids__gt=0, poids__lte=TOTAL_POIDS), name="critere_poids_borne"),
            models.CheckConstraint(
                condition=Q(date_fin__isnull=True) | Q(date_fin__gte=F("date_debut")), name="critere_dates_ordonnees"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.libelle} ({self.poids})"


class TourVote(ModeleUuid):
    """One vote on the enjeux, with the criteria and the weights of the day it opened.

    `sel` makes the ballots of a workshop unlinkable: it goes when the vote closes, and nobody can tell whose they are.
    """

    espace = models.ForeignKey(Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="tours_vote")
    libelle = models.CharField("nom du vote", max_length=MAX_INSTANCE)
    cadre = ChampListe("cadre", CadreVote, max_length=20, default=CadreVote.COPIL, connu="tour_cadre_connu")
    date_ouverture = models.DateField("ouvert le")
    date_cloture = models.DateField("clos le", null=True, blank=True)
    criteres = models.ManyToManyField(CritereEnjeu, verbose_name="critères", related_name="tours")
    sel = models.CharField("sel", max_length=64, blank=True)

    objects = DiagnosticQuerySet["TourVote"].as_manager()

    maison = Maison(
        "tour_vote",
        "le vote",
        libelle="Vote sur les enjeux",
        page="diagnostic:tour_vote_list",
        args=("espace_id",),
        # A copy of an open vote cannot tell whose ballots are whose.
        copie=Inclus(sans=("sel",)),
    )

    class Meta:
        verbose_name = "vote sur les enjeux"
        verbose_name_plural = "votes sur les enjeux"
        ordering = ["espace", "-date_ouverture", "-created_at"]
        constraints = [
            models.CheckConstraint(condition=~Q(libelle=""), name="tour_libelle_rempli"),
            models.UniqueConstraint(
                fields=["espace"], condition=Q(date_cloture__isnull=True), name="tour_un_seul_ouvert"
            ),
        ]

    def __str__(self) -> str:
        return self.libelle

    @property
    def is_ouvert(self) -> bool:
        return self.date_cloture is None

    @property
    def is_anonyme(self) -> bool:
        return self.cadre == CadreVote.ATELIER


class VoteEnjeu(ModeleUuid):
    """One note of one ballot; a blank is no row. `votant` and `votant_nom` are empty in a workshop."""

    tour = models.ForeignKey(TourVote, verbose_name="vote", on_delete=models.CASCADE, related_name="votes")
    enjeu = models.ForeignKey(Enjeu, verbose_name="enjeu", on_delete=models.CASCADE, related_name="votes")
    critere = models.ForeignKey(CritereEnjeu, verbose_name="critère", on_delete=models.CASCADE, related_name="votes")
    bulletin = models.CharField("bulletin", max_length=64)
    votant = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="noté par",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="votes_enjeux",
    )
    votant_nom = models.CharField("nom", max_length=MAX_NOM_VOTANT, blank=True)
    note = models.PositiveSmallIntegerField("note", validators=[MaxValueValidator(MAX_NOTE)])

    maison = Maison(copie=INCLUS)

    class Meta:
        verbose_name = "note d’un enjeu"
        verbose_name_plural = "notes des enjeux"
        ordering = ["tour", "enjeu", "critere"]
        constraints = [
            models.UniqueConstraint(fields=["tour", "bulletin", "enjeu", "critere"], name="vote_une_note"),
            models.CheckConstraint(condition=Q(note__lte=MAX_NOTE), name="vote_note_bornee"),
        ]

    def __str__(self) -> str:
        return f"{self.note} sur {MAX_NOTE}"
