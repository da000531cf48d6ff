"""The keys of the actions that have some money, and the communes of one of them."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from convive.espaces.models import Membre
from convive.espaces.selectors.espace import get_noms_communes_perimetre
from convive.finances.models import CleRepartition
from convive.finances.rules.repartition import Cle
from convive.finances.selectors.financement import list_lignes
from convive.plan_action.models import FicheAction
from convive.plan_action.selectors.plan import get_dossier_plan


@dataclass(frozen=True, slots=True)
class CleLue:
    uuid: UUID
    fiche: UUID
    libelle: str
    cle: Cle


def list_cles(membre: Membre, today: date) -> list[CleLue]:
    """In the order of their numbers."""
    dossier = get_dossier_plan(membre, today)
    if dossier is None:
        return []
    lignes, actions = list_lignes(membre, dossier)
    payees = {ligne.action for ligne in lignes}
    choisies = {str(row.fiche_id): row for row in CleRepartition.objects.filter(espace=membre.espace_id)}
    found = []
    for uuid, action in actions.items():
        if uuid in payees:
            row = choisies.get(uuid)
            cle = Cle(row.cle) if row else Cle.POPULATION
            found.append(CleLue(row.pk if row else action.uuid, action.uuid, action.libelle, cle))
    return sorted(found, key=lambda lue: lue.libelle)


def get_cle(membre: Membre, fiche: FicheAction) -> CleRepartition | None:
    """What was chosen for an action; None while nobody has, or for whoever does not see it."""
    return CleRepartition.objects.visible_to(membre.compte).filter(fiche=fiche).first()


def list_communes_fiche(membre: Membre, fiche: FicheAction) -> dict[str, str]:
    """Code → name, by name: those of the action, or all those of the espace."""
    noms = get_noms_communes_perimetre(membre.espace_id)
    gardees = [(code, nom) for code, nom in noms.items() if not fiche.communes or code in fiche.communes]
    return dict(sorted(gardees, key=lambda paire: (paire[1], paire[0])))
