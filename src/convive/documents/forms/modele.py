"""The form that gives a model."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from convive.documents.rules.archive import MAX_OCTETS

MEGAOCTETS = MAX_OCTETS // 1024**2


class ModeleForm(forms.Form):
    """The size is checked before the file is read; the rest is the inspection."""

    fichier = forms.FileField(
        label="Fichier modèle",
        help_text=f"Un document Word (DOCX) ou LibreOffice (ODT), ou une présentation PowerPoint (PPTX), "
        f"{MEGAOCTETS} Mo au plus.",
        widget=forms.FileInput(attrs={"accept": ".docx,.odt,.pptx"}),
        error_messages={
            "required": "Choisissez un fichier.",
            "empty": "Ce fichier est vide.",
            "max_length": "Le nom de ce fichier est trop long.",
        },
    )

    def clean_fichier(self) -> "UploadedFile[Any]":
        fichier: UploadedFile[Any] = self.cleaned_data["fichier"]
        if (fichier.size or 0) > MAX_OCTETS:
            raise forms.ValidationError(f"Le fichier est trop lourd : {MEGAOCTETS} Mo au plus.")
        return fichier
