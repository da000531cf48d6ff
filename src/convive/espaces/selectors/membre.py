"""Read the places of people."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, Max, OuterRef, Prefetch, Subquery
from django.utils import timezone

from convive.comptes.models import Compte
from convive.espaces.models import Espace, Membre, Role, list_places
from convive.espaces.rules import DUREE_PLACES_PASSEES, get_date_fin
from convive.socle.uuids import parse_uuid


def get_membre(compte: Compte, espace_uuid: UUID) -> Membre | None:
    """The place of a person in an espace today, with the espace and the thématiques; None for a stranger and for an
    unknown espace. One query, two for a place limited to thématiques, none once the places are kept."""
    return next((place for place in list_places(compte) if place.espace_id == espace_uuid), None)


def list_membres(espace: Espace) -> list[Membre]:
    """Members of today, in the order of the roles."""
    ordre = {role: rang for rang, role in enumerate(Role.values)}
    membres = Membre.objects.en_cours().filter(espace=espace).select_related("compte").prefetch_related("thematiques")
    return sorted(membres, key=lambda membre: (ordre[membre.role], membre.compte.nom_affiche))


def get_membre_in_espace(espace: Espace, uuid: str) -> Membre | None:
    """A member of this espace and of no other, by an identifier that came with a form."""
    return Membre.objects.filter(espace=espace, pk=identifier).first() if (identifier := parse_uuid(uuid)) else None


def list_places_passees(espace: Espace, today: date) -> list[Membre]:
    """Places that ended less than a year ago, of people who have none today: they can be offered again; two queries."""
    en_cours = Membre.objects.en_cours().filter(espace=espace, compte=OuterRef("compte"))
    passees = Membre.objects.filter(
        espace=espace, date_fin__lte=today, date_fin__gt=today - DUREE_PLACES_PASSEES, compte__is_active=True
    )
    rows = passees.exclude(Exists(en_cours)).select_related("compte").prefetch_related("thematiques")
    last = {membre.compte_id: membre for membre in rows.order_by("date_fin", "created_at")}
    return sorted(last.values(), key=lambda membre: membre.compte.nom_affiche)


def list_fins_de_mandat(espace: Espace, today: date, limite: date) -> list[Membre]:
    """Places of today whose last day comes before `limite`, the first to end first; one query."""
    membres = Membre.objects.en_cours().filter(espace=espace, date_fin__gt=today, date_fin__lte=get_date_fin(limite))
    return list(membres.select_related("compte").order_by("date_fin", "pk"))


def list_places_ailleurs(membre: Membre, types: Iterable[str]) -> list[Membre]:
    """The places that the same person holds today in other espaces of these types, the first to end first; three
    queries. Nobody reads there the places of somebody else, who alone says where she works."""
    places = Membre.objects.en_cours().filter(compte=membre.compte_id, espace__type__in=list(types))
    places = places.exclude(espace=membre.espace_id).annotate(nombre_membres=_count_membres())
    espaces = Prefetch("espace", Espace.objects.with_fictif())
    rows = places.prefetch_related(espaces, "thematiques").order_by("espace__nom", "espace_id")
    return sorted(rows, key=lambda place: place.date_fin or date.max)


def _count_membres() -> Subquery:
    """The people of the espace of a place, today."""
    membres = Membre.objects.en_cours().filter(espace=OuterRef("espace")).order_by()
    return Subquery(membres.values("espace").annotate(nombre=Count("compte", distinct=True)).values("nombre"))


def list_places_finies_ailleurs(membre: Membre, types: Iterable[str], today: date) -> list[Membre]:
    """Those that ended less than a year ago, of which none is held again; the last to end first; one query."""
    reprises = Membre.objects.en_cours().filter(espace=OuterRef("espace"), compte=membre.compte_id)
    places = Membre.objects.filter(
        compte=membre.compte_id,
        espace__type__in=list(types),
        espace__date_suppression__isnull=True,
        date_fin__lte=today,
        date_fin__gt=today - DUREE_PLACES_PASSEES,
    )
    rows = places.exclude(Exists(reprises)).exclude(espace=membre.espace_id).select_related("espace")
    return list({place.espace_id: place for place in rows.order_by("date_fin")}.values())[::-1]


def list_espaces_sans_releve(compte: Compte) -> list[Espace]:
    """Espaces that nobody else coordinates without an end in sight: this person may not leave them yet; one query."""
    charges = Membre.objects.en_cours().filter(role=Role.CHARGE_COOPERATION, espace=OuterRef("pk"))
    others = Membre.objects.charges_durables().filter(espace=OuterRef("pk")).exclude(compte=compte)
    return list(Espace.objects.filter(Exists(charges.filter(compte=compte)) & ~Exists(others)))


def list_departs() -> dict[UUID, date]:
    """People whose last place has ended, with the first day without one; whoever never had a place is not there."""
    held = Membre.objects.en_cours().filter(compte=OuterRef("compte"))
    to_come = Membre.objects.filter(compte=OuterRef("compte"), date_debut__gt=timezone.localdate())
    left = Membre.objects.filter(~Exists(held), ~Exists(to_come), date_fin__isnull=False)
    return dict(left.order_by().values_list("compte").annotate(Max("date_fin")))
