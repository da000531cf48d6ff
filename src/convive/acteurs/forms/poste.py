"""The forms of a coordination post, of the day that one counts, and of the two days that one compares."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict

from convive.acteurs.actions.poste import CHAMPS
from convive.acteurs.forms.titulaire import NouveauTitulaireForm
from convive.acteurs.models import FinancementCaf, Organisation, Personne, PosteCooperation
from convive.acteurs.rules.annuaire import MAX_INTITULE
from convive.acteurs.rules.postes import MAX_ETP, MAX_PRECISION_CAF
from convive.espaces.actions.ecriture import Coches, Saisie
from convive.espaces.models import Membre
from convive.espaces.selectors.note import list_choix_thematiques
from convive.socle.formulaires import JourField, get_champ_choix
from convive.socle.texte import clean_ligne
from convive.socle.uuids import parse_uuid


class EtpField(forms.DecimalField):
    """A number of full-time equivalents, with two decimals; a comma or a point."""

    def __init__(self, minimum: str, **options: Any) -> None:
        phrase = f"Écrivez un nombre d’ETP, avec deux décimales au plus : « 0,5 » pour un mi-temps, {minimum} au moins."
        messages = dict.fromkeys(
            ("invalid", "min_value", "max_value", "max_decimal_places", "max_digits", "max_whole_digits"), phrase
        )
        super().__init__(
            min_value=Decimal(minimum.replace(",", ".")),
            max_value=MAX_ETP,
            max_digits=4,
            decimal_places=2,
            localize=True,
            widget=forms.TextInput(attrs={"inputmode": "decimal"}),
            error_messages=messages,
            **options,
        )


class PosteForm(NouveauTitulaireForm):
    """The boxes of what the place may not choose are not shown, and stay as they are."""

    intitule = forms.CharField(
        label="Intitulé",
        help_text="« Chargée de coopération CTG », « coordonnateur jeunesse ».",
        max_length=MAX_INTITULE,
    )
    employeur_id = forms.ChoiceField(label="Employeur")
    personne_id = forms.ChoiceField(label="Titulaire", help_text="Vide : poste à pourvoir.", required=False)
    etp_total = EtpField("0,01", label="ETP du poste", help_text="1 pour un temps plein, 0,8 pour 80 %.")
    quotite_ctg = EtpField(
        "0", label="ETP pour la CTG", help_text="La part du poste que la coopération occupe : 0,5 pour un mi-temps."
    )
    date_debut = JourField(label="Depuis le")
    dernier_jour = JourField(label="Dernier jour", help_text="Ce jour-là compte encore ; vide : sans fin connue.")
    financement_caf = forms.ChoiceField(label="Financement de la Caf", choices=FinancementCaf.choices)
    financement_precision = forms.CharField(
        label="Précision sur ce financement",
        help_text="La ligne de financement, la notification, l’échéance ; jamais un mot sur la personne.",
        max_length=MAX_PRECISION_CAF,
        required=False,
    )
    thematiques = forms.MultipleChoiceField(label="Thématiques", required=False)
    communes = forms.MultipleChoiceField(label="Communes", required=False)
    remplace = forms.MultipleChoiceField(label="Postes remplacés", required=False)
    # What is to be corrected is told in the order of the page.
    field_order = ("intitule", "employeur_id", "personne_id")

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        membre: Membre,
        communes: Mapping[str, str],
        organisations: Iterable[Organisation],
        personnes: Iterable[Personne],
        postes: Iterable[PosteCooperation],
        poste: PosteCooperation | None = None,
    ) -> None:
        initial = _build_initial(poste) if poste else {"financement_caf": FinancementCaf.INCONNU}
        super().__init__(data, fiche=poste, initial=initial)
        limites = membre.limites
        self._limites = {"thematiques": frozenset(map(str, limites.thematiques)), "communes": limites.communes}
        offertes = [(nom, code) for code, nom in communes.items() if not limites.communes or code in limites.communes]
        employeurs = {str(o.pk): o.nom for o in organisations}
        titulaires = {str(p.pk): f"{p.nom} {p.prenom}".strip() for p in personnes}
        if poste is not None:
            # An employer or a holder archived since, or that this place does not choose, stays.
            employeurs.setdefault(str(poste.employeur_id), str(poste.employeur))
            if poste.personne_id:
                titulaires.setdefault(str(poste.personne_id), str(poste.personne))
        choix: dict[str, list[tuple[str, str]]] = {
            "employeur_id": [("", "Choisissez…"), *employeurs.items()],
            "personne_id": [("", "Poste à pourvoir"), *titulaires.items()],
            "thematiques": [(str(t.pk), t.nom) for t in list_choix_thematiques(membre)],
            "communes": [(code, nom) for nom, code in sorted(offertes)],
            "remplace": [(str(p.pk), f"{p.intitule}, {p.employeur}") for p in postes],
        }
        for champ, valeurs in choix.items():
            get_champ_choix(self, champ).choices = valeurs

    def clean_intitule(self) -> str:
        return clean_ligne(self.cleaned_data["intitule"])

    def clean_financement_precision(self) -> str:
        return clean_ligne(self.cleaned_data["financement_precision"])

    def clean_employeur_id(self) -> UUID | None:
        return parse_uuid(self.cleaned_data["employeur_id"])

    def clean_personne_id(self) -> UUID | None:
        return parse_uuid(self.cleaned_data["personne_id"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("date_debut"), cleaned.get("dernier_jour")
        if first and last and last < first:
            self.add_error("dernier_jour", "Ce jour vient avant le premier : corrigez l’une des deux dates.")
        total, part = cleaned.get("etp_total"), cleaned.get("quotite_ctg")
        if total is not None and part is not None and part > total:
            self.add_error("quotite_ctg", "C’est plus que le poste entier : corrigez l’un des deux nombres.")
        for champ, limites in self._limites.items():
            kept = frozenset(cleaned.get(champ, ()))
            if limites and self.get_coches(champ, str).depart and not kept & limites:
                self.add_error(champ, "Gardez-en une des vôtres : sans cela, vous ne verriez plus ce poste.")
        return cleaned

    def get_saisie(self) -> Saisie:
        """What was typed, once the form is valid."""
        coches: dict[str, Coches[Any]] = {
            "thematiques": self.get_coches("thematiques", parse_uuid),
            "communes": self.get_coches("communes", str),
            "remplace": self.get_coches("remplace", parse_uuid),
        }
        return self.build_saisie(*CHAMPS, coches=coches)


class JourForm(forms.Form):
    """The day on which posts are counted; nothing, or nonsense, is today."""

    jour = JourField(label="Compter les postes au")

    def get_jour(self, today: date) -> date:
        self.is_valid()
        return self.cleaned_data.get("jour") or today


class DeuxJoursForm(forms.Form):
    """The two days that are compared; what is missing is the usual one."""

    avant = JourField(label="Avant : la situation du")
    apres = JourField(label="Après : celle du")

    def __init__(self, data: QueryDict, *, usuels: tuple[date, date]) -> None:
        depart = {"avant": usuels[0].isoformat(), "apres": usuels[1].isoformat()}
        super().__init__({**depart, **{champ: data[champ] for champ in depart if data.get(champ)}})
        self._usuels = usuels

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        avant, apres = cleaned.get("avant"), cleaned.get("apres")
        if avant and apres and avant >= apres:
            self.add_error("apres", "Choisissez un jour qui vient après le premier.")
        return cleaned

    def get_jours(self) -> tuple[date, date]:
        """The days asked for; the usual ones when they make no sense, which the form then says."""
        if not self.is_valid():
            return self._usuels
        return self.cleaned_data["avant"], self.cleaned_data["apres"]


def _build_initial(poste: PosteCooperation) -> dict[str, Any]:
    valeurs = {champ: getattr(poste, champ) for champ in CHAMPS}
    listes = {
        "thematiques": [str(thematique.pk) for thematique in poste.thematiques.all()],
        "communes": list(poste.communes),
        "remplace": [str(autre.pk) for autre in poste.remplace.all()],
    }
    cles = {champ: str(valeurs[champ] or "") for champ in ("employeur_id", "personne_id")}
    return {**valeurs, **cles, **listes}
