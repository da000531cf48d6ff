"""The forms of what one changes on several actions at once: one form a gesture."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms

from convive.acteurs.models import Personne
from convive.espaces.models import Membre, Thematique
from convive.espaces.selectors.note import list_choix_thematiques
from convive.plan_action.actions.lot import SaisieLot
from convive.plan_action.forms.arbre import PlanForm, build_choix_places
from convive.plan_action.forms.statut import StatutForm
from convive.plan_action.models import FicheAction, NoeudPlan
from convive.plan_action.rules import plan as regles
from convive.plan_action.rules.lot import MAX_DECALAGE_MOIS, GesteLot, Mode
from convive.plan_action.rules.statuts import Transition
from convive.plan_action.selectors.choix import list_noms_elus, list_noms_etiquettes, list_noms_personnes
from convive.socle.formulaires import get_champ_choix
from convive.socle.texte import clean_ligne


class LotForm(PlanForm):
    """`membre` tells what may be chosen; `noeuds` is the tree of the plan."""

    geste: GesteLot

    def __init__(
        self, data: Any = None, *, membre: Membre, noeuds: Sequence[tuple[int, NoeudPlan]], **options: Any
    ) -> None:
        self.membre, self.noeuds = membre, {str(noeud.pk): noeud for _, noeud in noeuds}
        self._ordonnes = noeuds
        super().__init__(data, **options)
        self.prepare()

    def prepare(self) -> None:
        """Give its choices to the form."""

    def get_saisie(self) -> SaisieLot:
        raise NotImplementedError


class StatutLotForm(StatutForm):
    """What the move asks of all of them; an action that begins already keeps its day."""

    def __init__(self, data: Any = None, *, transition: Transition) -> None:
        super().__init__(data, transition=transition, fiche=FicheAction())
        del self.fields["depuis"]
        if "date_debut" in self.fields:
            self.fields["date_debut"].required = False
            self.fields["date_debut"].help_text = "Vide, chacune garde le jour qu’elle a déjà."

    def get_saisie_lot(self) -> SaisieLot:
        return SaisieLot(GesteLot.STATUT, statut=self.get_saisie())


class _PersonneForm(LotForm):
    vide = ""

    personne = forms.ChoiceField(label="Qui", error_messages={"required": "Choisissez une personne de l’annuaire."})

    def list_noms(self) -> list[tuple[UUID, str]]:
        return list_noms_personnes(self.membre)

    def prepare(self) -> None:
        rows = [(str(pk), nom) for pk, nom in self.list_noms()]
        get_champ_choix(self, "personne").choices = [("", self.vide), *rows]

    def get_personne(self) -> Personne | None:
        cle = self.cleaned_data["personne"]
        return Personne.objects.get(espace=self.membre.espace_id, pk=cle) if cle else None


def _build_mode(*modes: tuple[Mode, str]) -> forms.ChoiceField:
    return forms.ChoiceField(
        label="Que faire",
        choices=[(mode.value, libelle) for mode, libelle in modes],
        widget=forms.RadioSelect,
        initial=modes[0][0].value,
        error_messages={"required": "Dites que faire."},
    )


class PiloteLotForm(_PersonneForm):
    vide = "Choisissez"

    mode = _build_mode(
        (Mode.AJOUTER, "L’ajouter aux pilotes"),
        (Mode.REMPLACER, "La mettre à la place des pilotes actuels"),
        (Mode.RETIRER, "La retirer des pilotes"),
    )

    def get_saisie(self) -> SaisieLot:
        return SaisieLot(GesteLot.PILOTE, personne=self.get_personne(), mode=Mode(self.cleaned_data["mode"]))


class EluLotForm(_PersonneForm):
    vide = "Personne : retirer l’élu·e référent·e"

    def list_noms(self) -> list[tuple[UUID, str]]:
        return list_noms_elus(self.membre)

    def prepare(self) -> None:
        super().prepare()
        self.fields["personne"].required = False

    def get_saisie(self) -> SaisieLot:
        return SaisieLot(GesteLot.ELU, personne=self.get_personne())


class ThematiqueLotForm(LotForm):
    thematique = forms.ChoiceField(label="Thématique", error_messages={"required": "Choisissez une thématique."})
    mode = _build_mode((Mode.AJOUTER, "L’ajouter"), (Mode.REMPLACER, "La mettre seule"), (Mode.RETIRER, "La retirer"))

    def prepare(self) -> None:
        rows = [(str(row.pk), row.nom) for row in list_choix_thematiques(self.membre)]
        get_champ_choix(self, "thematique").choices = [("", "Choisissez"), *rows]
        if self.membre.limites.thematiques:
            # Without one of hers, she would not read the action any more.
            get_champ_choix(self, "mode").choices = [(Mode.AJOUTER.value, "L’ajouter")]

    def get_saisie(self) -> SaisieLot:
        thematique = Thematique.objects.get(espace=self.membre.espace_id, pk=self.cleaned_data["thematique"])
        return SaisieLot(GesteLot.THEMATIQUE, thematique=thematique, mode=Mode(self.cleaned_data["mode"]))


class EtiquetteLotForm(LotForm):
    etiquette = forms.CharField(
        label="Étiquette",
        max_length=regles.MAX_ETIQUETTE,
        widget=forms.TextInput(attrs={"list": "etiquettes-connues", "autocomplete": "off"}),
        error_messages={"required": "Écrivez l’étiquette."},
    )
    mode = _build_mode((Mode.AJOUTER, "L’ajouter"), (Mode.RETIRER, "La retirer"))

    def prepare(self) -> None:
        self.suggestions = list_noms_etiquettes(self.membre)

    def clean_etiquette(self) -> str:
        return clean_ligne(self.cleaned_data["etiquette"])

    def get_saisie(self) -> SaisieLot:
        return SaisieLot(
            GesteLot.ETIQUETTE, etiquette=self.cleaned_data["etiquette"], mode=Mode(self.cleaned_data["mode"])
        )


class PrioriteLotForm(LotForm):
    valeur = forms.ChoiceField(
        label="Priorité", required=False, choices=[("", "Non précisée"), *regles.Priorite.choices]
    )

    def get_saisie(self) -> SaisieLot:
        return SaisieLot(GesteLot.PRIORITE, valeur=self.cleaned_data["valeur"])


class VisibiliteLotForm(LotForm):
    valeur = forms.ChoiceField(
        label="Qui les lit, une fois validées",
        choices=regles.Visibilite.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Indiquez qui les lit."},
    )

    def get_saisie(self) -> SaisieLot:
        return SaisieLot(GesteLot.VISIBILITE, valeur=self.cleaned_data["valeur"])


class DatesLotForm(LotForm):
    mois = forms.IntegerField(
        label="De combien de mois",
        min_value=-MAX_DECALAGE_MOIS,
        max_value=MAX_DECALAGE_MOIS,
        help_text="« 3 » recule les échéances de trois mois, « -1 » les avance d’un mois.",
        error_messages={
            "required": "Donnez un nombre de mois.",
            "min_value": "C’est plus qu’une CTG : vérifiez.",
            "max_value": "C’est plus qu’une CTG : vérifiez.",
        },
    )
    with_debut = forms.BooleanField(label="Décaler aussi le jour où elles commencent", required=False)
    with_etapes = forms.BooleanField(label="Décaler aussi les étapes qui restent à faire", required=False, initial=True)

    def clean_mois(self) -> int:
        mois: int = self.cleaned_data["mois"]
        if mois == 0:
            raise forms.ValidationError("Zéro mois ne décale rien.")
        return mois

    def get_saisie(self) -> SaisieLot:
        return SaisieLot(GesteLot.DATES, **self.cleaned_data)


class PlaceLotForm(LotForm):
    vers = forms.ChoiceField(label="Sous quel élément", required=False, help_text="Elles s’y rangent en dernier.")

    def prepare(self) -> None:
        choix = build_choix_places(self._ordonnes, (), "Pas encore classée dans le plan")
        get_champ_choix(self, "vers").choices = choix

    def get_saisie(self) -> SaisieLot:
        return SaisieLot(GesteLot.PLACE, noeud=self.noeuds.get(self.cleaned_data["vers"].removeprefix("noeud:")))


FORMULAIRES: Mapping[GesteLot, type[LotForm]] = {
    GesteLot.PILOTE: PiloteLotForm,
    GesteLot.ELU: EluLotForm,
    GesteLot.THEMATIQUE: ThematiqueLotForm,
    GesteLot.ETIQUETTE: EtiquetteLotForm,
    GesteLot.PRIORITE: PrioriteLotForm,
    GesteLot.DATES: DatesLotForm,
    GesteLot.VISIBILITE: VisibiliteLotForm,
    GesteLot.PLACE: PlaceLotForm,
}


class OrdreDuJourForm(forms.Form):
    """On which agenda the actions that are ticked are put; the next one, unless another is chosen."""

    seance = forms.ChoiceField(
        label="Séance",
        error_messages={"invalid_choice": "Cette séance n’est plus à préparer. Choisissez-en une autre."},
    )

    def __init__(self, data: Any = None, *, seances: Sequence[tuple[str, str]]) -> None:
        super().__init__(data, use_required_attribute=False)
        get_champ_choix(self, "seance").choices = list(seances)
