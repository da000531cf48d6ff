"""The quality registers of an organisme. Each line is entered by hand, and is a proof in itself."""

from django.db import models
from django.db.models import F, Q

from convive.espaces.models import Espace
from convive.formation.models.inscription import Inscription
from convive.formation.models.programme import FormationQuerySet
from convive.formation.models.registre import build_maison
from convive.formation.models.session import SessionFormation
from convive.formation.rules import registres as regles
from convive.formation.rules.formation import MAX_COURT, MAX_LONG
from convive.formation.rules.sortes_preuves import SORTES
from convive.socle.champs import ChampListe
from convive.socle.maison import INCLUS, Exclus
from convive.socle.objets import ModeleUuid


class Reclamation(ModeleUuid):
    """`numero` is never reused. `nom` is for somebody who was not enrolled; for a stagiaire, see `inscription`."""

    espace = models.ForeignKey(Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="reclamations")
    session = models.ForeignKey(
        SessionFormation,
        verbose_name="session",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="reclamations",
    )
    inscription = models.ForeignKey(
        Inscription,
        verbose_name="stagiaire",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="reclamations",
    )
    numero = models.CharField("numéro", max_length=12)
    nom = models.CharField(
        "de qui", max_length=MAX_COURT, blank=True, help_text="Une personne, un employeur, un financeur."
    )
    canal = ChampListe("par", regles.Canal, max_length=12, default=regles.Canal.COURRIEL.value)
    recue_le = models.DateField("reçue le")
    objet = models.CharField("objet", max_length=MAX_COURT)
    texte = models.TextField("ce qui est dit", max_length=MAX_LONG, blank=True)
    accusee_le = models.DateField(
        "accusée le", null=True, blank=True, help_text="Le jour où la personne a su que sa réclamation était reçue."
    )
    repondue_le = models.DateField("répondue le", null=True, blank=True)
    reponse = models.TextField(
        "réponse", max_length=MAX_LONG, blank=True, help_text="Un·e stagiaire la lit sur sa page de formation."
    )
    version = models.PositiveIntegerField("version", default=1)

    objects = FormationQuerySet["Reclamation"].as_manager()

    registre = "reclamations"
    maison = build_maison(
        "reclamation",
        "la réclamation",
        Exclus("Une réclamation nomme une personne, et tient à une session qui ne voyage pas."),
    )

    class Meta:
        verbose_name = "réclamation"
        verbose_name_plural = "réclamations"
        ordering = ["espace", "-recue_le", "-numero", "uuid"]
        constraints = [
            models.UniqueConstraint(fields=["espace", "numero"], name="reclamation_numero_unique"),
            models.CheckConstraint(condition=~Q(objet=""), name="reclamation_objet_rempli"),
            models.CheckConstraint(
                condition=Q(repondue_le__isnull=True) | ~Q(reponse=""),
                name="reclamation_repondue_ecrite",
                violation_error_message="Écrivez la réponse qui a été faite.",
            ),
            models.CheckConstraint(
                condition=(Q(accusee_le__isnull=True) | Q(accusee_le__gte=F("recue_le")))
                & (Q(repondue_le__isnull=True) | Q(repondue_le__gte=F("recue_le"))),
                name="reclamation_dates_ordonnees",
                violation_error_message="On ne répond pas avant d’avoir reçu\u00a0: vérifiez les dates.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.numero}, {self.objet}"


class ActionAmelioration(ModeleUuid):
    """An improvement made in response to something that was said or observed."""

    espace = models.ForeignKey(
        Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="actions_amelioration"
    )
    session = models.ForeignKey(
        SessionFormation,
        verbose_name="session",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="actions_amelioration",
    )
    reclamation = models.ForeignKey(
        Reclamation,
        verbose_name="réclamation",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="actions_amelioration",
    )
    origine = ChampListe("d’où elle vient", regles.Origine, max_length=12, default=regles.Origine.APPRECIATION.value)
    constat = models.TextField("ce qui a été constaté", max_length=MAX_LONG, blank=True)
    action = models.CharField("ce que l’on fait", max_length=MAX_COURT)
    responsable = models.CharField("qui", max_length=MAX_COURT, blank=True)
    echeance = models.DateField("avant le", null=True, blank=True)
    etat = ChampListe(
        "où elle en est",
        regles.EtatAction,
        max_length=12,
        default=regles.EtatAction.A_FAIRE.value,
        connu="amelioration_etat_connu",
    )
    bilan = models.TextField(
        "ce que cela a changé", max_length=MAX_LONG, blank=True, help_text="Ou pourquoi elle est abandonnée."
    )
    version = models.PositiveIntegerField("version", default=1)

    objects = FormationQuerySet["ActionAmelioration"].as_manager()

    registre = "amelioration"
    maison = build_maison("action_amelioration", "l’action d’amélioration", INCLUS)

    class Meta:
        verbose_name = "action d’amélioration"
        verbose_name_plural = "actions d’amélioration"
        ordering = ["espace", "etat", "echeance", "uuid"]
        constraints = [
            models.CheckConstraint(condition=~Q(action=""), name="amelioration_remplie"),
            models.CheckConstraint(
                condition=~Q(etat__in=sorted(etat.value for etat in regles.FINIES)) | ~Q(bilan=""),
                name="amelioration_finie_dite",
                violation_error_message="Indiquez ce que cela a changé, ou pourquoi elle est abandonnée.",
            ),
        ]

    def __str__(self) -> str:
        return self.action


class NouvelleVeille(ModeleUuid):
    """A piece of news; it becomes a proof once its use is recorded."""

    espace = models.ForeignKey(Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="nouvelles_veille")
    axe = ChampListe("sujet", regles.AxeVeille, max_length=14, connu="nouvelle_veille_axe_connu")
    date = models.DateField("repérée le")
    titre = models.CharField("quoi", max_length=MAX_COURT)
    source = models.CharField("où", max_length=MAX_COURT, blank=True)
    lien = models.URLField("adresse", max_length=500, blank=True)
    lue_par = models.CharField("lue par", max_length=MAX_COURT, blank=True)
    exploitation = models.TextField(
        "ce que l’on en a fait",
        max_length=MAX_LONG,
        blank=True,
        help_text="Une séquence changée, une question du test, une note à l’équipe.",
    )
    exploitee_le = models.DateField("exploitée le", null=True, blank=True)
    version = models.PositiveIntegerField("version", default=1)

    objects = FormationQuerySet["NouvelleVeille"].as_manager()

    registre = "veille"
    maison = build_maison("nouvelle_veille", "la nouvelle", INCLUS)

    class Meta:
        verbose_name = "nouvelle de veille"
        verbose_name_plural = "nouvelles de veille"
        ordering = ["espace", "-date", "titre", "uuid"]
        constraints = [
            models.CheckConstraint(condition=~Q(titre=""), name="nouvelle_veille_remplie"),
            models.CheckConstraint(
                condition=Q(exploitee_le__isnull=True) | ~Q(exploitation=""),
                name="nouvelle_veille_exploitee_dite",
                violation_error_message="Indiquez ce que l’on en a fait\u00a0: lire ne suffit pas.",
            ),
        ]

    def __str__(self) -> str:
        return self.titre


class PreuveQualiopi(ModeleUuid):
    """A proof added by hand: an attached file, or a URL. Proofs that come from the work itself are read from their own
    rows, and have no row here."""

    espace = models.ForeignKey(Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="preuves_qualiopi")
    session = models.ForeignKey(
        SessionFormation,
        verbose_name="session",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="preuves_qualiopi",
        help_text="Sans choix\u00a0: l’organisme tout entier.",
    )
    sorte = models.CharField(
        "ce qu’elle prouve",
        max_length=30,
        choices=[(sorte.cle, sorte.libelle) for sorte in sorted(SORTES.values(), key=lambda sorte: sorte.libelle)],
    )
    jour = models.DateField("datée du")
    titre = models.CharField("quoi", max_length=MAX_COURT)
    lien = models.URLField("adresse", max_length=500, blank=True)
    note = models.TextField("ce qu’elle montre", max_length=MAX_LONG, blank=True)
    version = models.PositiveIntegerField("version", default=1)

    objects = FormationQuerySet["PreuveQualiopi"].as_manager()

    registre = "preuves"
    maison = build_maison("preuve_qualiopi", "la preuve", Exclus("Une preuve tient à une session qui ne voyage pas."))

    class Meta:
        verbose_name = "preuve Qualiopi"
        verbose_name_plural = "preuves Qualiopi"
        ordering = ["espace", "-jour", "titre", "uuid"]
        constraints = [
            models.CheckConstraint(condition=~Q(titre=""), name="preuve_qualiopi_nommee"),
            models.CheckConstraint(condition=Q(sorte__in=sorted(SORTES)), name="preuve_qualiopi_sorte_connue"),
        ]

    def __str__(self) -> str:
        return self.titre
