"""The form that asks for a valise: for how many people, and with which office programs."""

from typing import Any

from django import forms

from convive.formation.forms.base import FormationForm
from convive.formation.rules.valise import EFFECTIF_USUEL, MAX_EFFECTIF, MIN_EFFECTIF, Suite


class ValiseForm(FormationForm):
    personnes = forms.IntegerField(
        label="Combien de personnes",
        help_text="Décide du nombre de copies, de tables et de groupes.",
        min_value=MIN_EFFECTIF,
        max_value=MAX_EFFECTIF,
        error_messages={
            "required": "Indiquez combien de personnes viendront.",
            "invalid": "Écrivez un nombre.",
            "min_value": f"Cette formation s’anime à {MIN_EFFECTIF} personnes au moins.",
            "max_value": f"Au-delà de {MAX_EFFECTIF} personnes, faites deux sessions.",
        },
    )
    suite = forms.ChoiceField(label="Pour modifier les textes", choices=Suite.choices)

    def __init__(self, data: Any = None, *, personnes: int = 0) -> None:
        """`personnes` are those enrolled, 0 if nobody is yet."""
        usuel = min(MAX_EFFECTIF, max(MIN_EFFECTIF, personnes)) if personnes else EFFECTIF_USUEL
        super().__init__(data, initial={"personnes": usuel, "suite": Suite.WORD.value})
