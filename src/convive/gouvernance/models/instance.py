"""Bodies (COPIL, COTECH, groups), and who sits in them."""

from datetime import date
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.expressions import Combinable
from django.utils import timezone

from convive.acteurs.models import Fonction, Organisation, Personne
from convive.convention.models import Ctg
from convive.espaces.models import Espace, Membre, PorteeQuerySet, Thematique, build_concernes
from convive.espaces.rules import get_dernier_jour
from convive.gouvernance.rules import instances as regles
from convive.plan_action.models.acces import CleDroit, get_fonctions, get_personnes
from convive.plan_action.rules.plan import DROIT_LIRE as DROIT_LIRE_PLAN
from convive.socle.champs import ChampListe
from convive.socle.droits import droits
from convive.socle.maison import INCLUS, Echanges, Maison
from convive.socle.objets import ModeleUuid


class InstanceQuerySet(PorteeQuerySet["Instance"]):
    droit = regles.DROIT_LIRE

    def visible_to(self, compte: Any) -> "InstanceQuerySet":
        """The bodies that concern a place, and those in which the person sits."""
        if not compte.is_authenticated:
            return self.none()
        concernees: InstanceQuerySet = super().visible_to(compte)  # type: ignore[assignment]  # narrower
        siens = get_sieges(compte, sauf=regles.DROIT_LIRE)
        if siens.query.is_empty():
            return concernees
        return self.filter(Q(pk__in=concernees.order_by().values("pk")) | Q(pk__in=siens.values("instance")))

    def actives(self) -> "InstanceQuerySet":
        return self.filter(archivee_le__isnull=True)


def build_role(droit: tuple[str, str, str]) -> Q:
    return Q(role__in=sorted(droits.get_roles(*droit)))


def get_cartes(espace: Any) -> "QuerySet[Personne]":
    """The cards of the directory that bear the address of a place, as `plan_action.models.acces` finds them."""
    return Personne.objects.filter(
        espace=espace, email__iexact=OuterRef("compte__email"), fusionnee_dans__isnull=True
    ).order_by()


def build_siege(instance: "Instance") -> Q:
    sieges = MembreInstance.objects.en_cours().filter(instance=instance.pk).order_by()
    organisations = sieges.filter(personne__isnull=True, nom="", organisation__isnull=False).values("organisation")
    delegues = Fonction.objects.en_cours().filter(organisation__in=organisations).values("personne")
    personnes = sieges.filter(personne__isnull=False).values("personne")
    cartes = get_cartes(instance.espace_id).filter(Q(pk__in=personnes) | Q(pk__in=delegues))
    return build_role(DROIT_LIRE_PLAN) & Q(Exists(cartes))


def build_lecteurs(instance: "Instance") -> Q:
    """The places that the body concerns, and those of who sits there."""
    return build_concernes(instance) | build_siege(instance)


def filter_lecteurs(membres: "QuerySet[Membre]", instance: Any) -> "QuerySet[Membre]":
    return membres.filter(build_lecteurs(instance))


class Instance(ModeleUuid):
    """A permanent group that meets. `nom` is what people call it here, `type` its usual kind.

    Without thématique or commune it concerns everyone. `jour_semaine` (0 for Monday) and `heure_debut` are its habits,
    from which a year is proposed. A quorum is a number or a share of the titulaires, or none.
    """

    espace = models.ForeignKey(Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="instances")
    ctg = models.ForeignKey(
        Ctg, verbose_name="CTG", on_delete=models.SET_NULL, null=True, blank=True, related_name="instances"
    )
    type = ChampListe("type", regles.TypeInstance, max_length=25, connu="instance_type_connu")
    nom = models.CharField("nom", max_length=regles.MAX_NOM)
    role = models.TextField("à quoi elle sert", max_length=regles.MAX_ROLE, blank=True)
    thematiques = models.ManyToManyField(Thematique, verbose_name="thématiques", blank=True, related_name="instances")
    communes = models.JSONField("communes", default=list, blank=True, help_text="Codes Insee ; vide : toutes.")
    presidence = models.ForeignKey(
        Personne,
        verbose_name="présidée par",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="instances_presidees",
    )
    seances_par_an = models.PositiveSmallIntegerField(
        "séances par an", null=True, blank=True, validators=[MaxValueValidator(regles.MAX_SEANCES_PAR_AN)]
    )
    duree_minutes = models.PositiveSmallIntegerField(
        "durée d’une séance (minutes)",
        default=120,
        validators=[MinValueValidator(1), MaxValueValidator(regles.MAX_DUREE_MINUTES)],
    )
    jour_semaine = models.PositiveSmallIntegerField("jour habituel", null=True, blank=True)
    heure_debut = models.TimeField("heure habituelle", null=True, blank=True)
    lieu = models.CharField("lieu habituel", max_length=regles.MAX_LIEU, blank=True)
    quorum_nombre = models.PositiveSmallIntegerField("quorum, en membres", null=True, blank=True)
    quorum_part = models.PositiveSmallIntegerField("quorum, en part des titulaires (%)", null=True, blank=True)
    is_ouverte_partenaires = models.BooleanField("visible par les partenaires et la Caf", default=True)
    archivee_le = models.DateTimeField("archivée le", null=True, blank=True)
    version = models.PositiveIntegerField("version", default=1)

    objects = InstanceQuerySet.as_manager()

    maison = Maison(
        "instance",
        "l’instance",
        page="gouvernance:instance_detail",
        cherche=("nom", "role"),
        echanges=Echanges(filter_lecteurs, is_secondaire=True),
        copie=INCLUS,
    )

    class Meta:
        verbose_name = "instance"
        verbose_name_plural = "instances"
        ordering = ["espace_id", "created_at", "uuid"]
        constraints = [
            models.UniqueConstraint(
                fields=["espace", "nom"], condition=Q(archivee_le__isnull=True), name="instance_nom_unique"
            ),
            models.CheckConstraint(condition=~Q(nom=""), name="instance_nom_rempli"),
            models.CheckConstraint(
                condition=Q(quorum_nombre__isnull=True) | Q(quorum_part__isnull=True), name="instance_un_seul_quorum"
            ),
            models.CheckConstraint(
                condition=Q(quorum_part__isnull=True) | Q(quorum_part__gte=1, quorum_part__lte=100),
                name="instance_quorum_part_bornee",
            ),
            models.CheckConstraint(
                condition=Q(jour_semaine__isnull=True) | Q(jour_semaine__lt=regles.JOURS_OUVRES),
                name="instance_jour_ouvre",
            ),
        ]

    def __str__(self) -> str:
        return self.nom

    @property
    def quorum(self) -> regles.Quorum:
        return regles.Quorum(self.quorum_nombre, self.quorum_part)


