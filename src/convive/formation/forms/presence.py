"""The forms to record someone's presence at a demi-journée, and to upload the scan of a signed feuille."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict

from convive.documents.forms.piece import FichierForm
from convive.formation.actions.presence import SaisiePresence
from convive.formation.rules.presence import MAX_MOTIF, MAX_RETARD, Presence
from convive.socle.uuids import parse_uuid

PREFIXE = "p-"


class PrecisionForm(forms.Form):
    """The minutes missed by someone present, or the reason of someone absent."""

    retard = forms.IntegerField(min_value=0, max_value=MAX_RETARD, required=False)
    depart = forms.IntegerField(min_value=0, max_value=MAX_RETARD, required=False)
    motif = forms.CharField(max_length=MAX_MOTIF, required=False)

    def get_saisie(self, presence: str) -> SaisiePresence:
        data = self.cleaned_data
        return SaisiePresence(presence, data["retard"] or 0, data["depart"] or 0, data["motif"])


class FeuilleForm(FichierForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fichier"].label = "La feuille signée, en photo ou en PDF"


def read_feuille(data: QueryDict) -> dict[UUID, SaisiePresence]:
    """Presence as on the signed feuille, by person, from fields such as « p-<uuid>=present »."""
    found = {}
    for nom, valeur in data.items():
        uuid = parse_uuid(nom.removeprefix(PREFIXE)) if nom.startswith(PREFIXE) else None
        if uuid is not None and valeur in Presence:
            found[uuid] = SaisiePresence(str(valeur), is_papier=True)
    return found
