"""What a decision may do to one of its objects, and the form that each move asks."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms

from convive.diagnostic.models import DecisionEnjeu, Diagnostic, Enjeu
from convive.diagnostic.permissions import can_compose_diagnostic, can_decide_enjeux
from convive.diagnostic.rules.enjeux import MAX_MOTIF
from convive.espaces.models import Membre
from convive.gouvernance.actions.effet import record_effet_diagnostic, record_effet_enjeu, record_effet_fiche
from convive.gouvernance.forms.commun import GouvernanceForm
from convive.gouvernance.models import Decision, EffetDecision
from convive.gouvernance.rules.effets import DIAGNOSTIC, ENJEU, FICHE, VALIDE, VERBES_ENJEUX
from convive.plan_action.forms.statut import StatutForm
from convive.plan_action.models import FicheAction
from convive.plan_action.permissions import can_validate_fiches
from convive.plan_action.rules.statuts import Exigence, get_transition, list_transitions
from convive.plan_action.selectors.fiche import get_fiche
from convive.plan_action.selectors.statuts import list_manques_fiche
from convive.plan_action.selectors.visibles import get_enjeux_visibles
from convive.socle.texte import clean_texte


@dataclass(frozen=True, slots=True)
class Mouvement:
    vers: str
    verbe: str


class EffetForm(GouvernanceForm):
    """For an enjeu, or a diagnosis: at most a reason."""

    motif = forms.CharField(
        label="Pourquoi",
        max_length=MAX_MOTIF,
        error_messages={"required": "Indiquez pourquoi\u00a0: ce sera relu avec la décision."},
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: Any = None, *, asks_motif: bool) -> None:
        super().__init__(data)
        if not asks_motif:
            del self.fields["motif"]

    def get_motif(self) -> str:
        return clean_texte(self.cleaned_data.get("motif", ""))


class EffetFicheForm(StatutForm):
    """The form of a move of an action; the body and its day are those of the decision."""

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        for champ in ("instance", "date_instance"):
            self.fields.pop(champ, None)


class Effet:
    """One object of a decision, as a page changes it. `peut` says whether this place may."""

    def __init__(self, membre: Membre, decision: Decision, objet: Any) -> None:
        self.membre, self.decision, self.objet = membre, decision, objet

    peut = False
    etat = ""
    mouvements: tuple[Mouvement, ...] = ()

    def build_form(self, vers: str, data: Any) -> Any:
        raise NotImplementedError

    def save(self, vers: str, form: Any) -> EffetDecision:
        raise NotImplementedError

    def list_manques(self, vers: str) -> list[str]:  # noqa: ARG002 - an action alone asks for something
        return []


class EffetFiche(Effet):
    def __init__(self, membre: Membre, decision: Decision, objet: FicheAction) -> None:
        super().__init__(membre, decision, objet)
        self.peut, self.etat = can_validate_fiches(membre), objet.get_statut_display().lower()
        self.mouvements = tuple(
            Mouvement(row.vers.value, row.verbe) for row in list_transitions(objet.statut) if row.instance_decide
        )

    def build_form(self, vers: str, data: Any) -> EffetFicheForm:
        transition = get_transition(self.objet.statut, vers)
        assert transition is not None  # noqa: S101 - one of the moves
        return EffetFicheForm(data, transition=transition, fiche=self.objet)

    def save(self, vers: str, form: EffetFicheForm) -> EffetDecision:  # noqa: ARG002 - its form knows it
        return record_effet_fiche(by=self.membre, decision=self.decision, fiche=self.objet, saisie=form.get_saisie())

    def list_manques(self, vers: str) -> list[str]:
        transition = get_transition(self.objet.statut, vers)
        asks = transition is not None and Exigence.COMPLETUDE in transition.exigences
        return list_manques_fiche(self.objet) if asks else []


class EffetEnjeu(Effet):
    def __init__(self, membre: Membre, decision: Decision, objet: Enjeu) -> None:
        super().__init__(membre, decision, objet)
        self.peut, self.etat = can_decide_enjeux(membre), objet.get_decision_display().lower()
        self.mouvements = tuple(
            Mouvement(vers, verbe) for vers, verbe in VERBES_ENJEUX.items() if vers != objet.decision
        )

    def build_form(self, vers: str, data: Any) -> EffetForm:
        return EffetForm(data, asks_motif=vers != DecisionEnjeu.RETENU)

    def save(self, vers: str, form: EffetForm) -> EffetDecision:
        return record_effet_enjeu(
            by=self.membre, decision=self.decision, enjeu=self.objet, vers=vers, motif=form.get_motif()
        )


class EffetDiagnostic(Effet):
    def __init__(self, membre: Membre, decision: Decision, objet: Diagnostic) -> None:
        super().__init__(membre, decision, objet)
        self.peut, self.etat = can_compose_diagnostic(membre), objet.get_statut_display().lower()
        if not objet.is_valide:
            self.mouvements = (Mouvement(VALIDE, "Valider cette version"),)

    def build_form(self, vers: str, data: Any) -> EffetForm:  # noqa: ARG002 - there is one move
        return EffetForm(data, asks_motif=False)

    def save(self, vers: str, form: EffetForm) -> EffetDecision:  # noqa: ARG002 - there is one move, that asks nothing
        return record_effet_diagnostic(by=self.membre, decision=self.decision, diagnostic=self.objet)


def _get_enjeu(membre: Membre, uuid: UUID) -> Enjeu | None:
    enjeu = get_enjeux_visibles(membre).filter(pk=uuid).first()
    if enjeu is not None:
        enjeu.espace = membre.espace
    return enjeu


def _get_diagnostic(membre: Membre, uuid: UUID) -> Diagnostic | None:
    return Diagnostic.objects.visible_to(membre.compte).filter(espace=membre.espace_id, pk=uuid).first()


SORTES: dict[str, tuple[Callable[[Membre, UUID], Any], type[Effet]]] = {
    FICHE: (get_fiche, EffetFiche),
    ENJEU: (_get_enjeu, EffetEnjeu),
    DIAGNOSTIC: (_get_diagnostic, EffetDiagnostic),
}


def get_effet(membre: Membre, decision: Decision, objet_type: str, uuid: UUID) -> Effet | None:
    """None for what a decision does not change, or what this place does not read."""
    if objet_type not in SORTES:
        return None
    get_objet, sorte = SORTES[objet_type]
    objet = get_objet(membre, uuid)
    return sorte(membre, decision, objet) if objet is not None else None
