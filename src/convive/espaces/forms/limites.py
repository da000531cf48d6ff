"""The part of a form that limits a place to thématiques and to communes."""

from typing import Any

from django import forms
from django.http import QueryDict

from convive.espaces.rules import SANS_LIMITE, Limites
from convive.espaces.selectors.limites import ChoixLimites
from convive.socle.formulaires import get_champ_choix
from convive.socle.uuids import parse_uuid

TOUTES, CHOISIES = "toutes", "choisies"


class LimitesForm(forms.Form):
    """Of a place without limits, a ticked box is enough. Of one that has some, « toutes » is said, never deduced from
    boxes left empty: unticking the last one does not open everything."""

    etendue_thematiques = forms.ChoiceField(
        label="Thématiques de l’accès",
        choices=[(TOUTES, "Toutes les thématiques"), (CHOISIES, "Seulement celles que je coche")],
        widget=forms.RadioSelect,
    )
    thematiques = forms.MultipleChoiceField(label="Thématiques", required=False)
    etendue_communes = forms.ChoiceField(
        label="Communes de l’accès",
        choices=[(TOUTES, "Toutes les communes"), (CHOISIES, "Seulement celles que je coche")],
        widget=forms.RadioSelect,
    )
    communes = forms.MultipleChoiceField(label="Communes", required=False)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        choix: ChoixLimites,
        limites: Limites = SANS_LIMITE,
        initial: dict[str, Any] | None = None,
    ) -> None:
        thematiques, communes = sorted(map(str, limites.thematiques)), sorted(limites.communes)
        start = {
            "etendue_thematiques": CHOISIES if thematiques else TOUTES,
            "thematiques": thematiques,
            "etendue_communes": CHOISIES if communes else TOUTES,
            "communes": communes,
        }
        super().__init__(data, initial=start | (initial or {}))
        get_champ_choix(self, "thematiques").choices = choix.thematiques
        get_champ_choix(self, "communes").choices = choix.communes
        for champ in ("thematiques", "communes"):
            if not getattr(choix, champ):
                # Nothing to tick: the question is not asked, and « toutes » is the only answer.
                del self.fields[champ], self.fields[f"etendue_{champ}"]

    @property
    def is_limites_ouvert(self) -> bool:
        """Whether the boxes have to be in sight: something is ticked, or to be corrected."""
        champs = ("etendue_thematiques", "thematiques", "etendue_communes", "communes")
        bound = [self[champ] for champ in champs if champ in self.fields]
        return any(champ.errors for champ in bound) or any(champ.value() not in (TOUTES, []) for champ in bound)

    def clean(self) -> dict[str, Any]:
        """Replace the four fields by `limites`."""
        cleaned = super().clean() or {}
        coches = {}
        for champ, nom in (("thematiques", "thématique"), ("communes", "commune")):
            etendue, values = cleaned.pop(f"etendue_{champ}", TOUTES), cleaned.pop(champ, [])
            if champ in self.errors or f"etendue_{champ}" in self.errors:
                continue
            if etendue == TOUTES and values and self.initial[f"etendue_{champ}"] != TOUTES:
                self.add_error(
                    champ, f"Vous avez coché une {nom}\u00a0: choisissez «\u00a0seulement celles que je coche\u00a0»."
                )
            if etendue == CHOISIES and not values:
                self.add_error(champ, f"Cochez au moins une {nom}, ou choisissez « toutes ».")
            coches[champ] = values
        if not self.errors:
            thematiques = frozenset(filter(None, map(parse_uuid, coches.get("thematiques", []))))
            cleaned["limites"] = Limites(frozenset(coches.get("communes", [])), thematiques)
        return cleaned
