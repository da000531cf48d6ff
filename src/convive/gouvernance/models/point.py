"""The points of an agenda, those that wait for one, and what a séance did not want to take up."""

from typing import Any

from django.db import models
from django.db.models import Q, QuerySet
from django.urls import reverse

from convive.acteurs.models import Personne
from convive.espaces.models import Membre, get_espaces_droit
from convive.gouvernance.models.instance import Instance, build_lecteurs, build_role
from convive.gouvernance.models.seance import ParSeanceQuerySet, Seance, filter_lecteurs_seance
from convive.gouvernance.rules import instances as regles
from convive.gouvernance.rules import seances as regles_seances
from convive.socle.champs import ChampListe
from convive.socle.maison import Ailleurs, Echanges, Exclus, Inclus, Maison
from convive.socle.objets import MAX_CLE, AvecReference, ModeleUuid, Reference
from convive.socle.suivi import QuerySetSuivi

MAX_RAISON = 300


class PointQuerySet(QuerySetSuivi["PointOrdreDuJour"]):
    def visible_to(self, compte: Any) -> "PointQuerySet":
        """With the séance; what waits for one is the team’s."""
        if not compte.is_authenticated:
            return self.none()
        visibles = Instance.objects.visible_to(compte).order_by().values("pk")
        equipe = Q(instance__espace__in=get_espaces_droit(compte, regles.DROIT_LIRE_TOUT))
        return self.filter(
            Q(seance__in=Seance.objects.visible_to(compte).order_by().values("pk"))
            | (Q(instance__in=visibles) & equipe)
        )


def filter_lecteurs(membres: "QuerySet[Membre]", point: Any) -> "QuerySet[Membre]":
    """With its séance; what waits for one is the team’s."""
    condition = build_lecteurs(point.instance) & build_role(regles.DROIT_LIRE_TOUT)
    if point.seance is not None:
        condition |= Q(pk__in=filter_lecteurs_seance(membres, point.seance).order_by().values("pk"))
    return membres.filter(condition)


class PointOrdreDuJour(AvecReference, ModeleUuid):
    """Without `seance` it waits in the backlog of its body. Its reference, when it has one, is what it speaks of;
    `raison` says why it was proposed. `reporte_de` is the point of a former séance that it takes up."""

    instance = models.ForeignKey(Instance, verbose_name="instance", on_delete=models.CASCADE, related_name="points")
    seance = models.ForeignKey(
        Seance, verbose_name="séance", on_delete=models.SET_NULL, null=True, blank=True, related_name="points"
    )
    ordre = models.PositiveIntegerField("ordre", default=0)
    titre = models.CharField("titre", max_length=regles.MAX_TITRE)
    nature = ChampListe(
        "nature",
        regles_seances.NaturePoint,
        max_length=12,
        default=regles_seances.NaturePoint.INFORMATION.value,
        connu="point_nature_connue",
    )
    duree_minutes = models.PositiveSmallIntegerField("durée (minutes)", default=10)
    rapporteur = models.ForeignKey(
        Personne,
        verbose_name="présenté par",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="points_presentes",
    )
    rapporteur_texte = models.CharField("présenté par, en clair", max_length=regles.MAX_NOM_PERSONNE, blank=True)
    objet_type = models.CharField("type d’objet", max_length=MAX_CLE, blank=True)
    objet_uuid = models.UUIDField("identifiant de l’objet", null=True, blank=True)  # type: ignore[assignment]  # a point may speak of nothing else
    raison = models.CharField("pourquoi il est là", max_length=MAX_RAISON, blank=True)
    texte = models.TextField("notes de préparation", max_length=regles.MAX_TEXTE, blank=True)
    etat = ChampListe(
        "état",
        regles_seances.EtatPoint,
        max_length=8,
        default=regles_seances.EtatPoint.PREVU.value,
        connu="point_etat_connu",
    )
    reporte_de = models.ForeignKey(
        "self", verbose_name="repris de", on_delete=models.SET_NULL, null=True, blank=True, related_name="suites"
    )
    version = models.PositiveIntegerField("version", default=1)

    objects = PointQuerySet.as_manager()

    maison = Maison(
        "point_ordre_du_jour",
        "le point",
        espace="instance.espace_id",
        avec=("instance",),
        echanges=Echanges(filter_lecteurs),
        # A point still says what was spoken of, whatever became of the thing.
        copie=Inclus(ailleurs=Ailleurs.DETACHER),
    )

    class Meta:
        verbose_name = "point de l’ordre du jour"
        verbose_name_plural = "points des ordres du jour"
        ordering = ["instance_id", "seance_id", "ordre", "created_at", "uuid"]
        indexes = [models.Index(fields=["objet_type", "objet_uuid"], name="point_objet")]
        constraints = [
            models.CheckConstraint(condition=~Q(titre=""), name="point_titre_rempli"),
            models.CheckConstraint(
                # A copy may keep the kind of what it leaves behind.
                condition=Q(objet_uuid__isnull=True) | ~Q(objet_type=""),
                name="point_objet_entier",
            ),
        ]

    def __str__(self) -> str:
        return self.titre

    @property
    def cible(self) -> Reference | None:
        return Reference(self.objet_type, self.objet_uuid) if self.objet_uuid else None

    @property
    def libelle_rapporteur(self) -> str:
        return str(self.rapporteur) if self.rapporteur else self.rapporteur_texte

    def get_absolute_url(self) -> str:
        """Its place on the page of its séance, or the body where it waits."""
        espace_uuid = self.instance.espace_id
        if self.seance_id is None:
            return reverse("gouvernance:instance_detail", args=[espace_uuid, self.instance_id])
        return (
            f"{reverse('gouvernance:seance_detail', args=[espace_uuid, self.seance_id])}?etape=preparer#point-{self.pk}"
        )


class PropositionEcartee(AvecReference, ModeleUuid):
    """« Pas cette fois »: what was proposed for a séance and left out. `sorte` is why it was proposed: the same object
    may come back for another reason."""

    seance = models.ForeignKey(
        Seance, verbose_name="séance", on_delete=models.CASCADE, related_name="propositions_ecartees"
    )
    sorte = models.CharField("sorte", max_length=30)

    objects = ParSeanceQuerySet["PropositionEcartee"].as_manager()

    maison = Maison(copie=Exclus("Ce qu’une séance a laissé de côté se propose de nouveau ailleurs."))

    class Meta:
        verbose_name = "proposition écartée"
        verbose_name_plural = "propositions écartées"
        ordering = ["seance_id", "created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["seance", "sorte", "objet_type", "objet_uuid"], name="proposition_ecartee_unique"
            )
        ]

    def __str__(self) -> str:
        return self.sorte
