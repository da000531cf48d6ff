"""The answer to a convocation, given through a link or in the espace."""

from typing import Any

from django import forms
from django.http import QueryDict

from convive.gouvernance.forms.commun import GouvernanceForm
from convive.gouvernance.models import ParticipantSeance
from convive.gouvernance.rules.convocations import explain_reponse
from convive.gouvernance.rules.instances import MAX_NOM_PERSONNE
from convive.gouvernance.rules.seances import Reponse
from convive.socle.formats import avec_de
from convive.socle.texte import clean_texte

CHOIX = [
    (Reponse.PRESENT.value, "Oui, présent·e"),
    (Reponse.EXCUSE.value, "Non, excusé·e"),
    (Reponse.REPRESENTE.value, "Je me fais représenter"),
]

PAR_QUI = "Par qui (si vous vous faites représenter)"


class LectureForm(forms.Form):
    """Nothing to fill: one button."""


class ReponseForm(forms.Form):
    """`repondant` is empty when the person herself answers; otherwise it is who did it for her. A former answer is
    changed knowingly."""

    reponse = forms.ChoiceField(
        label="Serez-vous là ?",
        choices=CHOIX,
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez une réponse."},
    )
    represente_par = forms.CharField(label=PAR_QUI, max_length=MAX_NOM_PERSONNE, required=False)
    est_autre = forms.BooleanField(required=False)
    repondant = forms.CharField(label="Votre nom", max_length=MAX_NOM_PERSONNE, required=False)

    def __init__(self, data: QueryDict | None = None, *, participant: ParticipantSeance) -> None:
        super().__init__(data, initial={"represente_par": participant.represente_par})
        self.participant = participant
        _ask_par_qui(self)
        self.fields["est_autre"].label = f"Je ne suis pas {participant.nom}\u00a0: on m’a transmis ce lien"
        if participant.reponse == Reponse.EN_ATTENTE:
            return
        self.initial["reponse"] = participant.reponse
        self.fields["confirme"] = forms.BooleanField(
            label=f"Remplacer la réponse déjà donnée pour {participant.nom}",
            required=False,
        )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        for champ in ("represente_par", "repondant"):
            data[champ] = clean_texte(data.get(champ, ""))
        for champ, message in explain_reponse(data.get("reponse", ""), data["represente_par"]).items():
            self.add_error(champ, message)
        if data.get("est_autre") and not data["repondant"]:
            self.add_error(
                "repondant",
                f"Donnez votre nom\u00a0: il sera affiché à côté de la réponse {avec_de(self.participant.nom)}.",
            )
        if not data.get("est_autre"):
            data["repondant"] = ""
        is_autre_reponse = data.get("reponse") not in (None, self.participant.reponse)
        if "confirme" in self.fields and is_autre_reponse and not data.get("confirme"):
            self.add_error("confirme", "Une réponse est déjà là\u00a0: cochez pour la remplacer.")
        return data


class MaReponseForm(GouvernanceForm):
    """What one says in the espace of one’s own coming; `vue` is the answer that the page showed."""

    reponse = forms.ChoiceField(
        label="Serez-vous là ?",
        choices=CHOIX,
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez une réponse."},
    )
    represente_par = forms.CharField(label=PAR_QUI, max_length=MAX_NOM_PERSONNE, required=False)
    vue = forms.CharField(widget=forms.HiddenInput, max_length=10, required=False)

    def __init__(self, data: Any = None, *, participant: ParticipantSeance | None) -> None:
        initial = {}
        if participant is not None:
            initial = {"vue": participant.reponse, "represente_par": participant.represente_par}
            initial["reponse"] = "" if participant.reponse == Reponse.EN_ATTENTE else participant.reponse
        super().__init__(data, initial=initial)
        _ask_par_qui(self)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        data["represente_par"] = clean_texte(data.get("represente_par", ""))
        for champ, message in explain_reponse(data.get("reponse", ""), data["represente_par"]).items():
            self.add_error(champ, message)
        return data


def _ask_par_qui(form: forms.Form) -> None:
    """Asked of whoever is represented: « facultatif » would mislead."""
    attendu: Any = form.fields["represente_par"]
    attendu.is_attendu = True
