"""The form of a parole, and the filters of the list."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict
from django.utils import timezone

from convive.diagnostic.forms.element import build_criteres, set_choix
from convive.diagnostic.models import CanalParole, Consentement, NoteEntretien, Parole, PublicParole
from convive.diagnostic.rules.anonymat import build_doute, build_refus
from convive.diagnostic.rules.elements import MAX_VERBATIM
from convive.diagnostic.selectors.parole import CriteresParoles
from convive.espaces.actions.ecriture import Saisie
from convive.espaces.forms.portee import PorteeForm
from convive.espaces.models import Membre, Thematique
from convive.socle.formulaires import JourField
from convive.socle.texte import clean_texte


class SansNomForm(PorteeForm):
    """Words of people. What looks like a name in `champ_texte` is shown once (`doute`); `quand_meme` says that someone
    read it again."""

    champ_texte: ClassVar[str]
    consentement = forms.ChoiceField(
        label="La personne est d’accord…",
        choices=[
            (Consentement.CITER, "pour être citée, sans son nom"),
            (Consentement.EQUIPE, "pour que l’équipe la lise, et personne d’autre"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Indiquez à quoi la personne a consenti."},
    )
    quand_meme = forms.BooleanField(label="J’ai relu : ce n’est pas le nom d’une personne", required=False)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        membre: Membre,
        fiche: Parole | NoteEntretien | None = None,
        initial: Any = None,
        connus: Sequence[str] = (),
    ) -> None:
        super().__init__(data, membre=membre, fiche=fiche, initial=initial, use_required_attribute=False)
        self._connus = connus
        self.doute = ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        texte = clean_texte(cleaned.get(self.champ_texte, ""))
        cleaned[self.champ_texte] = texte
        if refus := build_refus(texte):
            self.add_error(self.champ_texte, refus)
        elif not cleaned.get("quand_meme"):
            self.doute = build_doute(texte, self._connus)
            if self.doute:
                self.add_error(self.champ_texte, self.doute)
        return cleaned


def clean_jour_passe(jour: date | None) -> date | None:
    if jour is not None and jour > timezone.localdate():
        raise forms.ValidationError("Ce jour est à venir.")
    return jour


class ParoleForm(SansNomForm):
    champ_texte = "verbatim"
    verbatim = forms.CharField(
        label="Ce qui a été dit",
        help_text="Avec les mots de la personne, sans les corriger. Ni nom, ni prénom, ni adresse, ni situation que "
        "l’on reconnaîtrait.",
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=MAX_VERBATIM,
    )
    public = forms.ChoiceField(label="Qui parle", choices=PublicParole.choices)
    canal = forms.ChoiceField(label="Recueillie par", choices=CanalParole.choices)
    date_recueil = JourField(label="Recueillie le")
    est_anonyme = forms.BooleanField(
        label="Rien ne permet de reconnaître la personne",
        help_text="Ni ce qu’elle raconte, ni le lieu, ni les dates. Sans cette case, seule l’équipe lit la parole.",
        required=False,
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        membre: Membre,
        parole: Parole | None = None,
        note: NoteEntretien | None = None,
        passage: str = "",
        connus: Sequence[str] = (),
    ) -> None:
        """`note`: the interview whose `passage` is drawn; its answers are those that are proposed."""
        initial: dict[str, Any] = {"date_recueil": timezone.localdate()}
        if parole is not None:
            champs = ("verbatim", "public", "canal", "date_recueil", "consentement", "est_anonyme")
            initial = {champ: getattr(parole, champ) for champ in champs}
        elif note is not None:
            initial = {champ: getattr(note, champ) for champ in ("public", "consentement", "est_anonyme", "communes")}
            initial |= {"verbatim": passage, "canal": CanalParole.ENTRETIEN, "date_recueil": note.date_entretien}
            initial["thematiques"] = [str(thematique.pk) for thematique in note.thematiques.all()]
        super().__init__(data, membre=membre, fiche=parole, initial=initial, connus=connus)
        self.fields["date_recueil"].required = True

    def clean_date_recueil(self) -> date | None:
        return clean_jour_passe(self.cleaned_data["date_recueil"])

    def get_saisie(self) -> Saisie:
        champs = ("verbatim", "date_recueil", "canal", "public", "consentement", "est_anonyme")
        return self.build_saisie(*champs, coches=self.get_portee())


class FiltresParolesForm(forms.Form):
    q = forms.CharField(label="Mots", required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"}))
    thematique = forms.ChoiceField(label="Thématique", required=False)
    public = forms.ChoiceField(
        label="Qui parle", required=False, choices=[("", "Tout le monde"), *PublicParole.choices]
    )
    canal = forms.ChoiceField(label="Recueillie par", required=False, choices=[("", "tous"), *CanalParole.choices])
    commune = forms.ChoiceField(label="Commune", required=False)

    def __init__(
        self, data: QueryDict, *, thematiques: Sequence[Thematique], communes: Mapping[str, str], with_communes: bool
    ) -> None:
        super().__init__(data)
        set_choix(self, "thematique", "toutes", [(str(thematique.pk), thematique.nom) for thematique in thematiques])
        set_choix(self, "commune", "toutes", sorted(communes.items(), key=lambda row: row[1]))
        if not with_communes:
            del self.fields["commune"]

    def get_criteres(self) -> CriteresParoles:
        return CriteresParoles(**build_criteres(self))
