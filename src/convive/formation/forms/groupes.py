"""The form of groups: one line per person, with a group and a role."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from convive.formation.actions.groupes import PlaceSaisie
from convive.formation.forms.base import FormationForm
from convive.formation.models import Inscription, PlaceAtelier
from convive.formation.rules.groupes import MAX_GROUPES, suggest_nombre
from convive.socle.formats import avec_de


class GroupesForm(FormationForm):
    """`roles` are the roles of a play with their labels; empty for any other atelier."""

    def __init__(
        self,
        data: Any = None,
        *,
        inscriptions: Sequence[Inscription],
        places: Mapping[Any, PlaceAtelier],
        roles: Mapping[str, str],
    ) -> None:
        super().__init__(data)
        self._inscriptions, self._roles = inscriptions, roles
        dernier = max([suggest_nombre(len(inscriptions)), *(place.groupe.ordre for place in places.values())])
        groupes = [
            ("", "Pas de groupe"),
            *((str(n), f"Groupe {n}") for n in range(1, min(MAX_GROUPES, dernier + 1) + 1)),
        ]
        for row in inscriptions:
            place = places.get(row.pk)
            self.fields[f"groupe-{row.pk}"] = forms.ChoiceField(
                label=f"Groupe {avec_de(row.nom)}",
                choices=groupes,
                required=False,
                initial=str(place.groupe.ordre) if place else "",
            )
            if roles:
                self.fields[f"role-{row.pk}"] = forms.ChoiceField(
                    label=f"Rôle {avec_de(row.nom)}",
                    choices=[("", "Pas de rôle"), *roles.items()],
                    required=False,
                    initial=place.role if place else "",
                )

    @property
    def lignes(self) -> list[tuple[Inscription, forms.BoundField, forms.BoundField | None]]:
        return [
            (row, self[f"groupe-{row.pk}"], self[f"role-{row.pk}"] if self._roles else None)
            for row in self._inscriptions
        ]

    def get_places(self) -> list[PlaceSaisie]:
        """The places of those who have a group; a role without a group is ignored."""
        valeurs = self.cleaned_data
        return [
            PlaceSaisie(row, int(valeurs[f"groupe-{row.pk}"]), valeurs.get(f"role-{row.pk}", ""))
            for row in self._inscriptions
            if valeurs[f"groupe-{row.pk}"]
        ]


class HasardForm(FormationForm):
    nombre = forms.IntegerField(label="Combien de groupes", min_value=1, max_value=MAX_GROUPES)
