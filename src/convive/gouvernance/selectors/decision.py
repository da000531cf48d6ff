"""One decision, with what it is about, what it did, what was said since."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from convive.espaces.models import Membre
from convive.gouvernance.models import Decision, EffetDecision, SuiviDecision
from convive.gouvernance.rules.decisions import format_voix, list_manques
from convive.gouvernance.rules.effets import get_libelle
from convive.gouvernance.selectors.decisions import get_decisions, with_noms
from convive.socle.objets import ObjetResolu, Reference, objets


@dataclass(frozen=True, slots=True)
class CibleLue:
    """Something that a decision is about. `objet` is None when it is gone, or not open to the reader."""

    reference: Reference
    objet: ObjetResolu | None
    effet: EffetDecision | None

    @property
    def libelle_effet(self) -> str:
        return build_libelle_effet(self.effet) if self.effet else ""


@dataclass(frozen=True, slots=True)
class PageDecision:
    """`cachees` counts what the reader may not open."""

    decision: Decision
    cibles: tuple[CibleLue, ...]
    suivis: tuple[SuiviDecision, ...]
    manques: tuple[str, ...]
    voix: str

    @property
    def visibles(self) -> list[CibleLue]:
        return [cible for cible in self.cibles if cible.objet is not None]

    @property
    def cachees(self) -> int:
        return len(self.cibles) - len(self.visibles)


def get_decision(membre: Membre, uuid: UUID) -> Decision | None:
    """With the rows that its page names; None for what this place does not read; one query."""
    rows = with_noms(get_decisions(membre)).select_related("deliberation__signataire__organisation", "created_by")
    decision = rows.filter(pk=uuid).first()
    if decision is not None:
        decision.espace = membre.espace
        if decision.seance is not None and decision.instance is not None:
            decision.seance.instance = decision.instance
    return decision


def get_page_decision(membre: Membre, decision: Decision) -> PageDecision:
    """Three queries, and one for each kind of thing that it is about."""
    references = [cible.reference for cible in decision.cibles.all()]
    resolved = objets.resolve_all(references, membre.compte)
    effets = {
        effet.reference: effet
        for effet in EffetDecision.objects.filter(decision=decision, defait_le__isnull=True).select_related("par")
    }
    suivis = SuiviDecision.objects.filter(decision=decision).order_by("-date", "-created_at")
    voix = {"pour": decision.voix_pour, "contre": decision.voix_contre, "abstention": decision.voix_abstention}
    return PageDecision(
        decision,
        tuple(CibleLue(ref, resolved.get(ref), effets.get(ref)) for ref in references),
        tuple(suivis),
        tuple(list_manques(decision.faits)),
        format_voix(voix),
    )


def resolve_cibles(membre: Membre, decisions: Iterable[Decision]) -> dict[UUID, list[str]]:
    """The names of what each decision is about; the rows come with their `cibles`. One query for each kind."""
    held = {decision.pk: [cible.reference for cible in decision.cibles.all()] for decision in decisions}
    resolved = objets.resolve_all({ref for refs in held.values() for ref in refs}, membre.compte)
    return {pk: [resolved[ref].libelle for ref in refs if ref in resolved] for pk, refs in held.items()}


def build_libelle_effet(effet: EffetDecision) -> str:
    """« Validée », « Retenu », « Figé » : what it became."""
    return get_libelle(effet.objet_type, effet.vers)
