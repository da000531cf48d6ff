"""The registry of long jobs: what can be prepared in the background, by whom, and who is told when it is done.

A package declares its jobs in `apps.ready()`, then asks for one with `documents.actions.travail.submit_travail`:

    travaux.record(TypeTravail("bilan", "Le bilan de l’année", run=build_bilan, is_permis=can_get_bilan))

    def build_bilan(suivi: Suivi, *, annee: int) -> Resultat:
        suivi.record_progression(10, "Lecture des fiches")
        ...
        return Resultat("Bilan 2026.docx", contenu, FORMATS["docx"].type_mime)

A job may be run again from its start (its worker was killed in the middle): it writes nothing that a second run
would double. It runs outside any transaction, and opens its own, short.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import IO, TYPE_CHECKING, Any, Protocol

from django.core.exceptions import ImproperlyConfigured

if TYPE_CHECKING:
    from convive.comptes.models import Compte
    from convive.documents.models import Travail
    from convive.espaces.models import Espace, Membre

logger = logging.getLogger(__name__)
Arguments = Mapping[str, Any]
DUREE_MAX = timedelta(minutes=20)


class TypeTravailInconnu(LookupError):
    """Nothing was recorded under this key."""


class Suivi(Protocol):
    """What a job is given: who asked for it, and where to say how far it is."""

    @property
    def espace(self) -> "Espace | None": ...

    @property
    def compte(self) -> "Compte": ...

    def record_progression(self, pourcent: int, etape: str = "") -> None:
        """`pourcent` from 0 to 100; `etape` is a short sentence without its full stop (« Mise en page »).

        Raise when the job was cancelled, so that it stops here: let it go through.
        """


@dataclass(frozen=True, slots=True)
class Resultat:
    """A file to download. `nom` is what the person sees; the file is kept under a name of ours.

    A large `contenu` is a file opened at its start (`TemporaryFile`), which is closed once it is kept. `avis` is a
    sentence that the person reads beside the file.
    """

    nom: str
    contenu: "bytes | IO[bytes]"
    type_mime: str
    avis: str = ""


@dataclass(frozen=True, slots=True)
class ResultatPage:
    """A page of Convive that shows what was done; `url` is a path of this site."""

    url: str


@dataclass(frozen=True, slots=True)
class TypeTravail:
    """`libelle` names the job when the one who asks gives no better words.

    `is_permis` is asked again before the job runs and before its file is given: a role that was lost meanwhile opens
    nothing any more. `is_permis_pour(membre, arguments)` is asked with it, when what the job was asked for has rights
    of its own. Neither is asked for a job outside any espace. Past `duree_max` a job is taken for lost. `get_retour`
    names the page where one asks for it, and its address: one goes back there once it is done.
    """

    cle: str
    libelle: str
    run: Callable[..., Resultat | ResultatPage]
    is_permis: Callable[["Membre"], bool]
    duree_max: timedelta = DUREE_MAX
    is_permis_pour: Callable[["Membre", "Arguments"], bool] | None = None
    get_retour: Callable[["Membre", "Arguments"], tuple[str, str]] | None = None

    def is_ouvert(self, membre: "Membre", arguments: "Arguments") -> bool:
        """Whether this place may have, today, the job with these arguments."""
        return self.is_permis(membre) and (self.is_permis_pour is None or self.is_permis_pour(membre, arguments))


class RegistreTravaux:
    """The declared jobs; one instance serves the process, tests make their own."""

    def __init__(self) -> None:
        self._types: dict[str, TypeTravail] = {}
        self._suites: dict[str, Callable[[Travail], None]] = {}

    def record(self, *types: TypeTravail) -> None:
        """Add jobs; the same key again replaces, so that `ready()` may run twice."""
        for type_travail in types:
            if not (type_travail.cle.isidentifier() and type_travail.libelle):
                raise ImproperlyConfigured(f"Type de travail incomplet : {type_travail!r}.")
            self._types[type_travail.cle] = type_travail

    def get(self, cle: str) -> TypeTravail:
        try:
            return self._types[cle]
        except KeyError:
            raise TypeTravailInconnu(f"Type de travail inconnu : {cle!r}.") from None

    def record_suite(self, cle: str, suite: "Callable[[Travail], None]") -> None:
        """Call `suite` with each job that ends, done or failed, once it is committed: to notify, for instance.

        It runs in the worker, outside any transaction; what it raises is logged and stops nobody else.
        """
        self._suites[cle] = suite

    def notify(self, travail: "Travail") -> None:
        for cle, suite in self._suites.items():
            try:
                suite(travail)
            except Exception:
                logger.exception("What follows a job failed: %s, %s", cle, travail.pk)


travaux = RegistreTravaux()
