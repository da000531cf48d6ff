"""The fiche-action: the unit of the plan."""

from datetime import date
from typing import Any

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from convive.acteurs.models import Fonction, Organisation, Personne
from convive.convention.models import Ctg, OrientationPlan, PlanExterne
from convive.diagnostic.models import Constat, Enjeu
from convive.espaces.models import (
    Espace,
    Membre,
    PorteeQuerySet,
    TexteVersionne,
    Thematique,
    build_concernes,
    build_versions,
    get_espaces_droit,
)
from convive.offre.models import ServiceEquipement
from convive.plan_action.models.acces import CleDroit, PlanQuerySet, get_fonctions, get_personnes
from convive.plan_action.models.arbre import NoeudPlan
from convive.plan_action.rules import plan as regles
from convive.plan_action.rules.retard import get_echeance_passee, is_en_retard
from convive.plan_action.rules.statuts import ACTIFS, Statut
from convive.socle.champs import ChampListe
from convive.socle.droits import droits
from convive.socle.maison import INCLUS, PIECES, Echanges, Maison
from convive.socle.objets import ModeleUuid
from convive.socle.texte import get_texte_nu

PARTAGEES = ~Q(visibilite=regles.Visibilite.INTERNE.value) & ~Q(statut=Statut.A_PREPARER.value)
"""What is neither a draft nor internal: everyone who reads the plan reads it."""


class EtiquetteQuerySet(PlanQuerySet["EtiquettePlan"]):
    pass


class EtiquettePlan(ModeleUuid):
    """A free label, for what thématiques do not say."""

    espace = models.ForeignKey(Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="etiquettes_plan")
    nom = models.CharField("étiquette", max_length=regles.MAX_ETIQUETTE)

    objects = EtiquetteQuerySet.as_manager()

    maison = Maison(copie=INCLUS)

    class Meta:
        verbose_name = "étiquette du plan"
        verbose_name_plural = "étiquettes du plan"
        ordering = ["espace_id", "nom"]
        constraints = [
            models.UniqueConstraint(fields=["espace", "nom"], name="etiquette_plan_unique"),
            models.CheckConstraint(condition=~Q(nom=""), name="etiquette_plan_remplie"),
        ]

    def __str__(self) -> str:
        return self.nom


class FicheActionQuerySet(PorteeQuerySet["FicheAction"]):
    """`visible_to` is the truth for any compte; `selectors.fiche.list_fiches` says the same for a place that a page has
    already read, in simpler words for the database."""

    droit = regles.DROIT_LIRE

    def visible_to(self, compte: Any) -> "FicheActionQuerySet":
        """What the limits of a place let it see, drafts and internal actions for the team alone; and one’s own."""
        if not compte.is_authenticated:
            return self.none()
        dans_portee: FicheActionQuerySet = super().visible_to(compte)  # type: ignore[assignment]  # narrower
        equipe = Q(espace__in=get_espaces_droit(compte, regles.DROIT_LIRE_TOUT))
        lues = dans_portee.filter(PARTAGEES | equipe)
        if get_espaces_droit(compte, regles.DROIT_CONTRIBUER, sauf=regles.DROIT_LIRE_TOUT) == []:
            return lues
        propres = self.model._default_manager.filter(get_condition_propres(compte, sauf=regles.DROIT_LIRE_TOUT))
        return self.filter(Q(pk__in=lues.order_by().values("pk")) | Q(pk__in=propres.values("pk")))

    def en_retard(self) -> "FicheActionQuerySet":
        """The database twin of `rules.retard.is_en_retard`, for today."""
        return self.filter(statut__in=[s.value for s in ACTIFS], retard_le__lte=timezone.localdate())


def get_condition_propres(compte: Any, *, sauf: CleDroit | None = None) -> Q:
    """The actions that this compte pilots, or that its organisation carries, where it may contribute; not in the
    espaces that `sauf` leaves out."""
    contributeurs = get_espaces_droit(compte, regles.DROIT_CONTRIBUER, sauf=sauf)
    pilotees = FicheAction.pilotes.through._default_manager.filter(personne__in=get_personnes(compte, sauf=sauf))
    portees = get_fonctions(compte, sauf=sauf).values("organisation")
    propres = Q(pk__in=pilotees.values("ficheaction")) | Q(organisation_porteuse__in=portees)
    return Q(espace__in=contributeurs) & propres


