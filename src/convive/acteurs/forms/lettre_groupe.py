"""The form of a letter to a group, and where its addressees are taken."""

from typing import Any

from django import forms
from django.http import QueryDict

from convive.acteurs.models import LettreGroupe
from convive.acteurs.rules.lettres_groupe import MAX_LETTRE, MAX_OBJET, explain_champs, explain_inconnus
from convive.acteurs.selectors.lettre_groupe import Cible, sources_destinataires
from convive.espaces.actions.ecriture import Saisie
from convive.espaces.forms.fiche import FicheForm
from convive.espaces.models import Membre
from convive.socle.formulaires import get_champ_choix
from convive.socle.texte import clean_ligne, clean_texte

CHAMPS_LETTRE = ("objet", "texte")
SEPARATEUR = "/"


class LettreForm(FicheForm):
    """What is between braces is filled for each person."""

    objet = forms.CharField(label="Objet", max_length=MAX_OBJET)
    texte = forms.CharField(
        label="Texte",
        widget=forms.Textarea(attrs={"rows": 14}),
        max_length=MAX_LETTRE,
        strip=False,
    )

    def __init__(self, data: QueryDict | None = None, *, lettre: LettreGroupe | None = None) -> None:
        start: dict[str, Any] = {"texte": "{civilité} {prénom} {nom},\n\n"}
        if lettre is not None:
            valeurs = {champ: getattr(lettre, champ) for champ in CHAMPS_LETTRE}
            start |= valeurs
        super().__init__(data, fiche=lettre, initial=start)
        self.fields["texte"].help_text = f"Les champs {explain_champs()} se remplissent pour chaque personne."
        if lettre is None:
            del self.fields["version"], self.fields["depart"]

    def clean_objet(self) -> str:
        return self._clean_champs(clean_ligne(self.cleaned_data["objet"]))

    def clean_texte(self) -> str:
        texte = clean_texte(self.cleaned_data["texte"])
        if not texte:
            raise forms.ValidationError("Écrivez la lettre.")
        return self._clean_champs(texte)

    def _clean_champs(self, texte: str) -> str:
        if phrase := explain_inconnus(texte):
            raise forms.ValidationError(phrase)
        return texte

    def get_saisie(self) -> Saisie:
        """What was typed, once the form is valid."""
        return self.build_saisie(*CHAMPS_LETTRE)


class SourceForm(forms.Form):
    """Many people at once: a group, a body, a type of organisations."""

    source = forms.ChoiceField(label="Plusieurs personnes à la fois", required=False)

    def __init__(self, data: Any = None, *, membre: Membre, initial: Any = None, is_facultative: bool = True) -> None:
        super().__init__(data, initial=initial)
        self._membre = membre
        groupes: list[Any] = [("", "Choisissez…")]
        for source in sources_destinataires.get_all():
            choix = [(f"{source.cle}{SEPARATEUR}{cle}", libelle) for cle, libelle in source.list_choix(membre)]
            if choix:
                groupes.append((source.libelle, choix))
        get_champ_choix(self, "source").choices = groupes
        self.fields["source"].required = not is_facultative

    def list_cibles(self) -> list[Cible]:
        """Those that were chosen, once the form is valid."""
        cle, _, choix = self.cleaned_data["source"].partition(SEPARATEUR)
        source = sources_destinataires.get(cle)
        return source.list_cibles(self._membre, choix) if source else []
