"""The row of links above the pages of one subject, each shown to those who may open it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.urls import reverse

from convive.espaces.models import Membre
from convive.ui.onglets import OngletPage


@dataclass(frozen=True, slots=True)
class SousPage:
    """`vue` is the name of a URL that takes the espace alone."""

    libelle: str
    vue: str
    icone: str
    is_permis: Callable[[Membre], bool]


def build_onglets(pages: Iterable[SousPage], membre: Membre, courante: str) -> list[OngletPage]:
    return [
        OngletPage(page.libelle, reverse(page.vue, args=[membre.espace_id]), page.icone, page.vue == courante)
        for page in pages
        if page.is_permis(membre)
    ]
