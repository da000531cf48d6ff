"""Send a link; ask for a lost one."""

from datetime import timedelta

from django import forms

from convive.espaces.liens import read_durees
from convive.espaces.models.lien_magique import MAX_MOT, MAX_NOM_DESTINATAIRE


def list_durees() -> list[tuple[str, str]]:
    return [(str(jours), mots) for jours, mots in read_durees()["proposees"].items()]


class LienForm(forms.Form):
    email = forms.EmailField(
        label="Adresse e-mail",
        help_text="La personne n’a pas besoin de compte.",
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    nom = forms.CharField(
        label="Nom de la personne ou de la structure",
        help_text="Tel qu’il sera écrit dans la page, et au journal quand elle répondra.",
        max_length=MAX_NOM_DESTINATAIRE,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    mot = forms.CharField(
        label="Un mot de votre part",
        help_text=f"Il est dans l’e-mail et en haut de la page. {MAX_MOT} signes au plus.",
        max_length=MAX_MOT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    duree = forms.TypedChoiceField(
        label="Le lien sert pendant", choices=list_durees, coerce=lambda jours: timedelta(days=int(jours))
    )


class LienPerduForm(forms.Form):
    email = forms.EmailField(
        label="Votre adresse e-mail",
        help_text="Celle à laquelle le lien vous a été envoyé.",
        error_messages={"invalid": "Écrivez-la en entier\u00a0: «\u00a0nom@exemple.fr\u00a0»."},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
