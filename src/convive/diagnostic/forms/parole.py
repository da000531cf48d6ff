"""The form of a parole, and the filters of the list."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone

from convive.acteurs.forms.champs import JourField, clean_texte
from convive.diagnostic.actions.parole import SaisieParole
from convive.diagnostic.forms.fiche import FicheForm, build_criteres, set_choix
from convive.diagnostic.models import CanalParole, Consentement, Parole, PublicParole
from convive.diagnostic.rules.anonymat import build_doute, build_refus
from convive.diagnostic.rules.fiches import MAX_VERBATIM
from convive.diagnostic.selectors.parole import CriteresParoles
from convive.espaces.models import Membre, Thematique


class ParoleForm(FicheForm):
    """What looks like a name is shown once (`doute`); `quand_meme` says that someone read it again."""

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
    consentement = forms.ChoiceField(
        label="La personne est d’accord…",
        choices=[
            (Consentement.CITER, "pour être citée, sans son nom"),
            (Consentement.EQUIPE, "pour que l’équipe la lise, et personne d’autre"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Dites à quoi la personne a consenti."},
    )
    est_anonyme = forms.BooleanField(
        label="Rien ne permet de reconnaître la personne",
        help_text="Ni ce qu’elle raconte, ni le lieu, ni les dates. Sans cette case, seule l’équipe lit la parole.",
        required=False,
    )
    quand_meme = forms.BooleanField(label="J’ai relu : ce n’est pas le nom d’une personne", required=False)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        membre: Membre,
        parole: Parole | None = None,
        connus: Sequence[str] = (),
    ) -> None:
        initial: dict[str, Any] = {"date_recueil": timezone.localdate()}
        if parole is not None:
            champs = ("verbatim", "public", "canal", "date_recueil", "consentement", "est_anonyme")
            initial = {champ: getattr(parole, champ) for champ in champs}
        super().__init__(data, membre=membre, fiche=parole, initial=initial)
        self.fields["date_recueil"].required = True
        self._connus = connus
        self.doute = ""

    def clean_verbatim(self) -> str:
        verbatim = clean_texte(self.cleaned_data["verbatim"])
        if refus := build_refus(verbatim):
            raise forms.ValidationError(refus)
        return verbatim

    def clean_date_recueil(self) -> Any:
        jour = self.cleaned_data["date_recueil"]
        if jour is not None and jour > timezone.localdate():
            raise forms.ValidationError("Ce jour est à venir.")
        return jour

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not cleaned.get("quand_meme"):
            self.doute = build_doute(cleaned.get("verbatim", ""), self._connus)
            if self.doute:
                self.add_error("verbatim", self.doute)
        return cleaned

    def get_saisie(self) -> SaisieParole:
        valeurs = self.cleaned_data
        champs = ("verbatim", "date_recueil", "canal", "public", "consentement", "est_anonyme", "version")
        return SaisieParole(**{champ: valeurs[champ] for champ in champs}, portee=self.get_portee())


class FiltresParolesForm(forms.Form):
    q = forms.CharField(label="Mots", required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"}))
    thematique = forms.ChoiceField(label="Thématique", required=False)
    public = forms.ChoiceField(label="Qui parle", required=False, choices=[("", "tous"), *PublicParole.choices])
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
