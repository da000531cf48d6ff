"""What was decided, by which body, who does it and by when."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, Q, QuerySet
from django.utils import timezone

from convive.acteurs.models import Fonction, Organisation, Personne
from convive.convention.models import Deliberation
from convive.espaces.models import Espace, EspaceLieQuerySet, Membre, get_espaces, get_espaces_droit
from convive.gouvernance.models.instance import Instance, build_lecteurs, build_role, get_cartes
from convive.gouvernance.models.point import PointOrdreDuJour
from convive.gouvernance.models.seance import Seance, filter_lecteurs_seance
from convive.gouvernance.rules import decisions as regles_decisions
from convive.gouvernance.rules import instances as regles
from convive.gouvernance.rules.decisions import StatutDecision
from convive.gouvernance.rules.seances import StatutSeance
from convive.gouvernance.rules.voix import CLE_DECISION, DONNER_SA_VOIX, Consultation
from convive.plan_action.models import ChangementStatut
from convive.plan_action.models.acces import get_fonctions, get_personnes
from convive.plan_action.rules.plan import DROIT_LIRE as DROIT_LIRE_PLAN
from convive.socle.champs import ChampListe
from convive.socle.droits import droits
from convive.socle.maison import INCLUS, PIECES, Echanges, Maison
from convive.socle.objets import AvecReference, ModeleUuid
from convive.socle.texte import get_texte_nu


class DecisionQuerySet(EspaceLieQuerySet["Decision"]):
    def visible_to(self, compte: Any) -> "DecisionQuerySet":
        """Those of the séances that one reads, once closed; those that no séance took, with their body; and what one
        has to carry out oneself. The team reads all of the bodies that it sees."""
        if not compte.is_authenticated:
            return self.none()
        visibles = Instance.objects.visible_to(compte).order_by().values("pk")
        de_l_instance = Q(instance__isnull=True) | Q(instance__in=visibles)
        equipe = Q(espace__in=get_espaces_droit(compte, regles.DROIT_LIRE_TOUT)) & de_l_instance
        if get_espaces(compte, sauf=droits.get_roles(*regles.DROIT_LIRE_TOUT)) == []:
            return self.filter(equipe)
        lecteurs = get_espaces_droit(compte, regles.DROIT_LIRE)
        closes = Seance.objects.visible_to(compte).filter(statut=StatutSeance.CLOSE.value).order_by().values("pk")
        siennes = Q(responsable__in=get_personnes(compte).values("pk")) | Q(
            organisation_responsable__in=get_fonctions(compte).values("organisation")
        )
        prises = Q(seance__isnull=True) | Q(seance__statut=StatutSeance.CLOSE.value)
        return self.filter(
            equipe
            | Q(seance__in=closes)
            | (Q(espace__in=lecteurs, seance__isnull=True) & de_l_instance)
            | (Q(espace__in=lecteurs) & prises & siennes)
        )

    def prises(self) -> "DecisionQuerySet":
        """Without those on which the members are still asked: nothing is decided yet."""
        return self.filter(Q(consultation_fin__isnull=True) | Q(consultation_close_le__isnull=False))

    def proposees(self) -> "DecisionQuerySet":
        """The database twin of `is_proposee`."""
        return self.filter(consultation_fin__isnull=False, consultation_close_le__isnull=True)

    def ouvertes(self) -> "DecisionQuerySet":
        """The database twin of `is_ouverte`: what is only proposed waits for a vote, not for someone to do it."""
        return self.prises().filter(statut__in=[s.value for s in regles_decisions.OUVERTES])

    def en_retard(self) -> "DecisionQuerySet":
        return self.ouvertes().filter(echeance__lt=timezone.localdate())


def filter_lecteurs(membres: "QuerySet[Membre]", decision: Any) -> "QuerySet[Membre]":
    instance, seance = decision.instance, decision.seance
    lues = Q() if instance is None else build_lecteurs(instance)
    lecteurs = build_role(regles.DROIT_LIRE)
    condition = lues & build_role(regles.DROIT_LIRE_TOUT)
    if seance is None:
        condition |= lecteurs & lues
    elif seance.statut == StatutSeance.CLOSE:
        condition |= Q(pk__in=filter_lecteurs_seance(membres, seance).order_by().values("pk"))
    if seance is None or seance.statut == StatutSeance.CLOSE:
        condition |= lecteurs & build_porteur(decision)
    return membres.filter(condition)


def build_porteur(decision: Any) -> Q:
    condition = Q(pk=decision.responsable_id)
    if decision.organisation_responsable_id is not None:
        fonctions = Fonction.objects.en_cours().filter(organisation=decision.organisation_responsable_id)
        condition |= Q(pk__in=fonctions.values("personne"))
    return build_role(DROIT_LIRE_PLAN) & Q(Exists(get_cartes(decision.espace_id).filter(condition)))


class Decision(ModeleUuid):
    """`numero` counts the decisions of a year in the espace. A responsable and an échéance are asked at the closing,
    unless one takes note of something. `changement_statut` is the move of an action that it made."""

    espace = models.ForeignKey(Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="decisions")
    instance = models.ForeignKey(
        Instance, verbose_name="instance", on_delete=models.SET_NULL, null=True, blank=True, related_name="decisions"
    )
    seance = models.ForeignKey(
        Seance, verbose_name="séance", on_delete=models.SET_NULL, null=True, blank=True, related_name="decisions"
    )
    point = models.ForeignKey(
        PointOrdreDuJour,
        verbose_name="point",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="decisions",
    )
    annee = models.PositiveSmallIntegerField("année")
    numero = models.PositiveIntegerField("numéro")
    date = models.DateField("prise le")
    libelle = models.TextField("décision", max_length=regles_decisions.MAX_LIBELLE)
    type = ChampListe(
        "type",
        regles_decisions.TypeDecision,
        max_length=12,
        default=regles_decisions.TypeDecision.VALIDATION.value,
        connu="decision_type_connu",
    )
    mode = ChampListe(
        "mode",
        regles_decisions.ModeDecision,
        max_length=10,
        default=regles_decisions.ModeDecision.CONSENSUS.value,
        connu="decision_mode_connu",
    )
    voix_pour = models.PositiveSmallIntegerField("pour", null=True, blank=True)
    voix_contre = models.PositiveSmallIntegerField("contre", null=True, blank=True)
    voix_abstention = models.PositiveSmallIntegerField("abstentions", null=True, blank=True)
    responsable = models.ForeignKey(
        Personne,
        verbose_name="responsable",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="decisions_portees",
    )
    organisation_responsable = models.ForeignKey(
        Organisation,
        verbose_name="organisation responsable",
        on_delete=models.RESTRICT,
        null=True,
        blank=True,
        related_name="decisions_portees",
    )
    responsable_texte = models.CharField("responsable, en clair", max_length=regles.MAX_NOM_PERSONNE, blank=True)
    echeance = models.DateField("échéance", null=True, blank=True)
    statut = ChampListe(
        "suivi",
        regles_decisions.StatutDecision,
        max_length=10,
        default=StatutDecision.A_FAIRE.value,
        connu="decision_statut_connu",
    )
    cout_euros = models.PositiveIntegerField("coût (euros)", null=True, blank=True)
    motif = models.TextField("motif", max_length=regles.MAX_MOTIF, blank=True)
    executee_le = models.DateField("faite le", null=True, blank=True)
    prochaine_revue = models.DateField("à revoir le", null=True, blank=True)
    deliberation = models.ForeignKey(
        Deliberation,
        verbose_name="délibération",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="decisions",
    )
    changement_statut = models.ForeignKey(
        ChangementStatut,
        verbose_name="changement de statut",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="decisions",
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="notée par",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="decisions_notees",
    )
    consultation_fin = models.DateField("voix demandées jusqu’au", null=True, blank=True)
    consultation_close_le = models.DateField("consultation arrêtée le", null=True, blank=True)
    version = models.PositiveIntegerField("version", default=1)

    objects = DecisionQuerySet.as_manager()

    maison = Maison(
        CLE_DECISION,
        "la décision",
        page="gouvernance:decision_detail",
        cherche=lambda decision: (str(decision)[:300], get_texte_nu(decision.motif)),
        gestes=(DONNER_SA_VOIX,),
        pieces=PIECES,
        echanges=Echanges(
            filter_lecteurs,
            invite="Ce qui la rend difficile, ce qu’il faudrait pour la tenir : dit ici, cela se relit avec elle.",
        ),
        copie=INCLUS,
    )

    class Meta:
        verbose_name = "décision"
        verbose_name_plural = "décisions"
        ordering = ["espace_id", "-annee", "-numero"]
        indexes = [
            models.Index(fields=["espace", "statut", "echeance"], name="decision_suivi"),
            models.Index(fields=["espace", "-date"], name="decision_espace_date"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["espace", "annee", "numero"], name="decision_numero_unique"),
            models.CheckConstraint(condition=~Q(libelle=""), name="decision_libelle_rempli"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.libelle}"

    @property
    def consultation(self) -> Consultation:
        return Consultation(self.consultation_fin, self.consultation_close_le)

    @property
    def is_proposee(self) -> bool:
        """The members are still asked: nothing is decided before someone closes the consultation."""
        return self.consultation_fin is not None and self.consultation_close_le is None

    @property
    def is_vote_ouvert(self) -> bool:
        return self.consultation.is_ouverte(timezone.localdate())

    @property
    def code(self) -> str:
        return regles_decisions.format_numero(self.annee, self.numero)

    @property
    def libelle_responsable(self) -> str:
        return str(self.responsable or self.responsable_texte or self.organisation_responsable or "")

    @property
    def is_figee(self) -> bool:
        """Closed minutes hold it: they were closed after it was noted."""
        seance = self.seance
        if seance is None or seance.statut != StatutSeance.CLOSE or seance.close_le is None:
            return False
        return self.created_at <= seance.close_le

    @property
    def is_ouverte(self) -> bool:
        return not self.is_proposee and regles_decisions.is_ouverte(self.statut)

    @property
    def is_en_retard(self) -> bool:
        return not self.is_proposee and regles_decisions.is_en_retard(self.statut, self.echeance, timezone.localdate())

    @property
    def faits(self) -> regles_decisions.FaitsDecision:
        return regles_decisions.FaitsDecision(
            libelle=self.libelle,
            mode=self.mode,
            has_responsable=bool(self.responsable_id or self.organisation_responsable_id or self.responsable_texte),
            echeance=self.echeance,
            voix=(self.voix_pour, self.voix_contre, self.voix_abstention),
            statut=self.statut,
            motif=self.motif,
            executee_le=self.executee_le,
        )


class CibleDecisionQuerySet(models.QuerySet["CibleDecision"]):
    def visible_to(self, compte: Any) -> "CibleDecisionQuerySet":
        return self.filter(decision__in=Decision.objects.visible_to(compte).order_by().values("pk"))


class CibleDecision(AvecReference, ModeleUuid):
    """What a decision is about: an action, an enjeu, a constat, a document."""

    decision = models.ForeignKey(Decision, verbose_name="décision", on_delete=models.CASCADE, related_name="cibles")

    objects = CibleDecisionQuerySet.as_manager()

    maison = Maison(copie=INCLUS)

    class Meta:
        verbose_name = "objet d’une décision"
        verbose_name_plural = "objets des décisions"
        ordering = ["decision_id", "created_at", "uuid"]
        indexes = [models.Index(fields=["objet_type", "objet_uuid"], name="cible_decision_objet")]
        constraints = [
            models.UniqueConstraint(fields=["decision", "objet_type", "objet_uuid"], name="cible_decision_unique")
        ]

    def __str__(self) -> str:
        return self.objet_type
