"""The form of the levels: four ranks on one page, those at the end may stay empty."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict

from convive.plan_action.actions.niveau import SaisieNiveau
from convive.plan_action.models import NiveauPlan
from convive.plan_action.rules.numerotation import STYLES, STYLES_NIVEAUX, read_exemple, write_exemple
from convive.plan_action.rules.plan import MAX_NOM_NIVEAU, MAX_NUMEROTATION, MAX_RANG, NOMS_NIVEAUX

LISTE_NOMS, LISTE_PLURIELS, LISTE_STYLES = "noms-niveaux", "noms-niveaux-pluriels", "styles-numeros"
MODELES = {
    "axes": ("Axe",),
    "axes-objectifs": ("Axe", "Objectif opérationnel"),
    "enjeux-orientations": ("Enjeu", "Orientation stratégique", "Objectif opérationnel"),
    "thematiques-objectifs": ("Thématique", "Objectif général"),
    "changements": ("Objectif général", "Changement attendu"),
}
"""Ways to begin, met in signed conventions."""


@dataclass(frozen=True, slots=True)
class RangNiveau:
    """The three fields of a rank."""

    rang: int
    nom_singulier: forms.BoundField
    nom_pluriel: forms.BoundField
    numerotation: forms.BoundField


class NiveauxForm(forms.Form):
    """`niveaux` are those of the CTG; without any, `modele` names a way to begin."""

    def __init__(self, data: QueryDict | None = None, *, niveaux: Sequence[NiveauPlan] = (), modele: str = "") -> None:
        super().__init__(data, initial=_build_initial(niveaux, modele), use_required_attribute=False)
        for rang in range(1, MAX_RANG + 1):
            self.fields[f"nom_singulier_{rang}"] = _build_champ("Nom (axe, objectif…)", MAX_NOM_NIVEAU, LISTE_NOMS)
            self.fields[f"nom_pluriel_{rang}"] = _build_champ("Au pluriel", MAX_NOM_NIVEAU, LISTE_PLURIELS)
            self.fields[f"numerotation_{rang}"] = _build_champ("Premier numéro", MAX_NUMEROTATION, LISTE_STYLES)
        self.fields["nom_singulier_1"].required = True

    def list_rangs(self) -> Iterator[RangNiveau]:
        for rang in range(1, MAX_RANG + 1):
            yield RangNiveau(
                rang, self[f"nom_singulier_{rang}"], self[f"nom_pluriel_{rang}"], self[f"numerotation_{rang}"]
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        noms = [cleaned.get(f"nom_singulier_{rang}", "") for rang in range(1, MAX_RANG + 1)]
        last = max((rang for rang, nom in enumerate(noms, start=1) if nom), default=0)
        for rang in range(1, MAX_RANG + 1):
            if rang < last and not noms[rang - 1] and not self.has_error(f"nom_singulier_{rang}"):
                self.add_error(f"nom_singulier_{rang}", "Nommez ce niveau, ou remontez ceux d’en dessous.")
            if not noms[rang - 1] and cleaned.get(f"nom_pluriel_{rang}"):
                self.add_error(f"nom_singulier_{rang}", "Il a un pluriel : donnez aussi son nom.")
        return cleaned

    def get_niveaux(self) -> list[SaisieNiveau]:
        """Those that have a name; a plural that nobody wrote is that of the usual names, or takes an « s »."""
        niveaux = []
        for rang in range(1, MAX_RANG + 1):
            if nom := self.cleaned_data[f"nom_singulier_{rang}"]:
                noms = self.cleaned_data[f"nom_pluriel_{rang}"] or NOMS_NIVEAUX.get(nom, f"{nom}s")
                niveaux.append(SaisieNiveau(nom, noms, read_exemple(self.cleaned_data[f"numerotation_{rang}"])))
        return niveaux


def _build_champ(label: str, maximum: int, liste: str) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, max_length=maximum, widget=forms.TextInput(attrs={"list": liste})
    )


def _build_initial(niveaux: Sequence[NiveauPlan], modele: str) -> dict[str, str]:
    initial: dict[str, str] = {}
    rows = [(niveau.nom_singulier, niveau.nom_pluriel, niveau.numerotation) for niveau in niveaux]
    if not rows:
        noms = MODELES.get(modele, ())
        rows = [(nom, NOMS_NIVEAUX[nom], STYLES_NIVEAUX[rang]) for rang, nom in enumerate(noms)]
        if rows and rows[0][0] != "Axe":
            # « Axe 1 » is only said of an axis.
            rows[0] = (*rows[0][:2], "{n}")
    for rang, (un, plusieurs, style) in enumerate(rows, start=1):
        initial |= {
            f"nom_singulier_{rang}": un,
            f"nom_pluriel_{rang}": plusieurs,
            f"numerotation_{rang}": write_exemple(style),
        }
    return initial


def build_listes() -> dict[str, list[tuple[str, str]]]:
    """What the boxes propose while one writes: (value, what it gives)."""
    return {
        LISTE_NOMS: [(nom, "") for nom in NOMS_NIVEAUX],
        LISTE_PLURIELS: [(noms, "") for noms in NOMS_NIVEAUX.values()],
        LISTE_STYLES: [(write_exemple(style), "") for style in STYLES],
    }
