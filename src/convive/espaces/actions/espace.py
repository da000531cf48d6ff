"""Create an espace, move its périmètre. Every action writes the journal."""

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from convive.comptes.models import Compte
from convive.espaces.actions.thematique import create_thematiques_usuelles
from convive.espaces.actions.trace import record
from convive.espaces.models import TYPES_SANS_TERRITOIRE, Espace, Membre, PerimetreEspace, Role, TypeEspace
from convive.espaces.permissions import refuse_espace_expire
from convive.espaces.rules import EspaceRefuse
from convive.journal.models import Geste
from convive.territoires.actions import create_perimetre
from convive.territoires.models import Perimetre
from convive.territoires.rules import PREFIXE_REFERENCE_PERIMETRE, clean_nom_perimetre
from convive.territoires.selectors import get_perimetre


@transaction.atomic
def create_espace(
    *,
    by: Compte,
    nom: str = "",
    type_espace: str = TypeEspace.TERRITOIRE,
    reference: str = "",
    codes: Iterable[str] = (),
    expire_le: date | None = None,
    uuid: UUID | None = None,
) -> Espace:
    """Create an espace over the communes of a `reference` (SIREN, INSEE code, `p-<cle>`), or over `codes`.

    Its creator becomes chargé·e de coopération. Without a name, the espace has that of the territory. What is for a
    team, a cabinet for instance, may have no commune. `uuid` comes with the form: sent twice, it makes one espace.
    Raise PerimetreInconnu for an unknown reference, PerimetreRefuse for communes or a name that cannot be, EspaceRefuse
    for a team without a name.
    """
    if (former := get_espace_cree(by, uuid)) is not None:
        return former
    codes = list(codes)
    if reference and not codes:
        depart = get_perimetre(reference)
        nom, codes = nom or depart.nom, [commune.code for commune in depart.communes]
    today = timezone.localdate()
    if type_espace == TypeEspace.ENTRAINEMENT and expire_le is None:
        expire_le = get_fin_entrainement()
    is_sans_perimetre = not codes and type_espace in TYPES_SANS_TERRITOIRE
    creation = None if is_sans_perimetre else create_perimetre(codes=codes, nom=nom, date_validite=today)
    nom = clean_nom_perimetre(nom)
    if not nom:
        raise EspaceRefuse("L’espace a besoin d’un nom, celui que l’on dit en réunion.")
    espace = Espace(nom=nom, type=type_espace, expire_le=expire_le, created_by=by)
    espace.pk = uuid or espace.pk
    espace.save(force_insert=True)
    if creation is not None:
        PerimetreEspace.objects.create(espace=espace, perimetre=_get_perimetre(creation.reference), date_debut=today)
    Membre.objects.create(espace=espace, compte=by, role=Role.CHARGE_COOPERATION, date_debut=today)
    if type_espace not in TYPES_SANS_TERRITOIRE:
        create_thematiques_usuelles(espace)
    record(by, Geste.CREER, espace, espace, communes=len(codes), type=str(type_espace))
    return espace


def get_espace_cree(by: Compte, uuid: UUID | None) -> Espace | None:
    """The espace that the first of two sends of a form made. The second waits here for the first to be written. An
    identifier that is somebody else’s was not made by our form: raise EspaceRefuse."""
    if uuid is None:
        return None
    Compte.objects.select_for_update().get(pk=by.pk)
    former = Espace.objects.filter(pk=uuid).first()
    if former is not None and former.created_by_id != by.pk:
        raise EspaceRefuse("Ce formulaire a déjà servi\u00a0: rechargez la page.")
    return former


def get_fin_entrainement() -> date:
    """The day from which a practice espace is read and no longer changed, unless somebody chooses another."""
    return timezone.localdate() + timedelta(days=settings.ESPACE_JOURS_ENTRAINEMENT)


def _get_perimetre(reference: str) -> Perimetre:
    return Perimetre.objects.get(cle=reference.removeprefix(PREFIXE_REFERENCE_PERIMETRE))


@transaction.atomic
def update_perimetre_espace(*, by: Compte, espace: Espace, codes: Iterable[str], date_debut: date) -> PerimetreEspace:
    """Give an espace other communes from a day on; the former périmètre is closed that day and kept.

    Raise EspaceRefuse when the day is before the start of the current périmètre, PerimetreRefuse for the communes.
    """
    refuse_espace_expire(espace)
    current = PerimetreEspace.objects.select_for_update().filter(espace=espace, date_fin__isnull=True).first()
    if current is not None and date_debut < current.date_debut:
        raise EspaceRefuse(f"Le périmètre actuel commence le {current.date_debut:%d/%m/%Y} : choisissez un jour après.")
    creation = create_perimetre(codes=codes, nom=espace.nom, date_validite=date_debut)
    if current is not None:
        current.date_fin = date_debut
        current.save(update_fields=["date_fin", "updated_at"])
    row = PerimetreEspace.objects.create(
        espace=espace, perimetre=_get_perimetre(creation.reference), date_debut=date_debut
    )
    record(by, Geste.MODIFIER, espace, espace, perimetre=creation.reference, date_debut=date_debut.isoformat())
    return row
