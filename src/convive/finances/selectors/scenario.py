"""What scenarios give, beside what the plan is today."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from convive.espaces.models import Membre
from convive.finances.models import ScenarioFinances
from convive.finances.rules.financement import choose_annee, list_annees
from convive.finances.rules.repartition import Cle
from convive.finances.rules.scenario import EcartCommune, Hypotheses, Resultat, compare, compute_resultat
from convive.finances.selectors.commune import list_actions, read_public
from convive.finances.selectors.financement import list_lignes
from convive.finances.selectors.poids import get_poids
from convive.plan_action.selectors.plan import get_dossier_plan


@dataclass(frozen=True, slots=True)
class ScenarioLu:
    resultat: Resultat
    ecarts: tuple[EcartCommune, ...]

    @property
    def partie(self) -> EcartCommune | None:
        """The commune that leaves."""
        return next((ecart for ecart in self.ecarts if ecart.apres.is_partie), None)


@dataclass(frozen=True, slots=True)
class Comparaison:
    """One year; each scenario beside today. `noms` are those of the communes that this place may open."""

    annee: int
    noms: dict[str, str]
    scenarios: tuple[ScenarioLu, ...]


def get_comparaison(membre: Membre, today: date, hypotheses: Sequence[Hypotheses]) -> Comparaison | None:
    """None without a plan, any money or a commune. A commune out of the périmètre leaves nothing: it is ignored."""
    dossier = get_dossier_plan(membre, today)
    if dossier is None:
        return None
    lignes, _ = list_lignes(membre, dossier)
    annees, poids = list_annees(lignes), get_poids(membre)
    if not annees or not poids.noms:
        return None
    annee = choose_annee(annees, today.year)
    actions, codes = list_actions(membre, dossier, lignes, poids, annee), tuple(poids.noms)

    def lit_poids(cle: Cle, communes: tuple[str, ...]) -> tuple[dict[str, Decimal], str, str]:
        return read_public(cle, communes, poids)

    avant = compute_resultat(actions, Hypotheses("Aujourd’hui"), codes, lit_poids)
    limites = membre.limites.communes
    noms = {code: nom for code, nom in poids.noms.items() if not limites or code in limites}
    scenarios = []
    for hypothese in hypotheses:
        resultat = compute_resultat(actions, hypothese, codes, lit_poids)
        scenarios.append(ScenarioLu(resultat, tuple(compare(avant, resultat, noms))))
    return Comparaison(annee, noms, tuple(scenarios))


def list_scenarios(membre: Membre) -> list[ScenarioFinances]:
    return list(ScenarioFinances.objects.visible_to(membre.compte).filter(espace=membre.espace_id))
