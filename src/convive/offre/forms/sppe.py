"""The form to enter, for several communes at once, who exercises which competences."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from convive.acteurs.models import Organisation
from convive.espaces.models import Membre
from convive.offre.actions.sppe import SaisieSppe
from convive.offre.rules.sppe import CommuneSppe, Competence
from convive.socle.formulaires import JourField, get_champ_choix
from convive.socle.uuids import parse_uuid

PERSONNE = "personne"


class CompetencesForm(forms.Form):
    """A membre limited to some communes may only write for these."""

    competences = forms.MultipleChoiceField(
        label="Compétences",
        choices=[(competence.value, competence.libelle) for competence in Competence],
        error_messages={"required": "Cochez au moins une compétence."},
    )
    communes = forms.MultipleChoiceField(label="Communes", error_messages={"required": "Cochez au moins une commune."})
    organisation = forms.ChoiceField(
        label="Exercées par",
        help_text="La commune elle-même, ou l’organisme à qui elle les a confiées.",
    )
    date_transfert = JourField(label="Depuis le", help_text="Laissez vide si personne ne le sait.")

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        membre: Membre,
        communes: Sequence[CommuneSppe],
        organisations: Iterable[Organisation],
        initial: dict[str, Any] | None = None,
    ) -> None:
        limites = membre.limites.communes
        offertes = [(c.code, c.nom) for c in communes if not limites or c.code in limites]
        usuel = {"communes": [code for code, _ in offertes], "competences": list(Competence)}
        super().__init__(data, initial={**usuel, **(initial or {})})
        get_champ_choix(self, "communes").choices = offertes
        noms = [(str(organisation.pk), organisation.nom) for organisation in organisations]
        choix = [("", "Choisissez…"), *noms, (PERSONNE, "Non précisé (effacer)")]
        get_champ_choix(self, "organisation").choices = choix

    def get_saisie(self) -> SaisieSppe:
        valeurs = self.cleaned_data
        return SaisieSppe(
            frozenset(valeurs["communes"]),
            frozenset(map(Competence, valeurs["competences"])),
            parse_uuid(valeurs["organisation"]),
            valeurs["date_transfert"],
        )
