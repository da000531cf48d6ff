"""What the header shows about the person who is logged in."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch

from convive.comptes.selectors.premier_compte import is_installation_neuve
from convive.socle.adresses import get_adresse


@dataclass(frozen=True, slots=True)
class MenuCompte:
    """`nom` is empty for an anonymous visitor; the URLs are those of the pages of this package."""

    nom: str
    connexion: str
    deconnexion: str
    compte: str
    sur_connexion: bool


def build_menu(request: HttpRequest) -> MenuCompte | None:
    """The menu; None if these URLs are not installed, as when the layout of `ui` is tested alone."""
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
    """The context of the menu. It costs no query for a visitor without a session, whom Django knows to be anonymous."""
    return {
        "menu_compte": build_menu(request),
        "connexion_externe": settings.OIDC_NOM if settings.OIDC_ACTIF else "",
        "demonstration": settings.DEMO,
        # Asked of the database by the two pages that read it, and by no other.
        "is_installation_neuve": is_installation_neuve,
    }
