"""What one thinks of a constat: three answers, and a sentence for those that ask for one."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from convive.acteurs.forms.champs import clean_texte
from convive.acteurs.models import Organisation
from convive.diagnostic.actions.avis import SaisieAvis
from convive.diagnostic.models import AvisConstat, SensAvis
from convive.diagnostic.rules.fiches import MAX_AVIS
from convive.socle.formulaires import get_champ_choix


class AvisForm(forms.Form):
    """As the page of a link shows it; nobody needs an account for it."""

    sens = forms.ChoiceField(
        label="Qu’en pensez-vous ?",
        choices=SensAvis.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez l’une des trois réponses."},
    )
    phrase = forms.CharField(
        label="En une phrase",
        help_text="Ce que vous voyez, de votre place. Utile surtout si vous n’êtes pas d’accord, ou pas sûr·e.",
        max_length=MAX_AVIS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: QueryDict | None = None, **options: Any) -> None:
        super().__init__(data, use_required_attribute=False, **options)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned["phrase"] = clean_texte(cleaned.get("phrase", ""))
        if cleaned.get("sens") in (SensAvis.DESACCORD, SensAvis.A_VERIFIER) and not cleaned["phrase"]:
            self.add_error("phrase", "Dites pourquoi, même en quelques mots : c’est ce qui fera avancer le constat.")
        return cleaned

    def get_saisie(self) -> SaisieAvis:
        return SaisieAvis(self.cleaned_data["sens"], self.cleaned_data["phrase"])


class AvisCompteForm(AvisForm):
    """For a member: in whose name she speaks."""

    organisation = forms.ChoiceField(label="Au nom de", required=False)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        organisations: Sequence[Organisation],
        depart: AvisConstat | None = None,
        proposee: Organisation | None = None,
    ) -> None:
        initial: dict[str, Any] = {"organisation": str(proposee.pk) if proposee else ""}
        if depart is not None:
            initial = {"sens": depart.sens, "phrase": depart.phrase, "organisation": str(depart.organisation_id or "")}
        super().__init__(data, initial=initial)
        self._organisations = {str(organisation.pk): organisation for organisation in organisations}
        choix = [("", "moi-même"), *((cle, str(organisation)) for cle, organisation in self._organisations.items())]
        get_champ_choix(self, "organisation").choices = choix

    def get_saisie(self) -> SaisieAvis:
        valeurs = self.cleaned_data
        return SaisieAvis(valeurs["sens"], valeurs["phrase"], self._organisations.get(valeurs["organisation"]))
