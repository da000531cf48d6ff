"""Fields of the forms of an action: what one picks by searching, days, amounts."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms

from convive.espaces.models import Membre
from convive.plan_action.models import FicheAction
from convive.plan_action.selectors.choix import SOURCES, Choix, Source, list_choisis, list_lies, search_choix
from convive.socle.formulaires import clean_nombre
from convive.socle.uuids import parse_uuids

MAX_MONTANT = Decimal("9999999999.99")


class MontantField(forms.DecimalField):
    """An amount in euros, as one types it: « 12 500 », « 3,50 ». Never negative."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            min_value=Decimal(0),
            max_value=MAX_MONTANT,
            max_digits=12,
            decimal_places=2,
            localize=True,
            required=False,
            widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
            error_messages={
                "min_value": "Un montant n’est pas négatif : une dépense et une recette sont deux lignes.",
                "invalid": "Écrivez un nombre, en euros : « 12 500 ».",
                "max_value": "C’est plus que ce qu’une action peut coûter : vérifiez les zéros.",
                "max_digits": "C’est plus que ce qu’une action peut coûter : vérifiez les zéros.",
                "max_whole_digits": "C’est plus que ce qu’une action peut coûter : vérifiez les zéros.",
            },
            **options,
        )

    def clean(self, value: Any) -> Any:
        return super().clean(clean_nombre(value))


@dataclass(frozen=True, slots=True)
class Liste:
    """What one picks by searching: what is ticked, then what was found. `mots` is what is being searched."""

    nom: str
    source: Source
    coches: tuple[Choix, ...]
    trouves: tuple[Choix, ...]
    mots: str

    @property
    def choisis(self) -> frozenset[UUID]:
        return frozenset(choix.uuid for choix in self.coches)


def build_liste(nom: str, membre: Membre, fiche: FicheAction, data: Any) -> Liste:
    """From the form that comes back, or as it is linked today; three queries at most."""
    lies = list_lies(membre, fiche, nom)
    if data is None:
        coches, mots = lies, ""
    else:
        mots = data.get(f"chercher_{nom}", "").strip()[:100]
        coches = _read_coches(membre, fiche, nom, lies, parse_uuids(data.getlist(nom)))
    trouves = search_choix(membre, fiche, nom, mots, [choix.uuid for choix in coches])
    return Liste(nom, SOURCES[nom], tuple(coches), tuple(trouves), mots)


def _read_coches(
    membre: Membre, fiche: FicheAction, nom: str, lies: Iterable[Choix], coches: frozenset[UUID]
) -> list[Choix]:
    kept = [choix for choix in lies if choix.uuid in coches]
    others = coches - {choix.uuid for choix in kept}
    return kept + list_choisis(membre, fiche, nom, others)
