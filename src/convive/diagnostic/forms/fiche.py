"""What the forms of paroles, constats and enjeux share: whom they concern, and from which state they started."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from convive.diagnostic.actions.fiche import Portee
from convive.diagnostic.models.fiche import Fiche
from convive.diagnostic.rules.fiches import DiagnosticRefuse, FicheEnConflit
from convive.espaces.actions.note import fuse_listes
from convive.espaces.models import Membre
from convive.espaces.selectors.note import list_choix_communes, list_choix_thematiques
from convive.socle.formulaires import explain_refus, get_champ_choix
from convive.socle.uuids import parse_uuids


class FicheForm(forms.Form):
    """`version` and `…_depart` are what the page showed when it was opened. The boxes of what the place may not choose
    are not shown, and stay as they are."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, initial=1)
    thematiques_depart = forms.CharField(widget=forms.HiddenInput, required=False)
    communes_depart = forms.CharField(widget=forms.HiddenInput, required=False)
    thematiques = forms.MultipleChoiceField(label="Thématiques", required=False)
    communes = forms.MultipleChoiceField(label="Communes", required=False)

    def __init__(
        self, data: QueryDict | None = None, *, membre: Membre, fiche: Fiche | None = None, initial: Any = None
    ) -> None:
        start: dict[str, Any] = dict(initial or {})
        if fiche is not None:
            themes = [str(thematique.pk) for thematique in fiche.thematiques.all()]
            start |= {"version": fiche.version, "thematiques": themes, "communes": fiche.communes}
            start |= {"thematiques_depart": " ".join(themes), "communes_depart": " ".join(fiche.communes)}
        super().__init__(data, initial=start, use_required_attribute=False)
        self._proposes = {
            "thematiques": [(str(thematique.pk), thematique.nom) for thematique in list_choix_thematiques(membre)],
            "communes": list_choix_communes(membre),
        }
        limites = membre.limites
        self._limites = {"thematiques": frozenset(map(str, limites.thematiques)), "communes": limites.communes}
        self._actuels = {champ: (start if fiche is not None else {}).get(champ, []) for champ in self._proposes}
        for champ, choix in self._proposes.items():
            get_champ_choix(self, champ).choices = choix

    def clean(self) -> dict[str, Any]:
        """What its author could no longer read would be lost for her."""
        cleaned = super().clean() or {}
        for champ, limites in self._limites.items():
            if limites and champ in cleaned:
                depart = frozenset(self._get_depart(champ))
                result = fuse_listes(self._actuels[champ], depart, frozenset(cleaned[champ]))
                if result and not result & limites:
                    self.add_error(champ, "Gardez-en une des vôtres : sans cela, vous ne liriez plus cette fiche.")
        return cleaned

    def get_portee(self) -> Portee:
        """Whom it concerns, once the form is valid."""
        return Portee(
            parse_uuids(self.cleaned_data["thematiques"]),
            self.cleaned_data["communes"],
            parse_uuids(self._get_depart("thematiques")),
            self._get_depart("communes"),
        )

    def explain_refus(self, refus: DiagnosticRefuse) -> None:
        """Put what was refused beside its field, or above the form. After a conflict, sending again is a choice."""
        if isinstance(refus, FicheEnConflit):
            data: Any = self.data
            data = data.copy()
            data["version"] = str(refus.version)
            self.data = data
        explain_refus(self, refus)

    def _get_depart(self, champ: str) -> set[str]:
        """The boxes ticked when the page was opened, among those that were shown."""
        shown = {valeur for valeur, _ in self._proposes[champ]}
        return shown & set(self.cleaned_data.get(f"{champ}_depart", "").split())


def set_choix(form: forms.Form, nom: str, vide: str, choix: Sequence[tuple[str, str]]) -> None:
    """The choices of a filter, after the one that asks nothing."""
    get_champ_choix(form, nom).choices = [("", vide), *choix]


def build_criteres(form: forms.Form) -> dict[str, str]:
    """What a form of filters asks; what cannot be read asks nothing."""
    form.is_valid()
    return {champ: str(valeur or "") for champ, valeur in form.cleaned_data.items()}
