"""The registry of attachments to the e-mails of a session: each part of the package adds its own document."""

from collections.abc import Callable, Iterable
from datetime import datetime

from convive.espaces.liens import PieceCourriel
from convive.formation.models import Inscription
from convive.formation.rules.envois import SorteEnvoi
from convive.formation.selectors.session_lue import SessionLue

type Fournisseur = Callable[[SorteEnvoi, Inscription, SessionLue, datetime], Iterable[PieceCourriel]]


class RegistrePieces:
    """The recorded providers; one instance serves the process, tests make their own."""

    def __init__(self) -> None:
        self._fournisseurs: dict[str, Fournisseur] = {}

    def record(self, cle: str, fournisseur: Fournisseur) -> None:
        """Add a provider; the same key recorded again replaces it, so that `ready()` may run twice."""
        self._fournisseurs[cle] = fournisseur

    def list_pieces(
        self, sorte: SorteEnvoi, inscription: Inscription, lue: SessionLue, now: datetime
    ) -> list[PieceCourriel]:
        return [p for fournir in self._fournisseurs.values() for p in fournir(sorte, inscription, lue, now)]


pieces = RegistrePieces()
