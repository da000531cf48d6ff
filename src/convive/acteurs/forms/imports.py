"""The forms of an import: the file, then what each of its columns is."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.core.files.uploadedfile import UploadedFile

from convive.acteurs.actions.fichier_importe import FichierRecu
from convive.acteurs.models import FichierImporte
from convive.acteurs.rules.colonnes import CHAMPS
from convive.documents.inspection import inspect_fichier
from convive.documents.refus import DocumentRefuse
from convive.documents.rules.colonnes import Champ
from convive.documents.rules.tableur import MAX_LIGNES, MAX_OCTETS
from convive.socle.televersement import get_phrase_plafond

MAX_EXEMPLE = 30


class ImportForm(forms.Form):
    """A file is inspected here, so that its refusal is beside its field."""

    fichier = forms.FileField(
        label="Fichier à importer",
        help_text=f"CSV, Excel (.xlsx) ou LibreOffice (.ods), {MAX_OCTETS // 1024**2} Mo et {MAX_LIGNES} lignes au "
        "plus. La première feuille est lue ; sa première ligne nomme les colonnes.",
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.ods", "data-octets-max": MAX_OCTETS}),
        error_messages={"required": "Choisissez un fichier."},
        allow_empty_file=True,
    )

    def __init__(self, *args: Any, plafond: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if plafond is not None:
            self.fields["fichier"].error_messages["required"] = get_phrase_plafond(plafond)

    def clean_fichier(self) -> FichierRecu:
        fichier: UploadedFile[Any] = self.cleaned_data["fichier"]
        if (fichier.size or 0) > MAX_OCTETS:
            raise forms.ValidationError(get_phrase_plafond(MAX_OCTETS))
        try:
            inspected = inspect_fichier(fichier.name or "", fichier.read())
        except DocumentRefuse as refus:
            raise forms.ValidationError(list(refus.messages)) from refus
        return FichierRecu(inspected.nom, inspected.format.extension, inspected.contenu)


class ColonnesForm(forms.Form):
    """A select for each field, those of the directory by default: the column of the file that holds it."""

    champs: ClassVar[Sequence[Champ]] = CHAMPS

    def __init__(self, data: Any = None, *, fichier: FichierImporte) -> None:
        super().__init__(data)
        titres = [(str(rang), _describe(fichier, rang, titre)) for rang, titre in enumerate(fichier.entetes)]
        for champ in self.champs:
            self.fields[champ.cle] = forms.ChoiceField(
                label=champ.libelle,
                choices=[("", "Aucune colonne"), *titres],
                initial=str(fichier.mapping.get(champ.cle, "")),
                required=False,
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        seen: dict[str, str] = {}
        for cle, rang in list(cleaned.items()):
            if rang and rang in seen:
                self.add_error(cle, f"Cette colonne est déjà prise pour «\u00a0{self.fields[seen[rang]].label}\u00a0».")
            seen[rang] = cle
        return cleaned

    def get_mapping(self) -> dict[str, int]:
        return {cle: int(rang) for cle, rang in self.cleaned_data.items() if rang}


def _describe(fichier: FichierImporte, rang: int, titre: str) -> str:
    """Its title, and what it holds: two columns may have the same title."""
    exemple = fichier.get_exemple(rang)
    court = f"{exemple[:MAX_EXEMPLE]}…" if len(exemple) > MAX_EXEMPLE else exemple
    return f"{titre or f'Colonne {rang + 1}'} (ex.\u00a0: {court})" if exemple else titre or f"Colonne {rang + 1}"
