"""The forms that shape a tree: a name to add, a place to go to, a number, a style."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django import forms

from convive.diagnostic.models import Enjeu
from convive.plan_action.actions.arbre import EnjeuxChoisis
from convive.plan_action.forms.filtres import build_choix_noeuds
from convive.plan_action.models import FicheAction, NoeudPlan
from convive.plan_action.rules.numerotation import STYLE_FICHES, STYLES, read_exemple, write_exemple
from convive.plan_action.rules.plan import MAX_CODE, MAX_LIBELLE, MAX_NUMEROTATION, MAX_TEXTE, MAX_TITRE
from convive.socle.formulaires import get_champ_choix

DEBUT, FIN = "debut", "fin"


class PlanForm(forms.Form):
    """A form of the plan: what is missing is said by us, not by the browser."""

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, use_required_attribute=False, **options)


class AjoutForm(PlanForm):
    """What is added in place: its name alone."""

    libelle = forms.CharField(label="Intitulé", max_length=MAX_TITRE)


class NumerosForm(PlanForm):
    style_fiches = forms.CharField(
        label="Numéro des actions",
        max_length=MAX_NUMEROTATION,
        initial=write_exemple(STYLE_FICHES),
        help_text="Écrivez le premier\u00a0: «\u00a01.1\u00a0» reprend le numéro d’au-dessus, "
        "«\u00a0Fiche 1\u00a0» numérote d’un bout à l’autre du plan.",
        widget=forms.TextInput(attrs={"list": "styles-fiches"}),
    )
    styles = tuple(write_exemple(style) for style in STYLES)

    def clean_style_fiches(self) -> str:
        return read_exemple(self.cleaned_data["style_fiches"])


class NoeudForm(PlanForm):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    libelle = forms.CharField(label="Intitulé", max_length=MAX_LIBELLE)
    code = forms.CharField(
        label="Numéro",
        max_length=MAX_CODE,
        required=False,
        help_text="Imprimé dans une convention signée, il ne devrait plus changer.",
    )
    description = forms.CharField(
        label="Description", max_length=MAX_TEXTE, required=False, widget=forms.Textarea(attrs={"rows": 6})
    )
    enjeux = forms.MultipleChoiceField(
        label="Les enjeux du diagnostic auxquels il répond", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any = None, *, enjeux: Sequence[Enjeu], **options: Any) -> None:
        super().__init__(data, **options)
        self.proposes = frozenset(enjeu.pk for enjeu in enjeux)
        get_champ_choix(self, "enjeux").choices = [(str(enjeu.pk), enjeu.libelle) for enjeu in enjeux]

    def get_enjeux(self) -> EnjeuxChoisis:
        return EnjeuxChoisis(frozenset(UUID(cle) for cle in self.cleaned_data["enjeux"]), self.proposes)


class PlaceForm(PlanForm):
    """Where an element goes. `vers` is « noeud:… », « fiche:… », or empty for the top."""

    vers = forms.ChoiceField(label="Sous quel élément", required=False)
    position = forms.ChoiceField(
        label="À quelle place", choices=[(FIN, "en dernier"), (DEBUT, "en premier")], initial=FIN
    )

    def __init__(self, data: Any = None, *, choix: Sequence[Any], **options: Any) -> None:
        super().__init__(data, **options)
        get_champ_choix(self, "vers").choices = choix


def build_choix_places(noeuds: Sequence[tuple[int, NoeudPlan]], meres: Iterable[FicheAction], sommet: str) -> list[Any]:
    """The places of an action: the top, the elements of the tree, the actions that may contain it."""
    choix: list[Any] = [("", sommet), *((f"noeud:{cle}", nom) for cle, nom in build_choix_noeuds(noeuds))]
    fiches = [(f"fiche:{fiche.pk}", str(fiche)[:90]) for fiche in meres]
    return [*choix, ("Comme partie d’une action", fiches)] if fiches else choix


class FicheCreateForm(PlanForm):
    """A new action, in half a minute: everything else can wait."""

    titre = forms.CharField(
        label="Titre",
        max_length=MAX_TITRE,
        help_text="Commencez par un verbe\u00a0: «\u00a0Ouvrir vingt places d’accueil sur le plateau\u00a0».",
    )
    vers = forms.ChoiceField(label="Sa place dans le plan", required=False)
    thematiques = forms.MultipleChoiceField(label="Thématiques", required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(
        self, data: Any = None, *, places: Sequence[Any], thematiques: Sequence[tuple[str, str]], **options: Any
    ) -> None:
        super().__init__(data, **options)
        get_champ_choix(self, "vers").choices = places
        get_champ_choix(self, "thematiques").choices = thematiques
