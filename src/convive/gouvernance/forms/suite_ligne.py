"""What is to be done after a séance: who, by when, and where it goes in the plan."""

from collections.abc import Iterable
from typing import Any

from django import forms

from convive.acteurs.models import Personne
from convive.gouvernance.forms.commun import ChoixField, GouvernanceForm, clean_choix, set_rows
from convive.gouvernance.models import LigneSeance
from convive.gouvernance.rules.instances import MAX_NOM_PERSONNE
from convive.plan_action.models import FicheAction
from convive.socle.formulaires import JourField, get_champ_choix
from convive.socle.texte import clean_ligne

NOUVELLE = "nouvelle"


class SuiteLigneForm(GouvernanceForm):
    """`is_ouverte`: the minutes may still say who and when. `fiches` is None for who does not write the plan, or for
    what is there already."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    responsable = ChoixField("Choisir", label="Qui s’en charge")
    responsable_texte = forms.CharField(
        label="Ou saisissez un nom",
        max_length=MAX_NOM_PERSONNE,
        required=False,
        help_text="Un service, une équipe, quelqu’un qui n’est pas dans l’annuaire.",
    )
    echeance = JourField(label="Avant le")
    plan = forms.ChoiceField(
        label="Dans le plan d’actions",
        required=False,
        help_text="Une étape se suit avec son action\u00a0; une nouvelle action reste à préparer.",
    )

    def __init__(
        self,
        data: Any = None,
        *,
        ligne: LigneSeance,
        personnes: Iterable[Personne],
        fiches: Iterable[FicheAction] | None,
        is_ouverte: bool,
    ) -> None:
        point = ligne.point
        depart = str(point.objet_uuid) if point is not None and point.objet_type == "fiche_action" else ""
        initial = {
            "version": ligne.version,
            "responsable": str(ligne.responsable_id or ""),
            "responsable_texte": ligne.responsable_texte,
            "echeance": ligne.echeance,
        }
        super().__init__(data, initial=initial)
        self._personnes = set_rows(self, "responsable", personnes)
        self._fiches = {str(fiche.pk): fiche for fiche in fiches or ()}
        if not is_ouverte:
            for nom in ("responsable", "responsable_texte", "echeance"):
                del self.fields[nom]
        if fiches is None:
            del self.fields["plan"]
        else:
            groupe = [(cle, str(fiche)) for cle, fiche in self._fiches.items()]
            choix: list[Any] = [("", "Pas pour l’instant"), (NOUVELLE, "Une nouvelle action, à préparer")]
            get_champ_choix(self, "plan").choices = [*choix, *([("Une étape de l’action…", groupe)] if groupe else [])]
            self.initial["plan"] = depart if depart in self._fiches else ""

    def get_suite(self) -> dict[str, Any] | None:
        """Who and when; None once the minutes are closed."""
        if "echeance" not in self.fields:
            return None
        valeurs = self.cleaned_data
        return {
            "responsable": clean_choix(self._personnes, valeurs["responsable"]),
            "responsable_texte": clean_ligne(valeurs["responsable_texte"]),
            "echeance": valeurs["echeance"],
            "version": valeurs["version"],
        }

    @property
    def is_au_plan(self) -> bool:
        return bool(self.cleaned_data.get("plan"))

    def get_fiche(self) -> FicheAction | None:
        """The action of which it becomes a step; None for a new action."""
        return self._fiches.get(self.cleaned_data.get("plan", ""))
