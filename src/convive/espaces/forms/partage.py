"""Forms that offer to share, and choose who receives."""

from collections.abc import Sequence

from django import forms
from django.http import QueryDict

from convive.espaces.models import Espace
from convive.espaces.partages import partages
from convive.socle.formulaires import get_champ_choix


class ChampsForm(forms.Form):
    """What is shown: a box for each field that a package declares."""

    champs = forms.MultipleChoiceField(
        label="Ce que le département verra",
        error_messages={"required": "Choisissez au moins une chose à partager."},
    )

    def __init__(self, data: QueryDict | None = None, *, champs: Sequence[str] = (), auto_id: str = "id_%s") -> None:
        super().__init__(data, initial={"champs": list(champs)}, auto_id=auto_id)
        get_champ_choix(self, "champs").choices = [(champ.cle, champ) for champ in partages.get_all()]


class PartageForm(ChampsForm):
    email = forms.EmailField(
        label="Adresse e-mail de votre interlocuteur·rice au département",
        help_text="La personne reçoit un lien, valable 14 jours, pour accepter ou décliner. Rien n’est montré avant.",
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    field_order = ("email", "champs")


class ReponsePartageForm(forms.Form):
    departement = forms.ChoiceField(label="Recevoir dans l’espace")

    def __init__(self, data: QueryDict | None = None, *, departements: Sequence[Espace]) -> None:
        super().__init__(data)
        self.departements = {str(espace.pk): espace for espace in departements}
        get_champ_choix(self, "departement").choices = [(cle, espace.nom) for cle, espace in self.departements.items()]

    def clean_departement(self) -> Espace:
        return self.departements[self.cleaned_data["departement"]]
