"""The aids that a plan may ask for, and those that fit one action."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from convive.diagnostic.selectors.catalogue import get_coeur
from convive.espaces.models import Membre
from convive.finances.rules.aides import Aide, AideProposee, Depense, Financeur, explain_anciennete, match_aides
from convive.finances.rules.catalogue import get_aides, get_sources
from convive.finances.rules.sources import Source
from convive.plan_action.models import FicheAction
from convive.plan_action.rules.plan import SensBudget
from convive.plan_action.selectors.droits_budget import get_budget_visible


@dataclass(frozen=True, slots=True)
class AideLue:
    """An aid with its sources; `proposee` says why it fits, when one asks for an action."""

    aide: Aide
    sources: tuple[Source, ...]
    anciennete: str
    proposee: AideProposee | None = None

    @property
    def groupe(self) -> str:
        """Under which it is listed: who pays, or what is closed."""
        return "Fermées" if self.aide.is_fermee else self.aide.financeur.libelle


def list_aides(today: date, *, thematique: str = "", financeur: str = "", depense: str = "") -> list[AideLue]:
    """In the order of the catalogue; a closed one last of all. What a row does not say leaves it in."""
    found = [
        _read(aide, today)
        for aide in get_aides()
        if (not thematique or not aide.thematiques or thematique in aide.thematiques)
        and (not financeur or aide.financeur == financeur)
        and (not depense or not aide.depenses or depense in aide.depenses)
    ]
    return sorted(found, key=lambda lue: lue.aide.is_fermee)


def list_aides_fiche(membre: Membre, fiche: FicheAction, today: date) -> list[AideLue]:
    """Those that may fit an action, the best ones first; two queries. Where it happens is not known: it is asked."""
    proposees = match_aides(
        get_aides(),
        thematiques=map_thematiques([thematique.nom for thematique in fiche.thematiques.all()]),
        nature_demandeur=fiche.organisation_porteuse.type if fiche.organisation_porteuse else None,
        depense=find_depense(membre, fiche),
        territoires={},
        today=today,
    )
    return [_read(proposee.aide, today, proposee) for proposee in proposees]


def list_choix_thematiques() -> list[tuple[str, str]]:
    """Identifier and name of the usual thématiques."""
    return [(theme.identifiant, theme.libelle) for theme in get_coeur().thematiques]


def list_choix_financeurs() -> list[tuple[str, str]]:
    presents = {aide.financeur for aide in get_aides()}
    return [(financeur.value, financeur.libelle) for financeur in Financeur if financeur in presents]


def map_thematiques(noms: list[str]) -> Mapping[str, str]:
    """Identifier of the usual thématique → the name that the espace gives it."""
    coeur = get_coeur()
    return {theme.identifiant: nom for nom in noms if (theme := coeur.find_thematique(nom)) is not None}


def find_depense(membre: Membre, fiche: FicheAction) -> str | None:
    """What the action spends on, when it is of one kind only; None when nothing says it."""
    rows = get_budget_visible(membre).filter(fiche=fiche, sens=SensBudget.CHARGE.value).exclude(nature="valorisation")
    investi = {nature == "investissement" for nature in rows.values_list("nature", flat=True)}
    if len(investi) != 1:
        return None
    return (Depense.INVESTISSEMENT if investi.pop() else Depense.FONCTIONNEMENT).value


def _read(aide: Aide, today: date, proposee: AideProposee | None = None) -> AideLue:
    sources = get_sources()
    return AideLue(
        aide, tuple(sources[code] for code in aide.sources), explain_anciennete(aide.vue_le, today), proposee
    )
