"""What the forms that make a practice espace share: its last day, and a name that is taken for no other."""

from datetime import date

from django import forms
from django.utils import timezone

from convive.espaces.rules import MAX_NOM_ESPACE

SUFFIXE = " (entraînement)"


def build_nom_entrainement(nom: str) -> str:
    """The name of what one practises on, cut so that the word « entraînement » always stays."""
    return f"{nom[: MAX_NOM_ESPACE - len(SUFFIXE)]}{SUFFIXE}"


class FinEntrainementForm(forms.Form):
    expire_le = forms.DateField(
        label="Fin de l’entraînement",
        help_text="À partir de ce jour, l’espace d’entraînement reste consultable, mais ne peut plus être modifié.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        required=False,
    )

    def clean_expire_le(self) -> date | None:
        expire_le: date | None = self.cleaned_data["expire_le"]
        if expire_le is not None and expire_le <= timezone.localdate():
            raise forms.ValidationError("Ce jour est passé, ou c’est aujourd’hui : choisissez un jour à venir.")
        return expire_le
