"""What an action needs and what it ties: partners, money, risks, other actions."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from convive.acteurs.models import Organisation
from convive.espaces.models import get_espaces_droit
from convive.plan_action.models.fiche import FicheAction, ParFicheQuerySet
from convive.plan_action.rules import plan as regles
from convive.socle.champs import ChampListe
from convive.socle.maison import INCLUS, Maison
from convive.socle.objets import ModeleUuid


class PartenaireFiche(ModeleUuid):
    """An organisation that contributes without carrying. `confirme`: it said yes, or no; None: nobody knows."""

    fiche = models.ForeignKey(FicheAction, verbose_name="action", on_delete=models.CASCADE, related_name="partenaires")
    organisation = models.ForeignKey(
        Organisation, verbose_name="organisation", on_delete=models.RESTRICT, related_name="partenariats_fiches"
    )
    role = ChampListe(
        "rôle",
        regles.RolePartenaire,
        max_length=15,
        default=regles.RolePartenaire.PARTENAIRE.value,
        connu="partenaire_fiche_role_connu",
    )
    engagement = models.CharField("ce à quoi elle s’engage", max_length=regles.MAX_TEXTE_COURT, blank=True)
    confirme = models.BooleanField("confirmé", null=True, blank=True)
    confirme_le = models.DateField("confirmé le", null=True, blank=True)

    objects = ParFicheQuerySet["PartenaireFiche"].as_manager()

    maison = Maison(copie=INCLUS)

    class Meta:
        verbose_name = "partenaire d’une action"
        verbose_name_plural = "partenaires des actions"
        ordering = ["fiche_id", "created_at", "uuid"]
        constraints = [
            models.UniqueConstraint(fields=["fiche", "organisation"], name="partenaire_fiche_unique"),
        ]

    def __str__(self) -> str:
        return str(self.organisation)


class LigneBudgetQuerySet(ParFicheQuerySet["LigneBudget"]):
    def visible_to(self, compte: Any) -> "LigneBudgetQuerySet":
        """Money has a right of its own, beside that of reading the action."""
        espaces = get_espaces_droit(compte, regles.DROIT_BUDGET)
        return self.filter(fiche__espace__in=espaces, fiche__in=FicheAction.objects.visible_to(compte))


class LigneBudget(ModeleUuid):
    """A line of money. Without a year when a file did not say it. `confirme` marks a signed funding, `demande_le`
    one that was asked for: a plan shows apart what is confirmed, what is asked and what is hoped for."""

    fiche = models.ForeignKey(FicheAction, verbose_name="action", on_delete=models.CASCADE, related_name="budget")
    annee = models.PositiveSmallIntegerField("année", null=True, blank=True)
    sens = ChampListe("sens", regles.SensBudget, max_length=10, connu="ligne_budget_sens_connu")
    nature = models.CharField("nature", max_length=30, choices=list(regles.NATURES.items()), blank=True)
    financeur = models.ForeignKey(
        Organisation,
        verbose_name="financeur",
        on_delete=models.RESTRICT,
        null=True,
        blank=True,
        related_name="lignes_budget",
    )
    financeur_texte = models.CharField("financeur, en clair", max_length=regles.MAX_TEXTE_COURT, blank=True)
    commune = models.CharField("commune", max_length=5, blank=True, help_text="Code Insee.")
    montant_prevu = models.DecimalField("montant prévu", max_digits=12, decimal_places=2, null=True, blank=True)
    montant_realise = models.DecimalField("montant réalisé", max_digits=12, decimal_places=2, null=True, blank=True)
    confirme = models.BooleanField("confirmé", default=False)
    demande_le = models.DateField("demandé le", null=True, blank=True)
    commentaire = models.CharField("commentaire", max_length=regles.MAX_TEXTE_COURT, blank=True)

    objects = LigneBudgetQuerySet.as_manager()

    maison = Maison(copie=INCLUS)

    class Meta:
        verbose_name = "ligne de budget d’une action"
        verbose_name_plural = "lignes de budget des actions"
        # Databases do not agree on where what is empty comes: here, after the years.
        ordering = ["fiche_id", F("annee").asc(nulls_last=True), "sens", "created_at", "uuid"]
        constraints = [
            models.CheckConstraint(
                condition=Q(annee__isnull=True) | Q(annee__gte=regles.ANNEE_MIN, annee__lte=regles.ANNEE_MAX),
                name="ligne_budget_annee_plausible",
            ),
        ]

    def __str__(self) -> str:
        return self.get_nature_display() or self.get_sens_display()


class RisqueFiche(ModeleUuid):
    fiche = models.ForeignKey(FicheAction, verbose_name="action", on_delete=models.CASCADE, related_name="risques")
    libelle = models.CharField("risque", max_length=regles.MAX_TEXTE_COURT)
    gravite = models.CharField(
        "gravité",
        max_length=10,
        choices=regles.Gravite.choices,
        default=regles.Gravite.MOYENNE.value,
    )
    parade = models.CharField("parade", max_length=regles.MAX_TEXTE_COURT, blank=True)

    objects = ParFicheQuerySet["RisqueFiche"].as_manager()

    maison = Maison(copie=INCLUS)

    class Meta:
        verbose_name = "risque d’une action"
        verbose_name_plural = "risques des actions"
        ordering = ["fiche_id", "created_at", "uuid"]
        constraints = [models.CheckConstraint(condition=~Q(libelle=""), name="risque_fiche_rempli")]

    def __str__(self) -> str:
        return self.libelle


class LienFiches(ModeleUuid):
    """Two actions that go together, in no order: one row for the two."""

    de = models.ForeignKey(FicheAction, verbose_name="action", on_delete=models.CASCADE, related_name="liens_de")
    vers = models.ForeignKey(
        FicheAction, verbose_name="action liée", on_delete=models.CASCADE, related_name="liens_vers"
    )

    maison = Maison(copie=INCLUS)

    class Meta:
        verbose_name = "lien entre actions"
        verbose_name_plural = "liens entre actions"
        ordering = ["de_id", "created_at", "uuid"]
        constraints = [
            models.UniqueConstraint(fields=["de", "vers"], name="lien_fiches_unique"),
            models.CheckConstraint(condition=~Q(de=F("vers")), name="lien_fiches_a_deux"),
        ]

    def __str__(self) -> str:
        return f"{self.de} – {self.vers}"


class LigneSppe(ModeleUuid):
    """What an action proves in the checklist by which a CTG stands in for the schéma of early childhood."""

    fiche = models.ForeignKey(FicheAction, verbose_name="action", on_delete=models.CASCADE, related_name="lignes_sppe")
    item = models.CharField("ligne", max_length=30, choices=list(regles.ITEMS_SPPE.items()))

    objects = ParFicheQuerySet["LigneSppe"].as_manager()

    maison = Maison(copie=INCLUS)

    class Meta:
        verbose_name = "ligne du schéma de la petite enfance"
        verbose_name_plural = "lignes du schéma de la petite enfance"
        ordering = ["fiche_id", "item"]
        constraints = [models.UniqueConstraint(fields=["fiche", "item"], name="ligne_sppe_unique")]

    def __str__(self) -> str:
        return self.get_item_display()
