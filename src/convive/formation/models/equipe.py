"""The trainers of an organisme, their own training, its partners. Each line is entered by hand, and is a proof."""

from django.db import models
from django.db.models import F, Q

from convive.espaces.models import Espace
from convive.formation.models.programme import FormationQuerySet
from convive.formation.models.registre import build_maison
from convive.formation.models.session import SessionFormation
from convive.formation.rules import registres as regles
from convive.formation.rules.formation import MAX_COURT, MAX_LONG
from convive.socle.champs import ChampListe
from convive.socle.maison import INCLUS
from convive.socle.objets import ModeleUuid


class DossierIntervenant(ModeleUuid):
    """The evidence that somebody is qualified to teach; diplomas and a CV are attached to it."""

    espace = models.ForeignKey(
        Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="dossiers_intervenants"
    )
    nom = models.CharField("nom", max_length=MAX_COURT, help_text="Comme dans les sessions où la personne intervient.")
    statut = ChampListe(
        "statut", regles.StatutIntervenant, max_length=10, default=regles.StatutIntervenant.INTERNE.value
    )
    fonction = models.CharField("fonction", max_length=MAX_COURT, blank=True)
    competences = models.TextField(
        "compétences",
        max_length=MAX_LONG,
        help_text="Diplômes, expérience du métier, expérience de la formation\u00a0: une ligne chacun.",
    )
    sequences = models.CharField("ce qu’elle ou il anime", max_length=MAX_COURT, blank=True)
    verifie_le = models.DateField("dossier relu le", null=True, blank=True)
    version = models.PositiveIntegerField("version", default=1)

    objects = FormationQuerySet["DossierIntervenant"].as_manager()

    registre = "intervenants"
    maison = build_maison("dossier_intervenant", "le dossier de", INCLUS)

    class Meta:
        verbose_name = "dossier d’intervenant·e"
        verbose_name_plural = "dossiers d’intervenant·es"
        ordering = ["espace", "nom", "uuid"]
        constraints = [
            models.UniqueConstraint(
                fields=["espace", "nom"],
                name="dossier_intervenant_unique",
                violation_error_message="Cette personne a déjà un dossier.",
            ),
            models.CheckConstraint(condition=~Q(nom="") & ~Q(competences=""), name="dossier_intervenant_rempli"),
        ]

    def __str__(self) -> str:
        return self.nom


class ActionCompetence(ModeleUuid):
    """A line of the yearly training plan, for one person of the team, or for all if `dossier` is null."""

    espace = models.ForeignKey(
        Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="actions_competences"
    )
    dossier = models.ForeignKey(
        DossierIntervenant,
        verbose_name="qui",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="actions_competences",
        help_text="Sans choix\u00a0: toute l’équipe.",
    )
    annee = models.PositiveSmallIntegerField("année")
    action = models.CharField("quoi", max_length=MAX_COURT, help_text="Une formation, une lecture, un tutorat…")
    echeance = models.DateField("avant le", null=True, blank=True)
    realisee_le = models.DateField("faite le", null=True, blank=True)
    bilan = models.TextField("ce qu’elle a apporté", max_length=MAX_LONG, blank=True)
    version = models.PositiveIntegerField("version", default=1)

    objects = FormationQuerySet["ActionCompetence"].as_manager()

    registre = "competences"
    maison = build_maison("action_competence", "l’action du plan", INCLUS)

    class Meta:
        verbose_name = "action du plan de compétences"
        verbose_name_plural = "actions du plan de compétences"
        ordering = ["espace", "-annee", "echeance", "uuid"]
        constraints = [
            models.CheckConstraint(condition=~Q(action=""), name="action_competence_remplie"),
            models.CheckConstraint(
                condition=Q(annee__gte=2000) & Q(annee__lte=2199),
                name="action_competence_annee",
                violation_error_message="L’année s’écrit avec quatre chiffres.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.annee}, {self.action}"


class PartenaireHandicap(ModeleUuid):
    """A partner to call when a need is beyond what the organisme can do."""

    espace = models.ForeignKey(
        Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="partenaires_handicap"
    )
    nom = models.CharField("organisme", max_length=MAX_COURT)
    contact = models.CharField(
        "contact", max_length=MAX_COURT, blank=True, help_text="Un service, un standard, une adresse générique."
    )
    appui = models.TextField("pour quoi on l’appelle", max_length=MAX_LONG, blank=True)
    verifie_le = models.DateField("vérifié le", null=True, blank=True)
    version = models.PositiveIntegerField("version", default=1)

    objects = FormationQuerySet["PartenaireHandicap"].as_manager()

    registre = "handicap"
    maison = build_maison("partenaire_handicap", "le partenaire", INCLUS)

    class Meta:
        verbose_name = "partenaire du réseau handicap"
        verbose_name_plural = "partenaires du réseau handicap"
        ordering = ["espace", "nom", "uuid"]
        constraints = [models.CheckConstraint(condition=~Q(nom=""), name="partenaire_handicap_nomme")]

    def __str__(self) -> str:
        return self.nom


class SousTraitance(ModeleUuid):
    """A subcontractor who teaches on behalf of the organisme; the contract is attached."""

    espace = models.ForeignKey(Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="sous_traitances")
    session = models.ForeignKey(
        SessionFormation,
        verbose_name="session",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="sous_traitances",
        help_text="Sans choix\u00a0: toutes les sessions de la période.",
    )
    nom = models.CharField("à qui", max_length=MAX_COURT)
    numero_declaration = models.CharField("numéro de déclaration d’activité", max_length=30, blank=True)
    objet = models.CharField("ce qui est confié", max_length=MAX_COURT)
    date_debut = models.DateField("du", null=True, blank=True)
    date_fin = models.DateField("au", null=True, blank=True)
    verification = models.TextField(
        "comment sa conformité est vérifiée",
        max_length=MAX_LONG,
        blank=True,
        help_text="Certificat Qualiopi demandé, séance observée, dossier de compétences lu…",
    )
    verifiee_le = models.DateField("vérifiée le", null=True, blank=True)
    version = models.PositiveIntegerField("version", default=1)

    objects = FormationQuerySet["SousTraitance"].as_manager()

    registre = "sous-traitance"
    maison = build_maison("sous_traitance", "la sous-traitance", INCLUS)

    class Meta:
        verbose_name = "sous-traitance"
        verbose_name_plural = "sous-traitances"
        ordering = ["espace", "-date_debut", "nom", "uuid"]
        constraints = [
            models.CheckConstraint(condition=~Q(nom="") & ~Q(objet=""), name="sous_traitance_remplie"),
            models.CheckConstraint(
                condition=Q(date_debut__isnull=True) | Q(date_fin__isnull=True) | Q(date_fin__gte=F("date_debut")),
                name="sous_traitance_dates_ordonnees",
                violation_error_message="La fin vient après le début.",
            ),
            models.CheckConstraint(
                condition=Q(verifiee_le__isnull=True) | ~Q(verification=""),
                name="sous_traitance_verifiee_dite",
                violation_error_message="Précisez comment sa conformité a été vérifiée.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nom}, {self.objet}"
