"""Who carries a decision and by when, asked before the séance is closed."""

from typing import Any

from django import forms
from django.http import QueryDict

from convive.acteurs.models import Personne
from convive.gouvernance.forms.commun import GouvernanceForm
from convive.gouvernance.models import Decision
from convive.gouvernance.rules.decisions import ModeDecision
from convive.gouvernance.rules.instances import MAX_NOM_PERSONNE
from convive.socle.formats import date_longue
from convive.socle.formulaires import JourField
from convive.socle.texte import clean_texte


class DecisionPorteeForm(GouvernanceForm):
    """One decision; `personnes` is the directory, read once for all of them."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    responsable = forms.ModelChoiceField(
        label="Qui la porte",
        queryset=Personne.objects.none(),
        required=False,
        empty_label="Choisir",
    )
    responsable_texte = forms.CharField(
        label="Ou saisissez un nom",
        max_length=MAX_NOM_PERSONNE,
        required=False,
        help_text="Un service, une équipe, quelqu’un qui n’est pas dans l’annuaire.",
    )
    echeance = JourField(label="Avant le")
    prise_acte = forms.BooleanField(
        label="C’est une prise d’acte", required=False, help_text="Elle ne demande rien à personne."
    )

    def __init__(self, data: QueryDict | None = None, *, decision: Decision, personnes: list[Personne]) -> None:
        super().__init__(
            data,
            prefix=f"d{decision.pk.hex}",
            initial={
                "version": decision.version,
                "responsable": decision.responsable_id,
                "responsable_texte": decision.responsable_texte,
                "echeance": decision.echeance,
                "prise_acte": decision.mode == ModeDecision.PRISE_ACTE,
            },
        )
        for nom in ("responsable", "echeance"):
            # Empty is kept, closing asks for it: « facultatif » would mislead.
            attendu: Any = self.fields[nom]
            attendu.is_attendu = True
        champ: Any = self.fields["responsable"]
        champ.queryset = Personne.objects.filter(espace=decision.espace_id)
        champ.choices = [("", champ.empty_label), *((str(personne.pk), str(personne)) for personne in personnes)]

    def explain_conflit(self, current: Decision) -> None:
        """Someone saved it meanwhile: what she wrote is said, and what is typed here stays, to be saved over it."""
        echeance = f", avant le {date_longue(current.echeance)}" if current.echeance else ""
        qui = current.libelle_responsable or "sans responsable"
        if current.mode == ModeDecision.PRISE_ACTE:
            qui, echeance = "une prise d’acte", ""
        data: Any = self.data
        self.data = data = data.copy()
        data[self.add_prefix("version")] = str(current.version)
        self.add_error(
            None,
            f"Quelqu’un l’a enregistrée pendant que vous écriviez\u00a0: {qui}{echeance}. "
            "Votre saisie est encore là\u00a0: enregistrez de nouveau pour qu’elle remplace la sienne.",
        )

    def clean_responsable_texte(self) -> str:
        return clean_texte(self.cleaned_data["responsable_texte"])