def filter_lecteurs(membres: "QuerySet[Membre]", fiche: Any) -> "QuerySet[Membre]":
    """The places that read an action: a draft, or an internal one, is for the team and whoever pilots or carries it."""
    cartes = Personne.objects.filter(
        espace=fiche.espace_id, email__iexact=OuterRef("compte__email"), fusionnee_dans__isnull=True
    )
    pilotes = FicheAction.pilotes.through._default_manager.filter(ficheaction=fiche.pk).values("personne")
    siennes = Q(pk__in=pilotes)
    if porteuse := fiche.organisation_porteuse_id:
        siennes |= Q(pk__in=Fonction.objects.en_cours().filter(organisation=porteuse).values("personne"))
    lecteurs = build_concernes(fiche)
    if fiche.is_interne:
        lecteurs &= Q(role__in=sorted(droits.get_roles(*regles.DROIT_LIRE_TOUT)))
    contributeurs = sorted(droits.get_roles(*regles.DROIT_CONTRIBUER))
    return membres.filter(lecteurs | Q(Exists(cartes.filter(siennes)), role__in=contributeurs))


def get_textes(fiche: Any) -> tuple[str, str]:
    return str(fiche), get_texte_nu("\n\n".join(getattr(fiche, champ) for champ in FicheAction.CHAMPS_TEXTES[1:]))


