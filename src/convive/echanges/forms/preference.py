"""The form to choose how to be notified of each kind of event."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict

from convive.echanges.evenements import MENTION
from convive.echanges.models import JOURS, PreferenceNotification
from convive.echanges.rules import Canal
from convive.espaces.models import Membre
from convive.socle.evenements import evenements
from convive.socle.formulaires import get_champ_choix

CANAUX = (
    (Canal.CONVIVE.value, "Dans Convive et dans la lettre"),
    (Canal.LETTRE.value, "Dans la lettre seulement"),
    (Canal.RIEN.value, "Pas du tout"),
)
CANAL_COURRIEL = (Canal.COURRIEL.value, "Tout de suite par e-mail, dans Convive et dans la lettre")
PREFIXE = "canal-"


class PreferenceForm(forms.Form):
    """One select per event, the day of the letter, and the muted espaces."""

    jour_lettre = forms.TypedChoiceField(
        label="La lettre de la semaine",
        help_text="Un seul e-mail par semaine pour tous vos espaces. Quand il ne s’est rien passé, rien ne part.",
        choices=[*JOURS, ("", "Pas de lettre")],
        coerce=int,
        empty_value=None,
        required=False,
    )
    sourdines = forms.MultipleChoiceField(
        label="Espaces dont on ne reçoit plus rien", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        preference: PreferenceNotification,
        places: Iterable[Membre],
        sourdines: Iterable[UUID],
    ) -> None:
        initial = {"jour_lettre": preference.jour_lettre or "", "sourdines": [str(uuid) for uuid in sourdines]}
        super().__init__(data, initial=initial)
        for evenement in evenements.get_all():
            choices = [CANAL_COURRIEL, *CANAUX] if evenement.cle == MENTION else CANAUX
            self.fields[f"{PREFIXE}{evenement.cle}"] = forms.ChoiceField(
                label=evenement.libelle, choices=choices, initial=preference.get_canal(evenement.cle).value
            )
        get_champ_choix(self, "sourdines").choices = [(str(membre.espace_id), membre.espace.nom) for membre in places]
        if not get_champ_choix(self, "sourdines").choices:
            del self.fields["sourdines"]

    @property
    def champs_canaux(self) -> list[Any]:
        return [self[nom] for nom in self.fields if nom.startswith(PREFIXE)]

    @property
    def has_sourdines(self) -> bool:
        return "sourdines" in self.fields

    def get_choix(self) -> dict[str, Any]:
        """The arguments of the action `update_preference`."""
        cleaned = self.cleaned_data
        return {
            "canaux": {nom.removeprefix(PREFIXE): valeur for nom, valeur in cleaned.items() if nom.startswith(PREFIXE)},
            "jour_lettre": cleaned["jour_lettre"],
            "sourdines": [UUID(texte) for texte in cleaned.get("sourdines", [])],
        }
