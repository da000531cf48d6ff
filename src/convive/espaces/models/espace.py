"""Espaces, their dated périmètres, the places that people hold in them."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, cast

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, prefetch_related_objects
from django.utils import timezone
from django.utils.functional import cached_property

from convive.espaces.rules import (
    MAX_NOM_ESPACE,
    Limites,
    get_dernier_jour,
    is_en_cours,
)
from convive.socle.droits import droits
from convive.socle.maison import Echanges, Exclus, Inclus, Maison, Pieces
from convive.socle.objets import ModeleUuid
from convive.socle.suivi import QuerySetSuivi
from convive.territoires.models import Perimetre
from convive.territoires.rules.territoires import PREFIXE_FICTIF_INSEE

COMMUNES_FICTIVES = Q(perimetre__communes__code__startswith=PREFIXE_FICTIF_INSEE)
PLACES = "places_lues"
"""On a compte: its places, once they are kept for a page."""


class TypeEspace(models.TextChoices):
    TERRITOIRE = "territoire", "Territoire"
    DEPARTEMENT = "departement", "Département (Caf)"
    ORGANISME_FORMATION = "organisme_formation", "Organisme de formation"
    CABINET = "cabinet", "Cabinet"
    ENTRAINEMENT = "entrainement", "Entraînement"


TYPES_SANS_TERRITOIRE = frozenset({TypeEspace.ORGANISME_FORMATION, TypeEspace.CABINET})
"""For a team: no commune, and no thématique of its own, though its page offers the usual ones all the same."""


class Role(models.TextChoices):
    CHARGE_COOPERATION = "charge_cooperation", "Chargé·e de coopération"
    COORDONNATEUR_THEMATIQUE = "coordonnateur_thematique", "Coordonnateur·rice thématique"
    DIRECTION = "direction", "Direction"
    ELU = "elu", "Élu·e"
    CONSEILLER_CAF = "conseiller_caf", "Conseiller·e Caf"
    PARTENAIRE = "partenaire", "Partenaire"
    LECTURE = "lecture", "Lecteur·rice"
    FORMATEUR = "formateur", "Formateur·rice"
    ADMINISTRATEUR_TECHNIQUE = "administrateur_technique", "Administrateur·rice technique"


def get_condition_en_cours() -> Q:
    """The database twin of `rules.is_en_cours`, for today."""
    today = timezone.localdate()
    return Q(date_debut__lte=today) & (Q(date_fin__isnull=True) | Q(date_fin__gt=today))


def get_communes_fictives(espace: str) -> "models.QuerySet[PerimetreEspace]":
    """The invented communes of the espace that the column `espace` of the row names."""
    return PerimetreEspace.objects.filter(COMMUNES_FICTIVES, espace=OuterRef(espace))


class EspaceQuerySet(QuerySetSuivi["Espace"]):
    def with_fictif(self) -> "EspaceQuerySet":
        """With what `is_fictif` asks, for a list."""
        return self.annotate(has_communes_fictives=Exists(get_communes_fictives("pk")))

    def visible_to(self, compte: Any) -> "EspaceQuerySet":
        """Espaces of which the person is a member today; none for an anonymous visitor."""
        if not compte.is_authenticated:
            return self.none()
        return self.filter(pk__in=get_espaces(compte), date_suppression__isnull=True)

    def for_droit(self, compte: Any, domaine: str, objet: str, geste: str) -> "EspaceQuerySet":
        """Espaces where the place of this person, today, has this right."""
        droit = droits.get(domaine, objet, geste)
        if not compte.is_authenticated:
            return self.none()
        return self.filter(pk__in=get_espaces(compte, droit.roles, is_entiere=droit.place_entiere))


class Espace(ModeleUuid):
    """A cooperation workspace: it outlives the conventions that it signs.

    A deleted one waits, hidden from everyone, until its chargé·e restores it or it is purged.
    """

    nom = models.CharField("nom", max_length=MAX_NOM_ESPACE)
    type = models.CharField("type", max_length=30, choices=TypeEspace, default=TypeEspace.TERRITOIRE)
    expire_le = models.DateField("expire le", null=True, blank=True)
    date_suppression = models.DateTimeField("supprimé le", null=True, blank=True)
    is_debut_masque = models.BooleanField("«\u00a0Pour commencer\u00a0» masqué", default=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="créé par",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="espaces_crees",
    )

    objects = EspaceQuerySet.as_manager()

    maison = Maison(
        "espace",
        "l’espace",
        page="espaces:espace_detail",
        args=("pk",),
        espace="pk",
        visible_to=lambda compte: Espace.objects.for_droit(compte, "espaces", "L’accueil de l’espace", "voir"),
        cherche=("nom",),
        # Both have a page of their own, where those of the espace are with the others.
        pieces=Pieces(page=""),
        echanges=Echanges(page=""),
        # The end of an espace is that of the people who hold it: the other one has its own.
        copie=Inclus(
            sans=("created_by", "expire_le", "date_suppression", "is_debut_masque", "created_at", "updated_at"),
            structure=True,
        ),
    )

    class Meta:
        verbose_name = "espace"
        verbose_name_plural = "espaces"
        ordering = ["nom", "uuid"]
        constraints = [
            models.CheckConstraint(condition=~Q(nom=""), name="espace_nom_rempli"),
            models.CheckConstraint(condition=Q(type__in=TypeEspace.values), name="espace_type_connu"),
        ]

    def __str__(self) -> str:
        return self.nom

    @cached_property
    def is_fictif(self) -> bool:
        """It has, had or will have invented communes, so each of its pages says so; one query, none when `with_fictif`
        asked."""
        known: bool | None = getattr(self, "has_communes_fictives", None)
        return PerimetreEspace.objects.filter(COMMUNES_FICTIVES, espace=self).exists() if known is None else known

    @property
    def dernier_jour(self) -> date | None:
        """The last day on which the espace can be changed; None when it has no end."""
        return self.expire_le and get_dernier_jour(self.expire_le)

    @property
    def is_expire(self) -> bool:
        """From the day `expire_le` on, the espace is read and no longer changed."""
        return self.expire_le is not None and self.expire_le <= timezone.localdate()


class EspaceLieQuerySet[M: models.Model](QuerySetSuivi[M]):
    """Rows that reach their espace by the field `espace`."""

    def visible_to(self, compte: Any) -> "EspaceLieQuerySet[M]":
        return self.filter(espace__in=get_espaces(compte)) if compte.is_authenticated else self.none()

    def for_droit(self, compte: Any, domaine: str, objet: str, geste: str) -> "EspaceLieQuerySet[M]":
        """Rows of the espaces where the place of this person, today, has this right."""
        if not compte.is_authenticated:
            return self.none()
        droit = droits.get(domaine, objet, geste)
        return self.filter(espace__in=get_espaces(compte, droit.roles, is_entiere=droit.place_entiere))

    def en_cours(self) -> "EspaceLieQuerySet[M]":
        return self.filter(get_condition_en_cours())


class PerimetreEspace(ModeleUuid):
    """The communes of an espace between two dates; a change closes the old row and keeps it."""

    espace = models.ForeignKey(Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="perimetres")
    perimetre = models.ForeignKey(
        Perimetre, verbose_name="périmètre", on_delete=models.PROTECT, related_name="perimetres_espaces"
    )
    date_debut = models.DateField("du")
    date_fin = models.DateField("jusqu’au (exclu)", null=True, blank=True)

    objects = EspaceLieQuerySet.as_manager()

    maison = Maison(copie=Inclus(structure=True))

    class Meta:
        verbose_name = "périmètre"
        verbose_name_plural = "périmètres"
        ordering = ["espace", "-date_debut", "uuid"]
        constraints = [
            models.UniqueConstraint(
                fields=["espace"], condition=Q(date_fin__isnull=True), name="perimetre_espace_un_seul_ouvert"
            ),
            models.CheckConstraint(
                condition=Q(date_fin__isnull=True) | Q(date_fin__gte=F("date_debut")),
                name="perimetre_espace_dates_ordonnees",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.espace} : {self.perimetre}"


class AvecLimites(models.Model):
    """A place, held or offered, that may be limited: a list of `communes`, and the relation `thematiques`."""

    communes = models.JSONField(
        "communes", default=list, blank=True, help_text="Codes Insee auxquels la place se limite ; vide : toutes."
    )

    class Meta:
        abstract = True

    @property
    def limites(self) -> Limites:
        """One query, none when the thématiques were prefetched, or known to be none."""
        thematiques: Any = ()
        if getattr(self, "has_thematiques", True):
            thematiques = self.thematiques.all()  # type: ignore[attr-defined]  # each model has its own relation
        return Limites(frozenset(self.communes), frozenset(thematique.pk for thematique in thematiques))


class MembreQuerySet(EspaceLieQuerySet["Membre"]):
    def en_cours(self) -> "MembreQuerySet":
        """Places of today; nobody has a place in an espace that was deleted."""
        return self.filter(get_condition_en_cours(), espace__date_suppression__isnull=True)

    def charges_durables(self) -> "MembreQuerySet":
        """Those on whom an espace can count: they coordinate it today, whole, without an end in sight."""
        charges = self.filter(get_condition_en_cours(), role=Role.CHARGE_COOPERATION, date_fin__isnull=True)
        return charges.filter(communes=[], thematiques__isnull=True)


class Membre(AvecLimites, ModeleUuid):
    """The place of a person in an espace."""

    espace = models.ForeignKey(Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="membres")
    compte = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="compte", on_delete=models.CASCADE, related_name="membres"
    )
    role = models.CharField("rôle", max_length=30, choices=Role)
    thematiques = models.ManyToManyField(
        "espaces.Thematique",
        verbose_name="thématiques",
        blank=True,
        related_name="membres",
        help_text="Thématiques auxquelles la place se limite ; vide : toutes.",
    )
    date_debut = models.DateField("du")
    date_fin = models.DateField("jusqu’au (exclu)", null=True, blank=True)

    lus: dict[str, Any] | None = None
    """What `read_once` has read for a page, of a place that is kept."""

    objects = MembreQuerySet.as_manager()

    maison = Maison(
        "membre",
        "l’accès",
        page="espaces:membre_list",
        args=("espace_id",),
        # The name of a place is that of the person.
        avec=("compte",),
        gestes=("confirmer_place",),
        copie=Exclus("Les personnes appartiennent à l’installation : elles reviennent par invitation."),
    )

    class Meta:
        verbose_name = "membre"
        verbose_name_plural = "membres"
        ordering = ["espace", "role", "uuid"]
        constraints = [
            models.UniqueConstraint(
                fields=["espace", "compte"], condition=Q(date_fin__isnull=True), name="membre_un_seul_ouvert"
            ),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="membre_role_connu"),
            models.CheckConstraint(
                condition=Q(date_fin__isnull=True) | Q(date_fin__gte=F("date_debut")), name="membre_dates_ordonnees"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.compte} ({self.get_role_display()})"

    @property
    def dernier_jour(self) -> date | None:
        """What people call the end of a mandate: the last day that counts."""
        return self.date_fin and get_dernier_jour(self.date_fin)

    @property
    def is_en_cours(self) -> bool:
        """Asked for every right: some forty times by a page."""
        return read_once(self, "is_en_cours", lambda: is_en_cours(self.date_debut, self.date_fin, timezone.localdate()))


def list_places(compte: Any) -> list[Membre]:
    """The places of a person today, with their espace and their limits. Of two in one espace, the first is the one that
    its pages take. One query, two when some are limited to thématiques, none once they are kept."""
    kept: list[Membre] | None = getattr(compte, PLACES, None)
    if kept is not None:
        return kept
    thematiques = Membre.thematiques.through._default_manager.filter(membre=OuterRef("pk"))
    rows: Any = Membre.objects.en_cours().filter(compte=compte.pk).select_related("espace")
    rows = rows.annotate(has_thematiques=Exists(thematiques), is_fictive=Exists(get_communes_fictives("espace")))
    places = list(rows.order_by("date_fin", "pk"))
    prefetch_related_objects([place for place in places if place.has_thematiques], "thematiques")
    for place in places:
        place.compte, place.espace.has_communes_fictives = compte, place.is_fictive
    return places


def keep_places(compte: Any) -> None:
    """Read them once for all that a page asks. Only where nothing is written, a GET: elsewhere a right may change on
    the way."""
    places = list_places(compte)
    for place in places:
        place.lus = {} if place.lus is None else place.lus
    setattr(compte, PLACES, places)


def read_once[T](membre: Membre, nom: str, read: Callable[[], T]) -> T:
    """What several parts of a page ask of one place: read once where the places are kept, each time elsewhere."""
    if membre.lus is None:
        return read()
    if nom not in membre.lus:
        membre.lus[nom] = read()
    return cast(T, membre.lus[nom])


def get_espaces(
    compte: Any,
    roles: Iterable[str] | None = None,
    *,
    types: Iterable[str] = (),
    is_entiere: bool = False,
    sauf: Iterable[str] = (),
) -> Any:
    """For `espace__in`: where a person has today a place of one of these roles, in these types of espaces; without
    limits when `is_entiere`. Identifiers once the places are kept, else a query.

    `sauf` leaves out, when they are known, the espaces where a place without limits has one of those roles: for what
    would add nothing to what it reads already.
    """
    if (places := getattr(compte, PLACES, None)) is not None:
        return [
            place.espace_id
            for place in places
            if (roles is None or place.role in roles)
            and (not types or place.espace.type in types)
            and not (is_entiere and place.limites.is_limitee)
            and not (place.role in sauf and not place.limites.is_limitee)
        ]
    membres = Membre.objects.en_cours().filter(compte=compte.pk)
    if roles is not None:
        membres = membres.filter(role__in=sorted(roles))
    if types:
        membres = membres.filter(espace__type__in=sorted(types))
    if is_entiere:
        membres = membres.filter(communes=[], thematiques__isnull=True)
    return membres.order_by().values("espace")


def get_espaces_droit(compte: Any, droit: tuple[str, str, str], *, sauf: tuple[str, str, str] | None = None) -> Any:
    """`get_espaces` for the roles that have a right; `sauf` is the right of those that need not be asked."""
    return get_espaces(compte, droits.get_roles(*droit), sauf=droits.get_roles(*sauf) if sauf else ())
