"""What a stagiaire has to do, or may do, as listed on her home."""

from dataclasses import dataclass
from datetime import date

from convive.formation.models import Inscription
from convive.formation.selectors.session_lue import SessionLue


@dataclass(frozen=True, slots=True)
class AFaireStagiaire:
    """`url` is the page, `geste` the text of the button. A lower `ordre` comes first; what is done is listed last."""

    libelle: str
    precision: str
    url: str
    geste: str
    icone: str
    is_faite: bool = False
    ordre: int = 50


@dataclass(frozen=True, slots=True)
class VisiteStagiaire:
    """The stagiaire and the date of the visit. `cle` is the key in her private link, used in URLs."""

    cle: str
    inscription: Inscription
    lue: SessionLue
    today: date
