"""The form of one move of a status: it asks what this move needs, and nothing else."""

from typing import Any

from django import forms

from convive.plan_action.actions.statuts import SaisieStatut
from convive.plan_action.forms.arbre import PlanForm
from convive.plan_action.models import FicheAction
from convive.plan_action.rules.plan import MAX_INSTANCE, MAX_MOTIF, MAX_TEXTE_COURT
from convive.plan_action.rules.statuts import Exigence, Statut, Transition
from convive.socle.formulaires import JourField

LABELS_MOTIF = {
    Statut.BLOQUEE: "Ce qui bloque",
    Statut.REALISEE: "Pourquoi aucune mesure, s’il n’y en a pas",
    Statut.EN_PAUSE: "Pourquoi",
    Statut.EN_COURS: "Ce qui a changé",
}
MANQUES = {
    "motif": "Indiquez pourquoi\u00a0: ce sera relu avec la date.",
    "instance": "Indiquez quelle instance l’a décidé.",
    "date_instance": "Donnez la date de la séance.",
    "date_debut": "Donnez le jour où elle commence.",
    "date_fin": "Donnez sa nouvelle échéance.",
    "deblocage_par": "Indiquez qui peut débloquer l’action.",
    "deblocage_avant": "Indiquez avant quelle date.",
    "relais": "Indiquez qui la paie et qui la porte désormais.",
}
CHAMPS = {
    Exigence.MOTIF: ("motif",),
    Exigence.NOTE: ("motif",),
    Exigence.MESURE: ("motif",),
    Exigence.INSTANCE: ("instance",),
    Exigence.DATE_INSTANCE: ("date_instance",),
    Exigence.DATE_DEBUT: ("date_debut",),
    Exigence.DATE_FIN: ("date_fin",),
    Exigence.DEBLOCAGE: ("deblocage_par", "deblocage_avant"),
    Exigence.RELAIS: ("relais",),
    Exigence.COMPLETUDE: (),
}


class StatutForm(PlanForm):
    """`transition` is the move; the others of its fields are not there."""

    depuis = forms.CharField(widget=forms.HiddenInput, required=False)
    motif = forms.CharField(
        label="Pourquoi", max_length=MAX_MOTIF, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    instance = forms.CharField(
        label="Qui l’a décidé",
        max_length=MAX_INSTANCE,
        required=False,
        help_text="Le comité de pilotage, un bureau, une commission\u00a0: en toutes lettres.",
    )
    date_instance = JourField(label="À la séance du")
    date_debut = JourField(label="Elle commence le")
    date_fin = JourField(label="Nouvelle échéance")
    deblocage_par = forms.CharField(label="Qui peut la débloquer", max_length=MAX_TEXTE_COURT, required=False)
    deblocage_avant = JourField(label="Avant le")
    relais = forms.CharField(label="Qui la paie et la porte désormais", max_length=MAX_TEXTE_COURT, required=False)

    def __init__(self, data: Any = None, *, transition: Transition, fiche: FicheAction) -> None:
        initial = {"depuis": fiche.statut, "date_debut": fiche.date_debut}
        super().__init__(data, initial=initial)
        self._vers = transition.vers
        kept = {"depuis"} | {champ for exigence in transition.exigences for champ in CHAMPS[exigence]}
        for champ in [champ for champ in self.fields if champ not in kept]:
            del self.fields[champ]
        # An action that was measured says nothing more; everything else that is asked is needed.
        libres = {"motif"} if Exigence.MESURE in transition.exigences else set()
        for champ in kept - libres - {"depuis"}:
            self.fields[champ].required = True
            self.fields[champ].error_messages["required"] = MANQUES[champ]
        if "motif" in self.fields:
            self.fields["motif"].label = LABELS_MOTIF.get(transition.vers, "Pourquoi")

    def get_saisie(self) -> SaisieStatut:
        return SaisieStatut(self._vers, **{champ: valeur for champ, valeur in self.cleaned_data.items() if valeur})
