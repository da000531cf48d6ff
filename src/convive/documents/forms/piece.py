"""Forms of attachments. A file is inspected here, so that its refusal is beside its field."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from convive.documents.actions.piece import SaisiePiece
from convive.documents.inspection import FORMATS_PIECES, FichierInspecte, inspect_fichier
from convive.documents.inspection.formats import LISTE
from convive.documents.models import PieceJointe, Visibilite
from convive.documents.models.piece import MAX_ALTERNATIVE, MAX_DESCRIPTION, MAX_TITRE
from convive.documents.permissions import can_list_pieces_internes
from convive.documents.refus import DocumentRefuse
from convive.espaces.models import Membre
from convive.socle.televersement import MO, get_phrase_plafond

ACCEPTES = ",".join(f".{extension}" for extension in FORMATS_PIECES) + ",.jpeg,.md"


class FichierForm(forms.Form):
    """One file to keep. `plafond` is the limit that this very request went over: its file was stopped on the way."""

    fichier = forms.FileField(label="Fichier", allow_empty_file=True)

    def __init__(self, *args: Any, plafond: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        maximum = settings.FICHIER_MAX_OCTETS
        champ = self.fields["fichier"]
        champ.help_text = (
            f"{maximum // MO} Mo au plus. {LISTE}. Une photo perd le lieu et la date de sa prise, que l’on n’a pas à "
            "diffuser."
        )
        champ.widget = forms.FileInput(attrs={"accept": ACCEPTES, "data-octets-max": maximum})
        if plafond is not None:
            champ.error_messages["required"] = get_phrase_plafond(plafond)
        else:
            champ.error_messages["required"] = "Choisissez un fichier."

    def clean_fichier(self) -> FichierInspecte:
        fichier: UploadedFile[Any] = self.cleaned_data["fichier"]
        if (fichier.size or 0) > settings.FICHIER_MAX_OCTETS:
            raise forms.ValidationError(get_phrase_plafond(settings.FICHIER_MAX_OCTETS))
        try:
            return inspect_fichier(fichier.name or "", fichier.read())
        except DocumentRefuse as refus:
            raise forms.ValidationError(list(refus.messages)) from refus


class PieceForm(forms.Form):
    """The words about an attachment."""

    titre = forms.CharField(label="Titre", max_length=MAX_TITRE)
    description = forms.CharField(
        label="Description",
        max_length=MAX_DESCRIPTION,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Ce que l’on y trouve, en une phrase.",
    )
    texte_alternatif = forms.CharField(
        label="Si c’est une image : ce qu’elle montre",
        max_length=MAX_ALTERNATIVE,
        required=False,
        help_text="Lu aux personnes qui ne la voient pas.",
    )
    visibilite = forms.ChoiceField(label="Qui la voit", choices=Visibilite.choices, initial=Visibilite.TOUS)

    def __init__(self, *args: Any, membre: Membre, piece: PieceJointe | None = None, **kwargs: Any) -> None:
        if piece is not None:
            champs = ("titre", "description", "texte_alternatif", "visibilite")
            kwargs["initial"] = {champ: getattr(piece, champ) for champ in champs}
        super().__init__(*args, **kwargs)
        for champ in self.fields.values() if piece is not None else ():
            # What the page showed goes with the form: `changed_data` is what this person changed, and nothing else.
            champ.show_hidden_initial = True
        if not can_list_pieces_internes(membre):
            # Whoever is not of the team cannot hide a file from herself.
            del self.fields["visibilite"]

    def get_saisie(self) -> SaisiePiece:
        valeurs = {"visibilite": Visibilite.TOUS.value, **self.cleaned_data}
        valeurs.pop("fichier", None)
        return SaisiePiece(**valeurs)


class DepotForm(PieceForm, FichierForm):
    """A file and its words; without a title, it takes the name of the file."""

    field_order = ["fichier", "titre", "description", "texte_alternatif", "visibilite"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["titre"].required = False
        self.fields["titre"].help_text = "Sans titre, elle prend le nom du fichier."

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        fichier = cleaned.get("fichier")
        if isinstance(fichier, FichierInspecte) and not cleaned.get("titre"):
            cleaned["titre"] = fichier.nom.rpartition(".")[0][:MAX_TITRE]
        return cleaned