class MembreInstanceQuerySet(models.QuerySet["MembreInstance"]):
    def visible_to(self, compte: Any) -> "MembreInstanceQuerySet":
        return self.filter(instance__in=Instance.objects.visible_to(compte))

    def en_cours(self, jour: date | Combinable | None = None) -> "MembreInstanceQuerySet":
        """The database twin of `rules.instances.is_mandat_en_cours`, for today unless a day is given, or a column."""
        day = jour or timezone.localdate()
        return self.filter(Q(date_fin__isnull=True) | Q(date_fin__gt=day), date_debut__lte=day)


class MembreInstance(ModeleUuid):
    """A seat: held by a person, an organisation, a person for an organisation, or someone who is only named (`nom`).

    Dated and never rewritten: a renewal closes the seat and opens another. `date_fin` is the first day that no longer
    counts. `supplee` is the seat that a suppléant·e may take; empty, any of the body.
    """

    instance = models.ForeignKey(Instance, verbose_name="instance", on_delete=models.CASCADE, related_name="membres")
    personne = models.ForeignKey(
        Personne,
        verbose_name="personne",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="sieges_instances",
    )
    organisation = models.ForeignKey(
        # An organisation is archived, never deleted under a seat.
        Organisation,
        verbose_name="organisation",
        on_delete=models.RESTRICT,
        null=True,
        blank=True,
        related_name="sieges_instances",
    )
    nom = models.CharField("nom, en clair", max_length=regles.MAX_NOM_PERSONNE, blank=True)
    qualite = models.CharField("en qualité de", max_length=regles.MAX_QUALITE, blank=True)
    siege = ChampListe(
        "siège", regles.Siege, max_length=10, default=regles.Siege.TITULAIRE.value, connu="membre_instance_siege_connu"
    )
    supplee = models.ForeignKey(
        "self", verbose_name="supplée", on_delete=models.SET_NULL, null=True, blank=True, related_name="suppleants"
    )
    voix = ChampListe(
        "voix", regles.Voix, max_length=15, default=regles.Voix.DELIBERATIVE.value, connu="membre_instance_voix_connue"
    )
    is_elu = models.BooleanField("au titre d’un mandat d’élu·e", default=False)
    date_debut = models.DateField("du")
    date_fin = models.DateField("jusqu’au (exclu)", null=True, blank=True)

    objects = MembreInstanceQuerySet.as_manager()

    maison = Maison(
        "membre_instance",
        "le siège",
        libelle="Siège d’une instance",
        page="gouvernance:instance_detail",
        args=("instance.espace_id", "instance_id"),
        espace="instance.espace_id",
        avec=("instance", "personne", "organisation"),
        copie=INCLUS,
    )

    class Meta:
        verbose_name = "membre d’une instance"
        verbose_name_plural = "membres des instances"
        ordering = ["instance_id", "siege", "created_at", "uuid"]
        indexes = [models.Index(fields=["instance", "date_fin"], name="membre_instance_actuel")]
        constraints = [
            models.CheckConstraint(
                condition=Q(date_fin__isnull=True) | Q(date_fin__gte=F("date_debut")),
                name="membre_instance_dates_ordonnees",
            ),
            models.CheckConstraint(
                condition=Q(siege=regles.Siege.SUPPLEANT.value) | Q(supplee__isnull=True),
                name="membre_instance_supplee_par_suppleant",
            ),
        ]

    def __str__(self) -> str:
        """One person, or the organisation that sits, or the name as it was written."""
        return str(self.personne or self.nom or self.organisation or "Siège vacant")

    @property
    def dernier_jour(self) -> date | None:
        return self.date_fin and get_dernier_jour(self.date_fin)

    @property
    def is_en_cours(self) -> bool:
        return regles.is_mandat_en_cours(self.date_debut, self.date_fin, timezone.localdate())


def get_sieges(compte: Any, *, sauf: CleDroit | None = None) -> MembreInstanceQuerySet:
    """The seats of today that a compte holds: by its card of the directory, or that of its organisation; not in the
    espaces that `sauf` leaves out."""
    personnes = get_personnes(compte, sauf=sauf)
    if personnes.query.is_empty():
        return MembreInstance.objects.none()
    organisations = get_fonctions(compte, sauf=sauf).values("organisation")
    propres = Q(personne__in=personnes.values("pk")) | Q(personne__isnull=True, nom="", organisation__in=organisations)
    return MembreInstance.objects.en_cours().filter(propres)