class FicheAction(TexteVersionne):
    """`noeud` is its place in the tree; none while nobody has chosen. `code` is printed and never changes by itself.

    Without thématique or commune it concerns everyone. `objectifs_operationnels` holds one objective by line.
    `calendrier_texte` and `statut_texte` keep what a file said when no date or status could be read in it.
    What `actions.calculs` computes from the rows is stored beside, so that a list reads nothing else: `completude`,
    `avancement`, the number of steps, the next deadline, `retard_le` (the first day on which it is late), the last
    météo of each regard.
    """

    CHAMPS_TEXTES = (
        *("titre", "constat_texte", "objectif_general", "objectifs_operationnels", "description"),
        *("resultats_attendus", "moyens_humains", "moyens_materiels"),
    )

    espace = models.ForeignKey(Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="fiches_action")
    ctg = models.ForeignKey(Ctg, verbose_name="CTG", on_delete=models.CASCADE, related_name="fiches_action")
    noeud = models.ForeignKey(
        NoeudPlan,
        verbose_name="place dans le plan",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="fiches",
    )
    fiche_parente = models.ForeignKey(
        "self",
        verbose_name="action dont elle fait partie",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="sous_actions",
    )
    code = models.CharField("numéro", max_length=regles.MAX_CODE, blank=True)
    ordre = models.PositiveIntegerField("ordre", default=0)
    titre = models.CharField("titre", max_length=regles.MAX_TITRE_IMPORTE)
    thematiques = models.ManyToManyField(
        Thematique, verbose_name="thématiques", blank=True, related_name="fiches_action"
    )
    etiquettes = models.ManyToManyField(EtiquettePlan, verbose_name="étiquettes", blank=True, related_name="fiches")
    constat_texte = models.TextField("constat de départ", max_length=regles.MAX_TEXTE, blank=True)
    constats = models.ManyToManyField(Constat, verbose_name="constats", blank=True, related_name="fiches_action")
    enjeux = models.ManyToManyField(Enjeu, verbose_name="enjeux", blank=True, related_name="fiches_action")
    objectif_general = models.TextField("objectif général", max_length=regles.MAX_TEXTE, blank=True)
    objectifs_operationnels = models.TextField(
        "objectifs opérationnels", max_length=regles.MAX_TEXTE, blank=True, help_text="Un par ligne."
    )
    description = models.TextField("description", max_length=regles.MAX_TEXTE, blank=True)
    publics = models.JSONField("publics", default=list, blank=True)
    effectif_vise = models.PositiveIntegerField("nombre de personnes visées", null=True, blank=True)
    communes = models.JSONField("communes", default=list, blank=True, help_text="Codes Insee ; vide : toutes.")
    organisation_porteuse = models.ForeignKey(
        # An organisation is archived, never deleted under what it carries.
        Organisation,
        verbose_name="organisation porteuse",
        on_delete=models.RESTRICT,
        null=True,
        blank=True,
        related_name="fiches_portees",
    )
    pilotes = models.ManyToManyField(Personne, verbose_name="pilotes", blank=True, related_name="fiches_pilotees")
    elu_referent = models.ForeignKey(
        Personne,
        verbose_name="élu·e référent·e",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="fiches_referees",
    )
    services = models.ManyToManyField(
        ServiceEquipement, verbose_name="services associés", blank=True, related_name="fiches_action"
    )
    instance_suivi = models.CharField("instance qui la suit", max_length=regles.MAX_INSTANCE, blank=True)
    niveau_participation = models.CharField(
        "participation des habitants",
        max_length=20,
        choices=regles.NiveauParticipation.choices,
        default=regles.NiveauParticipation.AUCUNE.value,
    )
    etp = models.DecimalField("temps de travail (ETP)", max_digits=5, decimal_places=2, null=True, blank=True)
    moyens_humains = models.TextField("moyens humains", max_length=regles.MAX_TEXTE, blank=True)
    moyens_materiels = models.TextField("moyens matériels", max_length=regles.MAX_TEXTE, blank=True)
    date_debut = models.DateField("commence le", null=True, blank=True)
    date_fin = models.DateField("échéance", null=True, blank=True)
    recurrence = models.CharField("récurrence", max_length=10, choices=regles.Recurrence.choices, blank=True)
    calendrier_texte = models.CharField("calendrier, en clair", max_length=regles.MAX_TEXTE_COURT, blank=True)
    resultats_attendus = models.TextField("résultats attendus", max_length=regles.MAX_TEXTE, blank=True)
    statut = ChampListe(
        "statut", Statut, max_length=15, default=Statut.A_PREPARER.value, connu="fiche_action_statut_connu"
    )
    statut_texte = models.CharField("statut, tel qu’importé", max_length=regles.MAX_STATUT_TEXTE, blank=True)
    avancement_saisi = models.PositiveSmallIntegerField(
        "avancement estimé (%)", null=True, blank=True, validators=[MaxValueValidator(100)]
    )
    avancement_note = models.CharField("ce qui le fait dire", max_length=regles.MAX_TEXTE_COURT, blank=True)
    priorite = models.CharField("priorité", max_length=10, choices=regles.Priorite.choices, blank=True)
    blocage_motif = models.TextField("ce qui bloque", max_length=regles.MAX_MOTIF, blank=True)
    deblocage_par = models.CharField("qui peut débloquer", max_length=regles.MAX_TEXTE_COURT, blank=True)
    deblocage_avant = models.DateField("à débloquer avant le", null=True, blank=True)
    origine = models.CharField(
        "origine",
        max_length=10,
        choices=regles.Origine.choices,
        default=regles.Origine.NOUVELLE.value,
    )
    fiche_origine = models.ForeignKey(
        "self",
        verbose_name="action dont elle vient",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="suites",
    )
    orientations = models.ManyToManyField(
        OrientationPlan, verbose_name="orientations d’autres plans", blank=True, related_name="fiches_action"
    )
    plans_externes = models.ManyToManyField(
        PlanExterne, verbose_name="autres plans servis", blank=True, related_name="fiches_action"
    )
    visibilite = ChampListe(
        "qui la lit",
        regles.Visibilite,
        max_length=15,
        default=regles.Visibilite.PARTENAIRES.value,
        connu="fiche_action_visibilite_connue",
    )
    completude = models.PositiveSmallIntegerField("complétude (%)", default=0)
    avancement = models.PositiveSmallIntegerField("avancement (%)", null=True, blank=True)
    nb_etapes = models.PositiveSmallIntegerField("nombre d’étapes", default=0)
    nb_etapes_faites = models.PositiveSmallIntegerField("étapes faites", default=0)
    prochaine_echeance = models.DateField("prochaine échéance", null=True, blank=True)
    retard_le = models.DateField("en retard à partir du", null=True, blank=True)
    meteo_pilote = ChampListe("météo de la ou du pilote", regles.NiveauMeteo, max_length=20, blank=True)
    meteo_caf = ChampListe("météo de la Caf", regles.NiveauMeteo, max_length=20, blank=True)
    meteo_elu = ChampListe("météo de l’élu·e", regles.NiveauMeteo, max_length=20, blank=True)
    date_meteo = models.DateField("dernière météo de la ou du pilote", null=True, blank=True)

    versions = build_versions(
        *("ctg", "noeud", "fiche_parente", "code", "ordre", "publics", "effectif_vise", "communes"),
        *("organisation_porteuse", "elu_referent", "instance_suivi", "niveau_participation", "etp", "date_debut"),
        *("date_fin", "recurrence", "calendrier_texte", "statut", "statut_texte", "avancement_saisi"),
        *("avancement_note", "priorite", "blocage_motif", "deblocage_par", "deblocage_avant", "origine"),
        *("fiche_origine", "visibilite", "completude", "avancement", "nb_etapes", "nb_etapes_faites"),
        *("prochaine_echeance", "retard_le", "meteo_pilote", "meteo_caf", "meteo_elu", "date_meteo"),
        nom="version d’une fiche-action",
        noms="versions des fiches-action",
    )

    objects = FicheActionQuerySet.as_manager()

    maison = Maison(
        "fiche_action",
        "la fiche-action",
        page="plan_action:fiche_action_detail",
        cherche=get_textes,
        pieces=PIECES,
        echanges=Echanges(
            filter_lecteurs,
            invite="Ce qui s’est passé, une date, une question, un désaccord\u00a0: deux lignes suffisent.",
            # Its page puts them beside the sheet.
            page="",
            is_secondaire=True,
        ),
        copie=INCLUS,
    )

    class Meta:
        verbose_name = "fiche-action"
        verbose_name_plural = "fiches-action"
        ordering = ["ctg_id", "ordre", "created_at", "uuid"]
        indexes = [
            models.Index(fields=["ctg", "noeud", "ordre"], name="fiche_action_place"),
            models.Index(fields=["ctg", "statut", "retard_le"], name="fiche_action_retard"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["ctg", "code"], condition=~Q(code=""), name="fiche_action_code_unique"),
            models.CheckConstraint(condition=~Q(titre=""), name="fiche_action_titre_rempli"),
            models.CheckConstraint(
                condition=Q(date_debut__isnull=True) | Q(date_fin__isnull=True) | Q(date_fin__gte=F("date_debut")),
                name="fiche_action_dates_ordonnees",
            ),
            models.CheckConstraint(
                condition=Q(etp__isnull=True) | Q(etp__gte=0, etp__lte=regles.MAX_ETP), name="fiche_action_etp_borne"
            ),
            models.CheckConstraint(
                condition=Q(avancement_saisi__isnull=True) | Q(avancement_saisi__lte=100),
                name="fiche_action_avancement_borne",
            ),
            models.CheckConstraint(
                condition=Q(fiche_parente__isnull=True) | ~Q(fiche_parente=F("uuid")),
                name="fiche_action_pas_sa_parente",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.titre}" if self.code else self.titre

    @property
    def nom_parle(self) -> str:
        """« Créer une micro-crèche (action 2) »: where another number comes before, as in an agenda."""
        return f"{self.titre} (action\u00a0{self.code})" if self.code else self.titre

    @property
    def is_brouillon(self) -> bool:
        return self.statut == Statut.A_PREPARER

    @property
    def is_interne(self) -> bool:
        """A draft is always internal: the Caf sees none."""
        return self.is_brouillon or self.visibilite == regles.Visibilite.INTERNE

    @property
    def is_en_retard(self) -> bool:
        return is_en_retard(self.statut, self.retard_le, timezone.localdate())

    @property
    def echeance_passee(self) -> date | None:
        return get_echeance_passee(self.date_fin, self.prochaine_echeance, timezone.localdate())

    @property
    def liste_objectifs(self) -> list[str]:
        return [ligne.strip() for ligne in self.objectifs_operationnels.splitlines() if ligne.strip()]

    @property
    def liste_publics(self) -> list[str]:
        return [regles.PUBLICS.get(cle, cle) for cle in self.publics]


class ParFicheQuerySet[M: models.Model](models.QuerySet[M]):
    """Rows of an action, for whoever reads the action."""

    def visible_to(self, compte: Any) -> "ParFicheQuerySet[M]":
        return self.filter(fiche__in=FicheAction.objects.visible_to(compte))
