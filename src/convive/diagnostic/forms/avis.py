"""What one thinks of a constat: three answers, and a sentence for those that ask for one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict

from convive.acteurs.models import Organisation
from convive.diagnostic.actions.avis import SaisieAvis
from convive.diagnostic.models import AvisConstat, Constat, SensAvis
from convive.diagnostic.rules.elements import MAX_AVIS
from convive.diagnostic.selectors.constat import CarteConstat
from convive.socle.formulaires import get_champ_choix
from convive.socle.texte import clean_texte

PHRASE_MANQUE = "Indiquez pourquoi, même en quelques mots : c’est ce qui fera avancer le constat."


class AvisForm(forms.Form):
    """As the page of a link shows it; nobody needs an account for it."""

    sens = forms.ChoiceField(
        label="Qu’en pensez-vous ?",
        choices=SensAvis.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez l’une des trois réponses."},
    )
    phrase = forms.CharField(
        label="En une phrase",
        help_text="Ce que vous voyez, de votre place. Demandée si vous n’êtes pas d’accord, ou pas sûr·e.",
        max_length=MAX_AVIS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: QueryDict | None = None, **options: Any) -> None:
        super().__init__(data, use_required_attribute=False, **options)
        # Two answers out of three ask for it: « facultatif » would mislead.
        self.fields["phrase"].is_attendu = True  # type: ignore[attr-defined]  # read by the component of a field

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned["phrase"] = clean_texte(cleaned.get("phrase", ""))
        if cleaned.get("sens") in (SensAvis.DESACCORD, SensAvis.A_VERIFIER) and not cleaned["phrase"]:
            self.add_error("phrase", PHRASE_MANQUE)
        return cleaned

    def get_saisie(self) -> SaisieAvis:
        return SaisieAvis(self.cleaned_data["sens"], self.cleaned_data["phrase"])


@dataclass(frozen=True, slots=True)
class LigneListe:
    """One constat of a list: its card, its two fields, and what was said of it already."""

    carte: CarteConstat
    sens: forms.BoundField
    phrase: forms.BoundField
    avis: AvisConstat | None

    @property
    def is_reecrit(self) -> bool:
        """The sentence changed since it was answered."""
        return self.avis is not None and self.avis.constat_lu != self.carte.constat.texte


class AvisListeForm(forms.Form):
    """Several constats on one page; those that one leaves blank stay so. The name of a field tells its constat: a list
    that changed meanwhile mixes nothing up."""

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        cartes: Sequence[CarteConstat],
        avis: Mapping[UUID, AvisConstat],
    ) -> None:
        super().__init__(data, use_required_attribute=False)
        self._cartes, self._avis = cartes, avis
        for rang, carte in enumerate(cartes, 1):
            former = avis.get(carte.constat.pk)
            sens, phrase = self._get_noms(carte)
            self.fields[sens] = forms.ChoiceField(
                label=f"Constat {rang}",
                choices=SensAvis.choices,
                widget=forms.RadioSelect,
                required=False,
                initial=former.sens if former else None,
            )
            self.fields[phrase] = forms.CharField(
                label=f"Constat {rang}, en une phrase",
                max_length=MAX_AVIS,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
                initial=former.phrase if former else "",
            )

    @property
    def lignes(self) -> list[LigneListe]:
        rows = []
        for carte in self._cartes:
            sens, phrase = self._get_noms(carte)
            rows.append(LigneListe(carte, self[sens], self[phrase], self._avis.get(carte.constat.pk)))
        return rows

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for carte in self._cartes:
            nom_sens, nom_phrase = self._get_noms(carte)
            sens, phrase = cleaned.get(nom_sens, ""), clean_texte(cleaned.get(nom_phrase, ""))
            cleaned[nom_phrase] = phrase
            if phrase and not sens and nom_sens not in self.errors:
                self.add_error(nom_sens, "Choisissez l’une des trois réponses, ou effacez votre phrase.")
            elif sens in (SensAvis.DESACCORD, SensAvis.A_VERIFIER) and not phrase:
                self.add_error(nom_phrase, PHRASE_MANQUE)
        if not self.errors and not any(cleaned.get(self._get_noms(carte)[0]) for carte in self._cartes):
            self.add_error(None, "Répondez à un constat au moins : les autres peuvent attendre.")
        cleaned["saisies"] = self._build_saisies(cleaned)
        return cleaned

    def _build_saisies(self, cleaned: Mapping[str, Any]) -> dict[Constat, SaisieAvis]:
        """Those that were answered, and not the same again: the day of an avis is that when it was given."""
        saisies = {}
        for carte in self._cartes:
            sens, phrase = (cleaned.get(nom, "") for nom in self._get_noms(carte))
            former = self._avis.get(carte.constat.pk)
            said = former and (former.sens, former.phrase, former.constat_lu)
            if sens and said != (sens, phrase, carte.constat.texte):
                saisies[carte.constat] = SaisieAvis(sens, phrase)
        return saisies

    def _get_noms(self, carte: CarteConstat) -> tuple[str, str]:
        cle = carte.constat.pk.hex
        return f"sens_{cle}", f"phrase_{cle}"


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
