"""A session: a programme on given dates, in a given place, with its intervenants."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from convive.espaces.models import Espace
from convive.formation.models.programme import FormationQuerySet, Programme
from convive.formation.rules import formation as regles
from convive.socle.champs import ChampListe
from convive.socle.maison import Exclus, Maison
from convive.socle.objets import ModeleUuid

SESSION = Exclus("Une session porte les noms et les adresses de celles et ceux qui sont venus.")


class SessionFormation(ModeleUuid):
    """`numero` (« 2026-03 ») is never reused. The actions copy the first and last dates of its demi-journées into
    `date_debut` and `date_fin`; both are null if it has none. `test_questions` are keys of the bank, empty while its
    trainer leaves them to chance. `version` increases at each change."""

    espace = models.ForeignKey(Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="sessions")
    programme = models.ForeignKey(
        Programme, verbose_name="programme", on_delete=models.PROTECT, related_name="sessions"
    )
    numero = models.CharField("numéro", max_length=10)
    titre = models.CharField("titre", max_length=regles.MAX_COURT)
    etat = ChampListe(
        "état",
        regles.EtatSession,
        max_length=12,
        default=regles.EtatSession.PREPARATION.value,
        connu="session_formation_etat_connu",
    )
    motif_annulation = models.CharField("pourquoi elle est annulée", max_length=regles.MAX_COURT, blank=True)
    date_debut = models.DateField("premier jour", null=True, blank=True)
    date_fin = models.DateField("dernier jour", null=True, blank=True)
    mode = ChampListe(
        "mode",
        regles.ModeSession,
        max_length=10,
        default=regles.ModeSession.PRESENCE.value,
        connu="session_formation_mode_connu",
    )
    lieu = models.CharField("lieu", max_length=regles.MAX_COURT, blank=True)
    adresse = models.CharField("adresse", max_length=regles.MAX_COURT, blank=True)
    acces = models.TextField("comment venir", max_length=regles.MAX_LONG, blank=True)
    equipement = models.TextField("salle et équipement", max_length=regles.MAX_LONG, blank=True)
    visio = models.URLField("adresse de la visioconférence", max_length=500, blank=True)
    assistance_distance = models.TextField("assistance à distance", max_length=regles.MAX_LONG, blank=True)
    contact_handicap = models.CharField("contact handicap", max_length=regles.MAX_COURT, blank=True)
    places = models.PositiveSmallIntegerField("places", null=True, blank=True)
    test_questions = models.JSONField("questions du test de fin", default=list, blank=True)
    version = models.PositiveIntegerField("version", default=1)

    objects = FormationQuerySet["SessionFormation"].as_manager()

    maison = Maison(
        "session_formation",
        "la session",
        libelle="Session de formation",
        page="formation:session_detail",
        copie=SESSION,
    )

    class Meta:
        verbose_name = "session de formation"
        verbose_name_plural = "sessions de formation"
        ordering = ["espace", "-date_debut", "-numero", "uuid"]
        constraints = [
            models.UniqueConstraint(fields=["espace", "numero"], name="session_formation_numero_unique"),
            models.CheckConstraint(condition=~Q(titre="") & ~Q(numero=""), name="session_formation_nommee"),
            models.CheckConstraint(
                condition=Q(date_debut__isnull=True, date_fin__isnull=True) | Q(date_fin__gte=F("date_debut")),
                name="session_formation_dates_ordonnees",
            ),
            models.CheckConstraint(
                condition=~Q(etat=regles.EtatSession.ANNULEE.value) | ~Q(motif_annulation=""),
                name="session_formation_annulee_motivee",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.numero}, {self.titre}"


class DemiJournee(ModeleUuid):
    """The unit for which people sign. `sequences` are keys of the programme, in order."""

    session = models.ForeignKey(
        SessionFormation, verbose_name="session", on_delete=models.CASCADE, related_name="demi_journees"
    )
    date = models.DateField("date")
    moment = ChampListe("moment", regles.Moment, max_length=10, connu="demi_journee_moment_connu")
    debut = models.TimeField("de")
    fin = models.TimeField("à")
    titre = models.CharField("titre", max_length=regles.MAX_COURT, blank=True)
    sequences = models.JSONField("séquences", default=list, blank=True)
    is_distance = models.BooleanField("à distance", default=False)

    maison = Maison(copie=SESSION)

    class Meta:
        verbose_name = "demi-journée"
        verbose_name_plural = "demi-journées"
        ordering = ["session", "date", "debut", "uuid"]
        constraints = [
            models.UniqueConstraint(fields=["session", "date", "moment"], name="demi_journee_unique"),
            models.CheckConstraint(condition=Q(fin__gt=F("debut")), name="demi_journee_heures_ordonnees"),
        ]

    def __str__(self) -> str:
        return f"{self.date:%d/%m/%Y}, {self.get_moment_display().lower()}"

    @property
    def minutes(self) -> int:
        return (self.fin.hour - self.debut.hour) * 60 + self.fin.minute - self.debut.minute


class Intervenant(ModeleUuid):
    """Someone who teaches; `sequences` are keys of the programme; empty means all."""

    session = models.ForeignKey(
        SessionFormation, verbose_name="session", on_delete=models.CASCADE, related_name="intervenants"
    )
    compte = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="compte",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="interventions",
    )
    nom = models.CharField("nom", max_length=regles.MAX_COURT)
    email = models.EmailField("adresse e-mail", blank=True)
    role = models.CharField("rôle", max_length=regles.MAX_COURT, blank=True)
    sequences = models.JSONField("séquences", default=list, blank=True)
    ordre = models.PositiveSmallIntegerField("ordre", default=0)

    maison = Maison(copie=SESSION)

    class Meta:
        verbose_name = "intervenant·e"
        verbose_name_plural = "intervenant·es"
        ordering = ["session", "ordre", "nom", "uuid"]
        constraints = [
            models.UniqueConstraint(fields=["session", "nom"], name="intervenant_une_fois"),
            models.CheckConstraint(condition=~Q(nom=""), name="intervenant_nomme"),
        ]

    def __str__(self) -> str:
        return self.nom
