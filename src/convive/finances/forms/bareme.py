"""The Caf whose scales one uses."""

from collections.abc import Sequence
from typing import Any

from django import forms

from convive.espaces.models import Espace


class BaremeCafForm(forms.Form):
    caf = forms.ChoiceField(
        label="Quels barèmes utiliser\u00a0?",
        required=False,
        widget=forms.RadioSelect,
        help_text="Ce que votre équipe a saisi compte toujours d’abord.",
    )

    def __init__(self, data: Any, *, cafs: Sequence[Espace], adoptee: Espace | None) -> None:
        super().__init__(data, initial={"caf": str(adoptee.pk) if adoptee else ""})
        self.cafs = {str(caf.pk): caf for caf in cafs}
        self.fields["caf"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            *((cle, f"Ceux qu’a saisis {caf.nom}, puis ceux de Convive") for cle, caf in self.cafs.items()),
            ("", "Ceux de Convive seulement"),
        ]

    def get_caf(self) -> Espace | None:
        return self.cafs.get(self.cleaned_data["caf"])
