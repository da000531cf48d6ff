"""The life of an action: its steps, what is said of it, how its status moved."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from convive.acteurs.models import Personne
from convive.espaces.models import LienMagique, get_espaces_droit
from convive.plan_action.models.fiche import FicheAction, ParFicheQuerySet, get_condition_propres
from convive.plan_action.rules import plan as regles
from convive.plan_action.rules.statuts import Statut
from convive.socle.champs import ChampListe
from convive.socle.formats import avec_de
from convive.socle.maison import INCLUS, Inclus, Maison
from convive.socle.objets import ModeleUuid


class EtapeFiche(ModeleUuid):
    """A step. `responsable_texte` is as it was written when the person has no card."""

    fiche = models.ForeignKey(FicheAction, verbose_name="action", on_delete=models.CASCADE, related_name="etapes")
    libelle = models.CharField("étape", max_length=regles.MAX_TEXTE_COURT)
    ordre = models.PositiveSmallIntegerField("ordre", default=0)
    echeance = models.DateField("échéance", null=True, blank=True)
    responsable = models.ForeignKey(
        Personne,
        verbose_name="responsable",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="etapes_plan",
    )
    responsable_texte = models.CharField("responsable, en clair", max_length=regles.MAX_NOM_PERSONNE, blank=True)
    faite_le = models.DateField("faite le", null=True, blank=True)

    objects = ParFicheQuerySet["EtapeFiche"].as_manager()

    maison = Maison(copie=INCLUS)

    class Meta:
        verbose_name = "étape d’une action"
        verbose_name_plural = "étapes des actions"
        ordering = ["fiche_id", "ordre", "created_at"]
        constraints = [models.CheckConstraint(condition=~Q(libelle=""), name="etape_fiche_remplie")]

    def __str__(self) -> str:
        return self.libelle


class MeteoFiche(ModeleUuid):
    """A dated judgement, from one regard. Written once: the next one is another row."""

    fiche = models.ForeignKey(FicheAction, verbose_name="action", on_delete=models.CASCADE, related_name="meteos")
    regard = ChampListe("regard", regles.Regard, max_length=10, connu="meteo_regard_connu")
    niveau = ChampListe("météo", regles.NiveauMeteo, max_length=20)
    phrase = models.CharField("en une phrase", max_length=regles.MAX_PHRASE, blank=True)
    date = models.DateField("date")
    auteur = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="donnée par",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="meteos_donnees",
    )
    auteur_nom = models.CharField("nom", max_length=regles.MAX_NOM_PERSONNE, blank=True)

    objects = ParFicheQuerySet["MeteoFiche"].as_manager()

    maison = Maison(copie=INCLUS)

    class Meta:
        verbose_name = "météo d’une action"
        verbose_name_plural = "météos des actions"
        ordering = ["fiche_id", "-date", "-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(niveau__in=[n.value for n in regles.NiveauMeteo]), name="meteo_niveau_connu"
            ),
        ]

    def __str__(self) -> str:
        return self.get_niveau_display()


class NoteSuiviQuerySet(ParFicheQuerySet["NoteSuivi"]):
    def visible_to(self, compte: Any) -> "NoteSuiviQuerySet":
        """Shared notes of the actions that one reads; internal ones for the team, and for whoever wrote them."""
        visibles: NoteSuiviQuerySet = super().visible_to(compte)  # type: ignore[assignment]  # narrower
        if not compte.is_authenticated:
            return visibles
        equipe = Q(fiche__espace__in=get_espaces_droit(compte, regles.DROIT_LIRE_TOUT))
        return visibles.filter(Q(visibilite=regles.VisibiliteNote.PARTAGEE) | Q(auteur=compte.pk) | equipe)


class NoteSuivi(ModeleUuid):
    """A dated follow-up note. Written once: a mistake is mended by another note."""

    fiche = models.ForeignKey(FicheAction, verbose_name="action", on_delete=models.CASCADE, related_name="notes_suivi")
    date = models.DateField("date")
    texte = models.TextField("note", max_length=regles.MAX_TEXTE)
    visibilite = ChampListe(
        "qui la lit",
        regles.VisibiliteNote,
        max_length=10,
        default=regles.VisibiliteNote.INTERNE.value,
        connu="note_suivi_visibilite_connue",
    )
    auteur = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="écrite par",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="notes_suivi",
    )
    auteur_libelle = models.CharField("nom", max_length=regles.MAX_NOM_PERSONNE, blank=True)

    objects = NoteSuiviQuerySet.as_manager()

    maison = Maison(copie=INCLUS)

    class Meta:
        verbose_name = "note de suivi"
        verbose_name_plural = "notes de suivi"
        ordering = ["fiche_id", "-date", "-created_at"]
        constraints = [
            models.CheckConstraint(condition=~Q(texte=""), name="note_suivi_remplie"),
        ]

    def __str__(self) -> str:
        return self.texte[:80]


class ChangementStatut(ModeleUuid):
    """A move of the status: dated, signed, with its reason. `instance_libelle` and `date_instance` keep the body that
    decided, in words, so that a plan can be validated before its bodies are entered."""

    fiche = models.ForeignKey(
        FicheAction, verbose_name="action", on_delete=models.CASCADE, related_name="changements_statut"
    )
    de = ChampListe("de", Statut, max_length=15, blank=True)
    vers = ChampListe("à", Statut, max_length=15, connu="changement_statut_connu")
    date = models.DateField("date")
    motif = models.TextField("motif", max_length=regles.MAX_MOTIF, blank=True)
    instance_libelle = models.CharField("décidé par", max_length=regles.MAX_INSTANCE, blank=True)
    date_instance = models.DateField("séance du", null=True, blank=True)
    par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="noté par",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="changements_statut",
    )

    objects = ParFicheQuerySet["ChangementStatut"].as_manager()

    maison = Maison(copie=INCLUS)

    class Meta:
        verbose_name = "changement de statut"
        verbose_name_plural = "changements de statut"
        ordering = ["fiche_id", "-date", "-created_at"]

    def __str__(self) -> str:
        return self.get_vers_display()


class BilanAnnuelFiche(ModeleUuid):
    """What held an action back, what helped it, what comes next: one row a year, for the bilan."""

    fiche = models.ForeignKey(FicheAction, verbose_name="action", on_delete=models.CASCADE, related_name="bilans")
    annee = models.PositiveSmallIntegerField("année")
    freins = models.TextField("freins", max_length=regles.MAX_TEXTE, blank=True)
    leviers = models.TextField("leviers", max_length=regles.MAX_TEXTE, blank=True)
    suites = models.TextField("suites", max_length=regles.MAX_TEXTE, blank=True)

    objects = ParFicheQuerySet["BilanAnnuelFiche"].as_manager()

    maison = Maison(copie=INCLUS)

    class Meta:
        verbose_name = "bilan annuel d’une action"
        verbose_name_plural = "bilans annuels des actions"
        ordering = ["fiche_id", "-annee"]
        constraints = [models.UniqueConstraint(fields=["fiche", "annee"], name="bilan_annuel_fiche_unique")]

    def __str__(self) -> str:
        return f"{self.annee}"


class ReponsePiloteQuerySet(ParFicheQuerySet["ReponsePilote"]):
    def visible_to(self, compte: Any) -> "ReponsePiloteQuerySet":
        """For the team that reads them over, and for the pilotes of the action."""
        if not compte.is_authenticated:
            return self.none()
        equipe = Q(fiche__espace__in=get_espaces_droit(compte, regles.DROIT_LIRE_TOUT))
        propres = FicheAction.objects.filter(get_condition_propres(compte))
        visibles: ReponsePiloteQuerySet = super().visible_to(compte)  # type: ignore[assignment]  # narrower
        return visibles.filter(equipe | Q(fiche__in=propres))


class ReponsePilote(ModeleUuid):
    """What a pilote answered through a link, before someone reads it over. `relue_par` did."""

    fiche = models.ForeignKey(FicheAction, verbose_name="action", on_delete=models.CASCADE, related_name="reponses")
    lien = models.ForeignKey(
        LienMagique,
        verbose_name="lien",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="reponses_pilotes",
    )
    auteur_nom = models.CharField("nom", max_length=regles.MAX_NOM_PERSONNE, blank=True)
    fait = models.TextField("ce qui a été fait", max_length=regles.MAX_TEXTE, blank=True)
    changement = models.TextField("ce que ça change", max_length=regles.MAX_TEXTE, blank=True)
    ajustement = models.TextField("ce qu’on ajuste", max_length=regles.MAX_TEXTE, blank=True)
    meteo = ChampListe("météo", regles.NiveauMeteo, max_length=20, blank=True)
    phrase = models.CharField("en une phrase", max_length=regles.MAX_PHRASE, blank=True)
    etapes_faites = models.JSONField("étapes déclarées faites", default=list, blank=True)
    recue_le = models.DateTimeField("reçue le")
    statut = ChampListe(
        "statut",
        regles.StatutReponse,
        max_length=10,
        default=regles.StatutReponse.A_RELIRE.value,
        connu="reponse_pilote_statut_connu",
    )
    relue_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="relue par",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="reponses_relues",
    )
    relue_le = models.DateTimeField("relue le", null=True, blank=True)

    objects = ReponsePiloteQuerySet.as_manager()

    # The links that were sent do not leave the espace; what was answered does.
    maison = Maison(copie=Inclus(sans=("lien",)))

    class Meta:
        verbose_name = "réponse d’un·e pilote"
        verbose_name_plural = "réponses des pilotes"
        ordering = ["fiche_id", "-recue_le"]

    def __str__(self) -> str:
        return f"Réponse {avec_de(self.auteur_nom)}" if self.auteur_nom else "Réponse d’un·e pilote"
