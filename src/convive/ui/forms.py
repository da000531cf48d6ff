"""Forms for the gallery: one field of each kind, to look at labels, helps and errors."""

from django import forms


class ExempleForm(forms.Form):
    nom = forms.CharField(label="Nom du périmètre", help_text="Celui que l’on dit en réunion.", max_length=80)
    comparaison = forms.ChoiceField(
        label="Comparer à", choices=[("departement", "Le département"), ("france", "La France")]
    )
    communes = forms.CharField(
        label="Communes",
        help_text="Un code ou un nom par ligne.",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    retenir = forms.BooleanField(
        label="Retenir ce périmètre", help_text="Il sera proposé la prochaine fois.", required=False
    )

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        if not cleaned.get("communes"):
            raise forms.ValidationError("Un périmètre contient au moins une commune.")
        return cleaned


class QuestionForm(forms.Form):
    """Two questions of a short form, as someone without an account reads them."""

    reponse = forms.ChoiceField(
        label="Où en êtes-vous ?",
        choices=[("toujours", "Tout est en place"), ("aide", "On y arrivera si quelqu’un nous aide")],
        widget=forms.RadioSelect,
    )
    mot = forms.CharField(
        label="Qu’est-ce qui a bougé ?", help_text="Une ou deux phrases.", widget=forms.Textarea(attrs={"rows": 3})
    )


class BrouillonForm(forms.Form):
    """A text that the gallery keeps as a draft."""

    texte = forms.CharField(label="Texte", widget=forms.Textarea(attrs={"rows": 3}), required=False)
