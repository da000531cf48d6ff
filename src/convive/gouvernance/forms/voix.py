"""Ask the members of a body for their voice; give one’s own."""

from collections.abc import Sequence
from typing import Any

from django import forms

from convive.gouvernance.forms.commun import GouvernanceForm
from convive.gouvernance.models import MembreInstance
from convive.gouvernance.rules.voix import MAX_PHRASE_VOIX, explain_voix, get_libelles
from convive.socle.formulaires import JourField, get_champ_choix
from convive.socle.texte import clean_ligne


class ConsultationForm(GouvernanceForm):
    fin = JourField(label="Jusqu’au", help_text="Ce jour-là compte encore.")

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["fin"].required = True
        self.fields["fin"].error_messages["required"] = "Donnez le dernier jour pour répondre."


class VoixForm(GouvernanceForm):
    sens = forms.ChoiceField(
        label="Votre voix",
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez l’une des trois réponses."},
    )
    phrase = forms.CharField(
        label="En une phrase",
        help_text="Demandée si vous n’êtes pas d’accord. Elle est affichée avec votre nom.",
        max_length=MAX_PHRASE_VOIX,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data: Any = None, *, mode: str, **options: Any) -> None:
        super().__init__(data, **options)
        get_champ_choix(self, "sens").choices = [(sens.value, libelle) for sens, libelle in get_libelles(mode).items()]
        self.fields["phrase"].is_attendu = True  # type: ignore[attr-defined]  # read by the component of a field

    def clean_phrase(self) -> str:
        return clean_ligne(self.cleaned_data["phrase"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "sens" in cleaned:
            for champ, phrase in explain_voix(cleaned["sens"], cleaned.get("phrase", "")).items():
                self.add_error(champ, phrase)
        return cleaned


class VoixLienForm(VoixForm):
    """Through a link: `siege` is asked when the same address speaks for several."""

    def __init__(self, data: Any = None, *, sieges: Sequence[MembreInstance], **options: Any) -> None:
        super().__init__(data, **options)
        if len(sieges) > 1:
            self.fields["siege"] = forms.ChoiceField(
                label="Vous répondez pour",
                choices=[(str(siege.pk), str(siege)) for siege in sieges],
                widget=forms.RadioSelect,
                error_messages={"required": "Indiquez pour qui vous répondez."},
            )
