"""The form of a dated exchange, and the filters of the list."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date as Jour
from typing import Any
from uuid import uuid4

from django import forms
from django.http import QueryDict
from django.utils import timezone

from convive.acteurs.actions.echange import CHAMPS, SaisieEchange
from convive.acteurs.models import EchangeActeur, NatureEchange, Organisation, Personne
from convive.acteurs.rules.annuaire import MAX_ECHANGE, MAX_SUITE
from convive.acteurs.selectors.echange import CriteresEchanges, list_choix_avec, list_equipe
from convive.acteurs.selectors.sujet import dump_sujet, list_choix_sujets, parse_sujet
from convive.espaces.forms.fiche import FicheForm
from convive.espaces.models import Membre
from convive.socle.formulaires import JourField, get_champ_choix
from convive.socle.objets import objets
from convive.socle.texte import clean_ligne, clean_texte
from convive.socle.uuids import parse_uuid

CHAMPS_DETAIL = ("organisation", "personne", "mene_par", "prive", "suite", "suite_le", "sujet")
"""What the short form keeps folded."""


class EchangeForm(FicheForm):
    """Kind, day and one text are enough. Whoever corrects the exchange of somebody else has no private field. `connus`
    are the cards of the page that holds the short form."""

    cle = forms.UUIDField(widget=forms.HiddenInput, required=False)
    nature = forms.ChoiceField(
        label="Quoi", choices=NatureEchange.choices, initial=NatureEchange.APPEL, widget=forms.RadioSelect
    )
    date = JourField(label="Quel jour", manque="Donnez le jour.")
    texte = forms.CharField(
        label="Contenu de l’échange",
        help_text="La part commune, visible par toutes les personnes qui voient cette fiche. Des faits, jamais un avis "
        "sur quelqu’un, ni la situation d’une famille.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=MAX_ECHANGE,
        strip=False,
    )
    organisation = forms.ChoiceField(label="Organisation", required=False)
    personne = forms.ChoiceField(label="Avec qui", required=False)
    mene_par = forms.ChoiceField(label="Qui dans l’équipe", required=False)
    suite = forms.CharField(
        label="La suite",
        help_text="«\u00a0Rappeler\u00a0», «\u00a0Envoyer le bilan\u00a0».",
        max_length=MAX_SUITE,
        required=False,
    )
    suite_le = JourField(label="Pour le", help_text="Elle sera dans vos tâches, sur l’accueil.")
    sujet = forms.ChoiceField(label="À propos de", required=False)
    prive = forms.CharField(
        label="Pour vous seul·e",
        help_text="Personne d’autre ne lit cette part, pas même l’équipe de coopération. La personne concernée "
        "peut vous "
        "demander ce que vous avez noté d’elle.",
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=MAX_ECHANGE,
        required=False,
        strip=False,
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        membre: Membre,
        organisation: Organisation | None = None,
        personne: Personne | None = None,
        echange: EchangeActeur | None = None,
        connus: Sequence[Organisation | Personne] | None = None,
    ) -> None:
        self._membre, self._echange = membre, echange
        if echange is not None:
            organisation, personne = echange.organisation, echange.personne
        start = _build_initial_echange(echange) if echange else _build_initial(membre, organisation, personne)
        super().__init__(data, fiche=echange, initial=start)
        if echange is None:
            # Nobody else changes what is not there yet.
            del self.fields["version"], self.fields["depart"]
        elif echange.auteur_id != membre.compte_id:
            del self.fields["prive"]
        fiches = list_choix_avec(membre, organisation, personne) if connus is None else connus
        organisations = [row for row in fiches if isinstance(row, Organisation)]
        personnes = [row for row in fiches if isinstance(row, Personne)]
        self._organisations = {str(row.pk): row for row in organisations}
        self._personnes = {str(row.pk): row for row in personnes}
        # The short form leaves them as they are most often; the page of the exchange has them.
        is_court = connus is not None
        self._equipe = {str(membre.compte_id): membre.compte} if is_court else list_equipe(membre)
        if echange is None and organisation is None and len(organisations) == 1:
            # The only place where she works.
            self.initial["organisation"] = str(organisations[0].pk)
        _set_choix(self, "organisation", _offer(self._organisations, "Aucune en particulier"))
        _set_choix(self, "personne", _offer(self._personnes, "Personne en particulier"))
        _set_choix(self, "mene_par", self._list_equipe())
        _set_choix(self, "sujet", [("", "Rien en particulier")] if is_court else self._list_sujets())
        # The card from which one writes is not a question.
        self._organisation, self._personne = (None, None) if echange else (organisation, personne)
        if self._organisation is not None:
            del self.fields["organisation"]
        if self._personne is not None:
            del self.fields["personne"]

    @property
    def has_detail(self) -> bool:
        """Whether something of what the short form folds has to be looked at."""
        return any(champ in self.errors for champ in CHAMPS_DETAIL)

    def clean_date(self) -> Jour:
        jour: Jour = self.cleaned_data["date"]
        if jour > timezone.localdate():
            raise forms.ValidationError(
                "Ce jour n’est pas encore venu. Ce qui reste à faire s’écrit dans «\u00a0La suite\u00a0»."
            )
        return jour

    def clean_texte(self) -> str:
        texte = clean_texte(self.cleaned_data["texte"])
        if not texte:
            raise forms.ValidationError("Résumez l’échange en une phrase.")
        return texte

    def clean_prive(self) -> str:
        return clean_texte(self.cleaned_data["prive"])

    def clean_suite(self) -> str:
        return clean_ligne(self.cleaned_data["suite"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("suite") and not cleaned.get("suite_le") and "suite_le" not in self.errors:
            self.add_error("suite_le", "Pour quel jour\u00a0? Elle vous sera rappelée.")
        if cleaned.get("suite_le") and not cleaned.get("suite") and "suite" not in self.errors:
            self.add_error("suite", "Indiquez ce qu’il y a à faire ce jour-là.")
        is_fixe = self._organisation or self._personne
        if not (is_fixe or cleaned.get("organisation") or cleaned.get("personne")) and not self.errors:
            self.add_error("personne", "Indiquez avec qui\u00a0: une organisation, une personne, ou les deux.")
        return cleaned

    def get_saisie(self) -> SaisieEchange:
        """What was typed, once the form is valid."""
        valeurs = self.cleaned_data
        return SaisieEchange(
            {champ: valeurs[champ] for champ in CHAMPS},
            organisation=self._organisation or self._organisations.get(valeurs.get("organisation", "")),
            personne=self._personne or self._personnes.get(valeurs.get("personne", "")),
            mene_par=self._equipe.get(valeurs["mene_par"]),
            sujet=self._get_sujet(valeurs["sujet"]),
            prive=valeurs.get("prive"),
            cle=valeurs["cle"],
            version=valeurs.get("version"),
        )

    def _get_sujet(self, texte: str) -> Any:
        if self._echange and texte == dump_sujet(self._echange.sujet):
            return self._echange.sujet
        return parse_sujet(self._membre, texte)

    def _list_equipe(self) -> list[tuple[str, str]]:
        choix = [(cle, str(compte)) for cle, compte in self._equipe.items()]
        held = str(self._echange.mene_par_id or "") if self._echange else ""
        if self._echange and held not in self._equipe:
            # Someone who left the espace: the name stays.
            choix.append((held, self._echange.mene_par_nom))
        return choix

    def _list_sujets(self) -> list[Any]:
        groupes: list[Any] = [("", "Rien en particulier"), *list_choix_sujets(self._membre)]
        reference = self._echange.sujet if self._echange else None
        known = {cle for _, choix in groupes if isinstance(choix, list) for cle, _ in choix}
        if reference and dump_sujet(reference) not in known:
            resolu = objets.resolve(reference, self._membre.compte)
            libelle = resolu.libelle if resolu else "Ce qui a été choisi (ne vous est pas ouvert)"
            groupes.append((dump_sujet(reference), libelle))
        return groupes


class FiltresEchangesForm(forms.Form):
    q = forms.CharField(label="Mots, nom", max_length=100, required=False)
    nature = forms.ChoiceField(label="Quoi", choices=[("", "Tout"), *NatureEchange.choices], required=False)
    suite = forms.BooleanField(label="Seulement ceux dont la suite attend", required=False)

    def get_criteres(self) -> CriteresEchanges:
        self.is_valid()
        valeurs = self.cleaned_data
        return CriteresEchanges(
            q=valeurs.get("q", ""),
            nature=valeurs.get("nature", ""),
            organisation=str(parse_uuid(self.data.get("organisation", "")) or ""),
            personne=str(parse_uuid(self.data.get("personne", "")) or ""),
            is_suite=valeurs.get("suite", False),
        )


def _build_initial(membre: Membre, organisation: Organisation | None, personne: Personne | None) -> dict[str, Any]:
    return {
        "cle": uuid4(),
        "nature": NatureEchange.APPEL,
        "date": timezone.localdate(),
        "mene_par": str(membre.compte_id),
        "organisation": str(organisation.pk) if organisation else "",
        "personne": str(personne.pk) if personne else "",
    }


def _build_initial_echange(echange: EchangeActeur) -> dict[str, Any]:
    valeurs = {champ: getattr(echange, champ) for champ in CHAMPS}
    return {
        **valeurs,
        "organisation": str(echange.organisation_id or ""),
        "personne": str(echange.personne_id or ""),
        "mene_par": str(echange.mene_par_id or ""),
        "sujet": dump_sujet(echange.sujet),
        "prive": echange.prive,
    }


def _offer(fiches: Mapping[str, Organisation | Personne], vide: str) -> list[tuple[str, str]]:
    return [("", vide), *((cle, str(fiche)) for cle, fiche in fiches.items())]


def _set_choix(form: forms.Form, champ: str, choix: Iterable[Any]) -> None:
    get_champ_choix(form, champ).choices = list(choix)
