"""The form of the notes of an interview, and the filters of their list."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone

from convive.diagnostic.actions.note_entretien import CHAMPS
from convive.diagnostic.forms.element import build_criteres, set_choix
from convive.diagnostic.forms.parole import SansNomForm, clean_jour_passe
from convive.diagnostic.models import CadreEntretien, NoteEntretien, PublicParole
from convive.diagnostic.rules.anonymat import build_refus
from convive.diagnostic.rules.elements import MAX_INTERLOCUTEUR, MAX_NOTE_ENTRETIEN
from convive.diagnostic.selectors.note_entretien import CriteresEntretiens
from convive.espaces.actions.ecriture import Saisie
from convive.espaces.models import Membre, Thematique
from convive.socle.formulaires import JourField
from convive.socle.texte import clean_ligne


class NoteEntretienForm(SansNomForm):
    champ_texte = "texte"
    interlocuteur = forms.CharField(
        label="Avec qui",
        help_text="Par son rôle, jamais par son nom : « Directrice d’une crèche associative », « Trois mères, à la "
        "sortie de l’école ».",
        max_length=MAX_INTERLOCUTEUR,
    )
    date_entretien = JourField(label="Rencontre du")
    cadre = forms.ChoiceField(label="Cadre", choices=CadreEntretien.choices)
    public = forms.ChoiceField(label="Qui parle", choices=PublicParole.choices, initial=PublicParole.PROFESSIONNEL)
    texte = forms.CharField(
        label="Vos notes",
        help_text="Une idée par ligne : chaque ligne peut devenir une parole à citer. Ni nom, ni prénom, ni adresse.",
        widget=forms.Textarea(attrs={"rows": 14}),
        max_length=MAX_NOTE_ENTRETIEN,
    )
    est_anonyme = forms.BooleanField(
        label="Rien ne permet de reconnaître la personne",
        help_text="Ni ce qu’elle raconte, ni le lieu, ni les dates. Les paroles tirées de la note partiront de là.",
        required=False,
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        membre: Membre,
        note: NoteEntretien | None = None,
        connus: Sequence[str] = (),
    ) -> None:
        initial: dict[str, Any] = {"date_entretien": timezone.localdate()}
        if note is not None:
            initial = {champ: getattr(note, champ) for champ in CHAMPS}
        super().__init__(data, membre=membre, fiche=note, initial=initial, connus=connus)
        self.fields["date_entretien"].required = True

    def clean_interlocuteur(self) -> str:
        interlocuteur = clean_ligne(self.cleaned_data["interlocuteur"])
        if refus := build_refus(interlocuteur):
            raise forms.ValidationError(refus)
        return interlocuteur

    def clean_date_entretien(self) -> date | None:
        return clean_jour_passe(self.cleaned_data["date_entretien"])

    def get_saisie(self) -> Saisie:
        return self.build_saisie(*CHAMPS, coches=self.get_portee())


class FiltresEntretiensForm(forms.Form):
    q = forms.CharField(label="Mots", required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"}))
    thematique = forms.ChoiceField(label="Thématique", required=False)
    public = forms.ChoiceField(
        label="Qui parle", required=False, choices=[("", "Tout le monde"), *PublicParole.choices]
    )
    commune = forms.ChoiceField(label="Commune", required=False)

    def __init__(
        self, data: QueryDict, *, thematiques: Sequence[Thematique], communes: Sequence[tuple[str, str]]
    ) -> None:
        super().__init__(data)
        set_choix(self, "thematique", "toutes", [(str(thematique.pk), thematique.nom) for thematique in thematiques])
        set_choix(self, "commune", "toutes", communes)

    def get_criteres(self) -> CriteresEntretiens:
        return CriteresEntretiens(**build_criteres(self))
