"""What is expected of a post for a year, and what became of it."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from convive.acteurs.models import PosteCooperation
from convive.espaces.models import Espace, EspaceLieQuerySet
from convive.prise_poste.models.acces import get_places_droit
from convive.prise_poste.rules import lettre_mission as regles
from convive.socle.champs import ChampListe
from convive.socle.maison import INCLUS, Inclus, Maison
from convive.socle.objets import ModeleUuid


class LettreMissionQuerySet(EspaceLieQuerySet["LettreMission"]):
    def visible_to(self, compte: Any) -> "LettreMissionQuerySet":
        """Those of the espace for who pilots it; one’s own for the others of the team."""
        if not compte.is_authenticated:
            return self.none()
        toutes = Q(espace__in=get_places_droit(compte, regles.DROIT_LETTRES).values("espace"))
        sienne = Q(compte=compte.pk, espace__in=get_places_droit(compte, regles.DROIT_SA_LETTRE).values("espace"))
        return self.filter(toutes | sienne)


class LettreMission(ModeleUuid):
    """A lettre de mission, one a year for each agent. `compte` is that of the agent when there is one: her path reads
    it. What comes from the post is copied: the lettre stays as it was signed. `version` grows at each change."""

    espace = models.ForeignKey(Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="lettres_mission")
    poste = models.ForeignKey(
        PosteCooperation,
        verbose_name="poste",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="lettres_mission",
    )
    compte = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="compte de l’agent",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="lettres_mission",
    )
    annee = models.PositiveSmallIntegerField("année")
    agent = models.CharField("agent", max_length=regles.MAX_COURT)
    intitule = models.CharField("poste", max_length=regles.MAX_COURT, blank=True)
    employeur = models.CharField("employeur", max_length=regles.MAX_COURT, blank=True)
    quotite = models.CharField("temps de travail", max_length=regles.MAX_COURT, blank=True)
    date_debut = models.DateField("du")
    date_fin = models.DateField("au")
    rattachement = models.CharField("de qui dépend le poste", max_length=regles.MAX_COURT, blank=True)
    perimetre = models.TextField("thématiques et communes", max_length=regles.MAX_LONG, blank=True)
    missions = models.TextField("ce que fait le poste", max_length=regles.MAX_LONG, blank=True)
    hors_mission = models.TextField("ce que le poste ne fera pas", max_length=regles.MAX_LONG, blank=True)
    instances = models.TextField("instances animées", max_length=regles.MAX_LONG, blank=True)
    moyens = models.TextField("moyens", max_length=regles.MAX_LONG, blank=True)
    contacts = models.TextField("contacts", max_length=regles.MAX_LONG, blank=True)
    date_signature = models.DateField("signée le", null=True, blank=True)
    version = models.PositiveIntegerField("version", default=1)

    objects = LettreMissionQuerySet.as_manager()

    # What is expected of a post is the memory of the espace.
    maison = Maison("lettre_mission", "la lettre", page="prise_poste:lettre_detail", copie=Inclus(sans=("compte",)))

    class Meta:
        db_table = "formation_lettremission"
        verbose_name = "lettre de mission"
        verbose_name_plural = "lettres de mission"
        ordering = ["espace", "-annee", "agent", "uuid"]
        constraints = [
            models.UniqueConstraint(fields=["espace", "annee", "agent"], name="lettre_mission_une_par_an"),
            models.CheckConstraint(condition=~Q(agent=""), name="lettre_mission_adressee"),
            models.CheckConstraint(condition=Q(date_fin__gte=F("date_debut")), name="lettre_mission_dates_ordonnees"),
        ]

    def __str__(self) -> str:
        return f"Lettre de mission {self.annee}, {self.agent}"


class ObjectifMission(ModeleUuid):
    """A result expected by a day. `indicateur` says beforehand how it will show, `preuve` how it did. `version` grows
    at each change."""

    lettre = models.ForeignKey(LettreMission, verbose_name="lettre", on_delete=models.CASCADE, related_name="objectifs")
    ordre = models.PositiveSmallIntegerField("ordre", default=0)
    resultat = models.CharField("résultat attendu", max_length=regles.MAX_COURT)
    echeance = models.DateField("avant le", null=True, blank=True)
    indicateur = models.CharField("à quoi on le verra", max_length=regles.MAX_COURT, blank=True)
    etat = ChampListe(
        "où il en est",
        regles.EtatObjectif,
        max_length=10,
        default=regles.EtatObjectif.A_FAIRE.value,
        connu="objectif_mission_etat_connu",
    )
    preuve = models.TextField("ce qui le montre", max_length=regles.MAX_LONG, blank=True)
    version = models.PositiveIntegerField("version", default=1)

    maison = Maison(copie=INCLUS)

    class Meta:
        db_table = "formation_objectifmission"
        verbose_name = "objectif d’une lettre de mission"
        verbose_name_plural = "objectifs des lettres de mission"
        ordering = ["lettre", "ordre", "created_at", "uuid"]
        constraints = [
            models.CheckConstraint(condition=~Q(resultat=""), name="objectif_mission_rempli"),
            models.CheckConstraint(
                condition=~Q(etat__in=sorted(etat.value for etat in regles.FINIS)) | ~Q(preuve=""),
                name="objectif_mission_fini_montre",
            ),
        ]

    def __str__(self) -> str:
        return self.resultat
