"""A line of what a trainee has to do, or may do, on her personal home."""

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
    """Whose home it is, today. `cle` is the key of the address, for links."""

    cle: str
    inscription: Inscription
    lue: SessionLue
    today: date
