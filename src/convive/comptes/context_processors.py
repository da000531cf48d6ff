"""What the header says of the person who is logged in."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch

from convive.comptes.selectors.premier_compte import is_installation_neuve
from convive.socle.adresses import get_adresse


@dataclass(frozen=True, slots=True)
class MenuCompte:
    """`nom` is empty for a visitor; addresses are those of the pages of this package."""

    nom: str
    connexion: str
    deconnexion: str
    compte: str
    sur_connexion: bool


def build_menu(request: HttpRequest) -> MenuCompte | None:
    """None where these pages are not mounted: the frame of `ui` is tried without them."""
    compte = getattr(request, "user", None)
    try:
        connexion = get_adresse("account_login")
        return MenuCompte(
            nom=compte.nom_affiche if compte is not None and compte.is_authenticated else "",
            connexion=connexion,
            deconnexion=get_adresse("account_logout"),
            compte=get_adresse("comptes:compte_detail"),
            sur_connexion=request.path == connexion,
        )
    except NoReverseMatch:
        return None


def menu_compte(request: HttpRequest) -> dict[str, object]:
    """Costs no query to a visitor without session: Django knows without asking that nobody is logged in."""
    return {
        "menu_compte": build_menu(request),
        "connexion_externe": settings.OIDC_NOM if settings.OIDC_ACTIF else "",
        "demonstration": settings.DEMO,
        # Asked of the database by the two pages that read it, and by no other.
        "is_installation_neuve": is_installation_neuve,
    }
