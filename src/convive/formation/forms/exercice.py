"""The forms to create practice territories, and to give somebody access to one."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundWidget

from convive.formation.forms.base import FormationForm
from convive.formation.models import Inscription
from convive.formation.rules.exercice import Demande, parse_groupes
from convive.formation.selectors.exercice import PointDepartLu
from convive.socle.formulaires import get_champ_choix


class ExercicesForm(FormationForm):
    source = forms.ChoiceField(
        label="Point de départ",
        help_text="Chacun en reçoit une copie, telle qu’elle est maintenant.",
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez de quel territoire partir."},
    )
    stagiaires = forms.MultipleChoiceField(
        label="Un territoire à chacun·e de ces stagiaires", required=False, widget=forms.CheckboxSelectMultiple
    )
    groupes = forms.CharField(
        label="Un territoire à chacun de ces groupes",
        help_text="Un nom par ligne. Vous donnerez ensuite l’accès aux personnes de votre choix.",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        sources: Sequence[PointDepartLu],
        stagiaires: Sequence[Inscription],
        groupes: Sequence[str] = (),
    ) -> None:
        """`groupes` are those of an atelier; if given, individual territories are not offered."""
        initial = {"stagiaires": [] if groupes else [str(row.pk) for row in stagiaires], "groupes": "\n".join(groupes)}
        super().__init__(data, initial=initial | {"source": sources[0].valeur if sources else ""})
        self._sources = {row.valeur: row for row in sources}
        self._stagiaires = {str(row.pk): row for row in stagiaires}
        get_champ_choix(self, "source").choices = [(cle, row.nom) for cle, row in self._sources.items()]
        get_champ_choix(self, "stagiaires").choices = [(cle, row.nom) for cle, row in self._stagiaires.items()]

    @property
    def sources(self) -> list[tuple[BoundWidget, PointDepartLu]]:
        """Each radio button with the starting point that it selects."""
        return list(zip(self["source"], self._sources.values(), strict=True))

    def get_demandes(self) -> list[Demande]:
        choisies = [Demande(self._stagiaires[cle].nom, cle) for cle in self.cleaned_data["stagiaires"]]
        return choisies + [Demande(nom) for nom in parse_groupes(self.cleaned_data["groupes"])]


class InviterForm(FormationForm):
    stagiaire = forms.ChoiceField(label="Qui peut entrer")

    def __init__(self, data: Any = None, *, stagiaires: Sequence[Inscription]) -> None:
        super().__init__(data)
        self._stagiaires = {str(row.pk): row for row in stagiaires}
        get_champ_choix(self, "stagiaire").choices = [(cle, row.nom) for cle, row in self._stagiaires.items()]

    @property
    def choisie(self) -> Inscription:
        return self._stagiaires[self.cleaned_data["stagiaire"]]
