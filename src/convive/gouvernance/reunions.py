"""The séances that date the milestones of a CTG: a « comité de pilotage de l’année » has the day of its séance."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from django.utils import timezone

from convive.comptes.models import Compte
from convive.convention.models import Ctg, TypeJalon
from convive.convention.reunions import Reunion, SorteReunion, reunions
from convive.gouvernance.models import Seance
from convive.gouvernance.models.seance import PUBLIEES
from convive.gouvernance.rules.instances import TypeInstance
from convive.gouvernance.rules.seances import PARTIES, StatutSeance
from convive.socle.noms import fold_nom
from convive.socle.objets import objets

MOTS: Mapping[TypeInstance, tuple[str, ...]] = {
    TypeInstance.COPIL: ("comite pilotage", "copil"),
    TypeInstance.COTECH: ("comite technique", "cotech"),
    TypeInstance.COMITE_OPERATIONNEL: ("comite operationnel",),
}
"""By what words, folded, a milestone names a kind of body: each espace writes its milestones as it likes."""


def find_type_instance(libelle: str) -> TypeInstance | None:
    plie = fold_nom(libelle)
    return next((type_ for type_, mots in MOTS.items() if any(mot in plie for mot in mots)), None)


def list_seances_jalons(ctg: Ctg, types: Sequence[TypeJalon], lecteur: Compte | None) -> Iterator[Reunion]:
    """One query, when a kind of milestone names a body."""
    attendus = {kind.pk: type_ for kind in types if (type_ := find_type_instance(kind.libelle)) is not None}
    if not attendus:
        return
    rows = Seance.objects.filter(statut__in=PUBLIEES) if lecteur is None else Seance.objects.visible_to(lecteur)
    rows = rows.filter(
        espace=ctg.espace_id,
        date__range=(ctg.date_debut, ctg.date_fin),
        instance__type__in=[type_.value for type_ in attendus.values()],
    ).exclude(statut__in=[statut.value for statut in PARTIES])
    for seance in rows.select_related("instance"):
        if seance.date is None or seance.instance.ctg_id not in (None, ctg.pk):
            continue
        for cle, type_ in attendus.items():
            if seance.instance.type == type_:
                is_tenue = seance.statut == StatutSeance.CLOSE
                yield Reunion(cle, str(seance), _get_jour(seance, seance.date), is_tenue, objets.get_url(seance))


def _get_jour(seance: Seance, jour: date) -> date:
    """A séance that was closed before its day is not reached later than that."""
    is_close = seance.statut == StatutSeance.CLOSE and seance.close_le is not None
    return min(jour, timezone.localdate(seance.close_le)) if is_close else jour


def record_reunions() -> None:
    reunions.record(SorteReunion("gouvernance", list_seances_jalons))
