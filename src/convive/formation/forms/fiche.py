"""The forms of a training body that several people write, until its pages join them as the others do."""

import json
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.serializers.json import DjangoJSONEncoder

from convive.espaces.actions.conflit import FicheEnConflit
from convive.ui.saisie import TexteSaisi


class FicheForm(forms.Form):
    """A form of a card. `version` and `depart` are what the page showed when it was opened: two people who write never
    undo one another."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, initial=1)
    depart = forms.CharField(widget=forms.HiddenInput, required=False)

    def get_depart(self) -> Mapping[str, object]:
        """The values when the page was opened; none when someone rewrote that field."""
        try:
            depart = json.loads(self.cleaned_data["depart"] or "{}")
        except ValueError:
            return {}
        return self.read_depart(depart) if isinstance(depart, dict) else {}

    def read_depart(self, depart: dict[str, Any]) -> Mapping[str, object]:
        """As the action compares them: dates are dates."""
        return depart

    def explain_conflit(self, conflit: FicheEnConflit) -> None:
        """Say what someone else saved, field by field; the form then starts from that: sent again, it is a choice."""
        auteur = conflit.auteur or "Quelqu’un"
        data: Any = self.data
        data = data.copy()
        data["version"] = str(conflit.version)
        for champ, valeur in conflit.reunies.items():
            data[champ] = "" if valeur is None else str(valeur)
        self.data = data
        phrase = f"{auteur} a changé ce champ pendant que vous écriviez : comparez, puis gardez ce qui convient."
        for champ in conflit.valeurs:
            if champ in self.fields:
                self.add_error(champ, phrase)

    def list_enregistres(self, conflit: FicheEnConflit) -> list[TexteSaisi]:
        """What is saved today, to copy from, for each field to choose."""
        saved = []
        for champ, valeur in conflit.valeurs.items():
            if (field := self.fields.get(champ)) is not None:
                choix = dict(getattr(field, "choices", ()))
                saved.append(TexteSaisi(str(field.label), str(choix.get(valeur, valeur) or "(vide)")))
        return saved


def dump_depart(valeurs: Mapping[str, object]) -> str:
    """The hidden field of a form that opens."""
    return json.dumps(valeurs, cls=DjangoJSONEncoder, ensure_ascii=False)
