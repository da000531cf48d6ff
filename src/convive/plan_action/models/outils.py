"""What helps to work with a plan: saved views, files brought in, what was learned of their shape."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from convive.acteurs.models import FichierImporte, StatutImport
from convive.convention.models import Ctg
from convive.espaces.models import Espace, EspaceLieQuerySet, get_espaces_droit
from convive.plan_action.models.acces import PlanQuerySet
from convive.plan_action.rules.liste import MAX_COLONNES
from convive.plan_action.rules.plan import DROIT_STRUCTURER, MAX_NOM_NIVEAU
from convive.socle.maison import Exclus, Maison
from convive.socle.objets import MAX_CLE, ModeleUuid


class VuePlanQuerySet(PlanQuerySet["VuePlan"]):
    def visible_to(self, compte: Any) -> "VuePlanQuerySet":
        """Shared views, and one’s own."""
        visibles: VuePlanQuerySet = super().visible_to(compte)  # type: ignore[assignment]  # narrower
        return visibles.filter(Q(partagee=True) | Q(auteur=compte.pk))


class VuePlan(ModeleUuid):
    """A way to see the plan that someone keeps: the filters, as in an address. `par_defaut`: the plan opens on it, for
    its author, or for everyone when it is shared; one’s own comes first."""

    espace = models.ForeignKey(Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="vues_plan")
    auteur = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="gardée par",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="vues_plan",
    )
    nom = models.CharField("nom", max_length=MAX_NOM_NIVEAU)
    parametres = models.JSONField("choix", default=dict, blank=True)
    partagee = models.BooleanField("partagée avec l’espace", default=False)
    par_defaut = models.BooleanField("ouvre le plan", default=False)

    objects = VuePlanQuerySet.as_manager()

    maison = Maison(
        "vue_plan",
        "la vue du plan",
        # A copy has no compte: a view that was someone’s own would be nobody’s.
        copie=Exclus("Une vue est à qui l’a gardée : les comptes ne voyagent pas."),
    )

    class Meta:
        verbose_name = "vue du plan"
        verbose_name_plural = "vues du plan"
        ordering = ["espace_id", "nom", "uuid"]
        constraints = [
            models.UniqueConstraint(fields=["espace", "auteur", "nom"], name="vue_plan_unique"),
            models.CheckConstraint(condition=~Q(nom=""), name="vue_plan_nommee"),
            models.UniqueConstraint(
                fields=["espace", "auteur"], condition=Q(par_defaut=True, partagee=False), name="vue_plan_une_a_soi"
            ),
            models.UniqueConstraint(
                fields=["espace"], condition=Q(par_defaut=True, partagee=True), name="vue_plan_une_a_tous"
            ),
        ]

    def __str__(self) -> str:
        return self.nom

    def get_absolute_url(self) -> str:
        """The plan, seen through it."""
        return f"{reverse('plan_action:plan_detail', args=[self.espace_id])}?vue={self.pk}"


class ColonnesPlanQuerySet(EspaceLieQuerySet["ColonnesPlan"]):
    def visible_to(self, compte: Any) -> "ColonnesPlanQuerySet":
        """One’s own alone."""
        return self.filter(compte=compte.pk)


class ColonnesPlan(ModeleUuid):
    """The columns that someone shows in the list of the plans of an espace: their keys, joined by commas."""

    espace = models.ForeignKey(Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="colonnes_plan")
    compte = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="choisies par", on_delete=models.CASCADE, related_name="colonnes_plan"
    )
    colonnes = models.CharField("colonnes", max_length=MAX_COLONNES)

    objects = ColonnesPlanQuerySet.as_manager()

    maison = Maison(copie=Exclus("Ce choix est à une personne : les comptes ne voyagent pas."))

    class Meta:
        verbose_name = "choix de colonnes du plan"
        verbose_name_plural = "choix de colonnes du plan"
        ordering = ["espace_id", "uuid"]
        constraints = [
            models.UniqueConstraint(fields=["espace", "compte"], name="colonnes_plan_unique"),
            models.CheckConstraint(condition=~Q(colonnes=""), name="colonnes_plan_remplies"),
        ]

    def __str__(self) -> str:
        return self.colonnes


class ImportPlanQuerySet(EspaceLieQuerySet["ImportPlan"]):
    def visible_to(self, compte: Any) -> "ImportPlanQuerySet":
        """For the places that shape the plan."""
        if not compte.is_authenticated:
            return self.none()
        return self.filter(espace__in=get_espaces_droit(compte, DROIT_STRUCTURER))


class ImportPlan(FichierImporte):
    """A file of actions. `lecture` is what was read of it, emptied once it is written."""

    espace = models.ForeignKey(Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="imports_plan")
    ctg = models.ForeignKey(Ctg, verbose_name="CTG", on_delete=models.CASCADE, related_name="imports_plan")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="importé par",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="imports_plan",
    )
    lecture = models.JSONField("lecture", default=dict, blank=True)

    objects = ImportPlanQuerySet.as_manager()

    maison = Maison(
        "import_plan",
        "l’import du plan",
        page="plan_action:import_plan_detail",
        copie=Exclus("Un import s’annule là où il a été fait ; les actions qu’il a écrites voyagent."),
    )

    class Meta:
        verbose_name = "import d’un plan"
        verbose_name_plural = "imports de plans"
        ordering = ["espace_id", "-created_at", "uuid"]
        constraints = [
            models.CheckConstraint(condition=Q(statut__in=StatutImport.values), name="import_plan_statut_connu")
        ]


class EcritImportPlan(ModeleUuid):
    """What an import created or changed, kept to undo it: the fields before and after."""

    fichier = models.ForeignKey(ImportPlan, verbose_name="import", on_delete=models.CASCADE, related_name="ecrits")
    objet_type = models.CharField("type d’objet", max_length=MAX_CLE)
    objet_uuid = models.UUIDField("objet", db_index=True)
    is_creation = models.BooleanField("créé")
    avant = models.JSONField("avant", default=dict, blank=True)
    apres = models.JSONField("après", default=dict, blank=True)

    maison = Maison(copie=Exclus("Il sert à annuler un import, là où il a été fait."))

    class Meta:
        verbose_name = "objet écrit par l’import d’un plan"
        verbose_name_plural = "objets écrits par l’import d’un plan"
        ordering = ["fichier_id", "uuid"]
        constraints = [
            models.UniqueConstraint(fields=["fichier", "objet_type", "objet_uuid"], name="ecrit_import_plan_unique")
        ]

    def __str__(self) -> str:
        return f"{self.objet_type} {self.objet_uuid}"


class CorrespondancePlanQuerySet(EspaceLieQuerySet["CorrespondancePlan"]):
    def visible_to(self, compte: Any) -> "CorrespondancePlanQuerySet":
        if not compte.is_authenticated:
            return self.none()
        return self.filter(espace__in=get_espaces_droit(compte, DROIT_STRUCTURER))


class CorrespondancePlan(ModeleUuid):
    """How a file of this shape is read here: what someone corrected once serves the next ones."""

    espace = models.ForeignKey(
        Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="correspondances_plan"
    )
    empreinte = models.CharField("empreinte de la forme", max_length=64)
    correspondances = models.JSONField("correspondances", default=dict, blank=True)

    objects = CorrespondancePlanQuerySet.as_manager()

    maison = Maison(copie=Exclus("Ce qu’un espace a appris de la forme de ses fichiers reste chez lui."))

    class Meta:
        verbose_name = "lecture apprise d’un fichier de plan"
        verbose_name_plural = "lectures apprises des fichiers de plan"
        ordering = ["espace_id", "-updated_at"]
        constraints = [models.UniqueConstraint(fields=["espace", "empreinte"], name="correspondance_plan_unique")]

    def __str__(self) -> str:
        return self.empreinte
