"""The state of an installation, for an administrator at a glance, or for a monitoring program."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.core.files.storage import default_storage
from django.db import models
from django.utils import timezone

from convive.config.histoire import HistoireIncomplete, list_manques, list_migrations, refuse_inachevee
from convive.config.sante import get_etat, get_place_octets
from convive.documents.fichiers import list_dossiers_orphelins
from convive.documents.models import EtatTravail, Travail
from convive.recherche.selectors.index import Ecarts, count_ecarts

ECHECS_DEPUIS = timedelta(days=1)
ATTENTE_MAX = timedelta(minutes=15)
FICHIERS_REGARDES = 200
"""Only the latest files of each kind are checked: if the folder is not that of the database, they are all missing."""


@dataclass(frozen=True, slots=True)
class EtatInstallation:
    """Counts are in rows, `place_octets` in bytes; `attente_secondes` is the age of the oldest waiting job."""

    pannes: tuple[str, ...]
    travaux_en_attente: int
    travaux_en_cours: int
    travaux_echoues: int
    attente_secondes: int
    place_octets: int
    fichiers_absents: int
    dossiers_orphelins: int
    index: Ecarts

    @property
    def gestes(self) -> tuple[str, ...]:
        """What an administrator should do, in French."""
        found = list(self.pannes)
        if self.attente_secondes > ATTENTE_MAX.total_seconds():
            found.append("Des préparations attendent depuis plus d’un quart d’heure : le travailleur tourne-t-il ?")
        if self.fichiers_absents:
            found.append(PHRASE_ABSENTS.format(self.fichiers_absents))
        if self.index.absents or self.index.en_trop:
            found.append("L’index de la recherche n’est pas complet : lancez « ./run convive recherche_reindexer ».")
        return tuple(found)

    def to_json(self) -> dict[str, Any]:
        """The same as a dict for JSON, for a program."""
        return asdict(self) | {"gestes": self.gestes}


PHRASE_ABSENTS = (
    "{} fichiers joints que la base connaît ne sont pas dans « fichiers/ » de cette machine : plusieurs machines "
    "doivent partager ce dossier (docs/exploitation.md, « PostgreSQL »)."
)


def build_etat() -> EtatInstallation:
    """Check everything; takes a few seconds on a large installation."""
    ouverts = Travail.objects.filter(etat=EtatTravail.EN_ATTENTE)
    oldest = ouverts.order_by("created_at").values_list("created_at", flat=True).first()
    now = timezone.now()
    return EtatInstallation(
        pannes=(*get_etat().pannes, *_list_pannes_base()),
        travaux_en_attente=ouverts.count(),
        travaux_en_cours=Travail.objects.filter(etat=EtatTravail.EN_COURS).count(),
        travaux_echoues=Travail.objects.filter(etat=EtatTravail.ECHOUE, updated_at__gt=now - ECHECS_DEPUIS).count(),
        attente_secondes=int((now - oldest).total_seconds()) if oldest else 0,
        place_octets=get_place_octets(),
        fichiers_absents=count_fichiers_absents(),
        dossiers_orphelins=len(list_dossiers_orphelins()),
        index=count_ecarts(),
    )


def count_fichiers_absents(nombre: int = FICHIERS_REGARDES) -> int:
    """How many of the latest `nombre` files of each kind are in the database but not on this machine."""
    return sum(not default_storage.exists(nom) for nom in _list_derniers_fichiers(nombre))


def _list_derniers_fichiers(nombre: int) -> Iterator[str]:
    for model in apps.get_models():
        for field in model._meta.local_concrete_fields:
            if isinstance(field, models.FileField):
                rows = model._base_manager.exclude(**{field.name: ""}).order_by("-pk")
                yield from rows.values_list(field.name, flat=True)[:nombre]


def _list_pannes_base() -> list[str]:
    try:
        refuse_inachevee(list_migrations())
    except HistoireIncomplete as error:
        return [str(error)]
    manques = list_manques()
    if not manques:
        return []
    return [f"Il manque {len(manques)} tables ou colonnes dans la base : lancez « ./run convive prepare »."]
