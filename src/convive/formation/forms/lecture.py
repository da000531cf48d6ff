"""The forms for a line of the grid, and for one’s own project."""

from typing import Any

from django import forms

from convive.documents.actions.lecture import extract_fichier
from convive.documents.forms.piece import FichierForm
from convive.formation.actions.lecture import SaisieNote
from convive.formation.rules.lecture import MAX_TEXTE_PROJET, MAX_TITRE, NOTES
from convive.socle.texte import clean_ligne

EXTENSIONS = ("pdf", "docx", "odt", "txt")


class NoteForm(forms.Form):
    critere = forms.SlugField(max_length=40)
    niveau = forms.TypedChoiceField(
        choices=[("", ""), *((str(note), str(note)) for note in NOTES)], coerce=int, empty_value=None, required=False
    )
    base = forms.CharField(required=False, strip=False)
    texte = forms.CharField(required=False, strip=False)

    def get_saisie(self, projet: str) -> SaisieNote:
        valeurs = self.cleaned_data
        return SaisieNote(
            projet,
            valeurs["critere"],
            valeurs["niveau"],
            valeurs["base"].replace("\r\n", "\n"),
            valeurs["texte"].replace("\r\n", "\n").rstrip(),
        )


class ProjetForm(FichierForm):
    """A file from which only the text is extracted, or a pasted text. The file is not stored."""

    titre = forms.CharField(label="Comment l’appeler", max_length=MAX_TITRE)
    texte = forms.CharField(
        label="Ou collez le texte",
        max_length=MAX_TEXTE_PROJET,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    field_order = ("titre", "fichier", "texte")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, use_required_attribute=False, **kwargs)
        champ = self.fields["fichier"]
        champ.required = False
        champ.help_text = "PDF, DOCX, ODT ou TXT. Nous en lisons les mots, puis le fichier est oublié."
        champ.widget.attrs["accept"] = ",".join(f".{extension}" for extension in EXTENSIONS)

    def clean_titre(self) -> str:
        return clean_ligne(str(self.cleaned_data["titre"]))

    def clean_fichier(self) -> Any:
        if not self.cleaned_data["fichier"]:
            return None
        inspecte = super().clean_fichier()
        if inspecte.format.extension not in EXTENSIONS:
            raise forms.ValidationError("Choisissez un PDF, un DOCX, un ODT ou un TXT.")
        return inspecte

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("fichier") and not cleaned.get("texte", "").strip():
            self.add_error("fichier", "Choisissez un fichier, ou collez le texte plus bas.")
        return cleaned

    def read_texte(self) -> str:
        """The pasted text, or the text of the file; empty if there is none."""
        fichier = self.cleaned_data["fichier"]
        if fichier is None:
            return str(self.cleaned_data["texte"]).replace("\r\n", "\n")
        return extract_fichier(fichier.format.extension, fichier.contenu, is_lignes=True)
