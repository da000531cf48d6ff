"""The registry of what a trainee has to do, or may do, on her personal home: each part of the package says its own."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from convive.formation.models import Inscription
from convive.formation.selectors.session_lue import SessionLue


@dataclass(frozen=True, slots=True)
class AFaireStagiaire:
    """`url` opens the page, `geste` names the button. `ordre` small comes first; what is done is listed after."""

    libelle: str
    precision: str
    url: str
    geste: str
    icone: str
    is_faite: bool = False
    ordre: int = 50


@dataclass(frozen=True, slots=True)
class VisiteStagiaire:
    """What a provider receives. `cle` is the key of the address, for links."""

    cle: str
    inscription: Inscription
    lue: SessionLue
    today: date


type Fournisseur = Callable[[VisiteStagiaire], Iterable[AFaireStagiaire]]


class RegistreAccueil:
    """The recorded providers; one instance serves the process, tests make their own."""

    def __init__(self) -> None:
        self._fournisseurs: dict[str, Fournisseur] = {}

    def record(self, cle: str, fournisseur: Fournisseur) -> None:
        """The same key again replaces, so that `ready()` may run twice."""
        self._fournisseurs[cle] = fournisseur

    def list_a_faire(self, visite: VisiteStagiaire) -> list[AFaireStagiaire]:
        lignes = [ligne for fournisseur in self._fournisseurs.values() for ligne in fournisseur(visite)]
        return sorted(lignes, key=lambda ligne: (ligne.is_faite, ligne.ordre))


accueil_stagiaire = RegistreAccueil()
