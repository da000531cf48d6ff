"""The form that takes up the copy of an espace."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from convive.espaces.copie.archive import get_limites


class CopieForm(forms.Form):
    """The size is checked before the file is read."""

    fichier = forms.FileField(
        label="Copie d’un espace",
        help_text="Le fichier ZIP téléchargé depuis la page «\u00a0Copie\u00a0» d’un espace.",
        widget=forms.FileInput(attrs={"accept": ".zip,application/zip"}),
    )

    def clean_fichier(self) -> "UploadedFile[Any]":
        fichier: UploadedFile[Any] = self.cleaned_data["fichier"]
        octets = get_limites().octets
        if (fichier.size or 0) > octets:
            raise forms.ValidationError(f"La copie est trop lourde : {octets // 1024**2} Mo au plus.")
        return fichier
