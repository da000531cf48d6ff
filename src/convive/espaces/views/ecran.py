"""The plain pages: a list, a form, « are you sure ». Their templates are written once; here is what they say.

@groupe.ecriture("supprimer/", droit=can_update_acteurs, gabarit=SUPPRESSION)
def groupe_delete(page: Page, groupe: Groupe) -> Formulaire:
    ecran = Ecran(titre="…", qui_voit="…", bouton="Supprimer le groupe", retour=("Le garder", page.get_url(…)))
    return Formulaire(None, lambda: …, fait="Groupe supprimé.", suite=…, ecran=ecran)
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.paginator import Page

LISTE = "espaces/cahier_liste.html"
FORMULAIRE = "espaces/cahier_formulaire.html"
SUPPRESSION = "espaces/cahier_suppression.html"

type Lien = tuple[str, str]
"""Words and where they lead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ecran:
    """What a form says, or a page that asks « are you sure ». `texte` comes before the fields. `champs` is a template
    of the fields, when they are not simply one under the other; `dessus`, one of what stands above the form. `liens`
    lead elsewhere than `retour`."""

    titre: str
    qui_voit: str
    retour: Lien
    chapeau: str = ""
    bouton: str = "Enregistrer"
    texte: str = ""
    dessus: str = ""
    champs: str = ""
    liens: tuple[Lien, ...] = ()


@dataclass(frozen=True, slots=True)
class Ligne:
    """A row of a list: `url` is its page, empty for whoever has none to open."""

    cle: str
    titre: str
    url: str
    cellules: tuple[tuple[str, str], ...] = ()
    """A title and what it holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Liste:
    """What a list says; `vide` explains it to whoever finds nothing yet. `premiere` is the title of its first column,
    `ajout` the button, shown to those who may.

    `filtre` is a GET form above the list, `is_filtree` tells that it asks something, `url` is the list without it. With
    `pages`, the page of a longer list, one goes to the next; `parametres` are the filters, kept.
    """

    titre: str
    qui_voit: str
    lignes: Sequence[Ligne]
    vide: str
    ajout: Lien
    chapeau: str = ""
    premiere: str = "Nom"
    filtre: forms.BaseForm | None = None
    is_filtree: bool = False
    url: str = ""
    pages: Page[Any] | None = None
    parametres: str = ""
