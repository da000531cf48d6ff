"""Read who pilots what, whom one has asked where things are, and what was answered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from convive.acteurs.models import Personne
from convive.convention.models import Ctg
from convive.espaces.models import LienMagique, Membre
from convive.espaces.rules import EtatLien
from convive.plan_action.models import DemandePoint, FicheAction, ReponsePilote
from convive.plan_action.models.acces import get_personnes
from convive.plan_action.rules.plan import StatutReponse
from convive.plan_action.rules.point import CLE_DEMANDE, FAIRE_LE_POINT, MAX_FICHES, get_debut_trimestre
from convive.plan_action.rules.statuts import ACTIFS
from convive.plan_action.selectors.fiche import list_fiches

ACTIVES = tuple(statut.value for statut in ACTIFS)


@dataclass(frozen=True, slots=True)
class LignePilote:
    """A pilote, her active actions, and what became of the question of this quarter.

    `lien` is the last one that she received; `repondu_le` the day of her last answer.
    """

    personne: Personne
    fiches: tuple[FicheAction, ...]
    demande: DemandePoint | None
    lien: LienMagique | None

    @property
    def repondu_le(self) -> date | None:
        return timezone.localdate(self.lien.date_usage) if self.lien and self.lien.date_usage else None

    @property
    def is_attendue(self) -> bool:
        """She has a living link, and has not answered."""
        return self.lien is not None and not self.lien.usages and self.lien.get_etat() is EtatLien.ACTIF

    @property
    def is_a_demander(self) -> bool:
        return bool(self.personne.email) and self.lien is None


def list_pilotes(membre: Membre, ctg: Ctg, today: date) -> list[LignePilote]:
    """Those who pilot an active action that this place sees, by name; four queries."""
    fiches = list_fiches(membre).filter(ctg=ctg, statut__in=ACTIVES).order_by("ordre", "pk")
    by_pk = {fiche.pk: fiche for fiche in fiches.only("pk", "titre", "code", "espace_id", "ordre")}
    pairs = FicheAction.pilotes.through._default_manager.filter(ficheaction__in=list(by_pk)).values_list(
        "personne", "ficheaction"
    )
    held: dict[UUID, list[FicheAction]] = {}
    for pilote, fiche in pairs:
        held.setdefault(pilote, []).append(by_pk[fiche])
    personnes = Personne.objects.filter(pk__in=list(held)).order_by("nom", "prenom", "pk")
    demandes = {
        demande.personne_id: demande
        for demande in DemandePoint.objects.filter(ctg=ctg, debut=get_debut_trimestre(today))
    }
    liens = get_derniers_liens(demandes.values())
    lignes = []
    for personne in personnes:
        demande = demandes.get(personne.pk)
        lien = liens.get(demande.pk) if demande else None
        rows = tuple(sorted(held[personne.pk], key=lambda fiche: (fiche.ordre, fiche.pk)))
        lignes.append(LignePilote(personne, rows, demande, lien))
    return lignes


def get_derniers_liens(demandes: Iterable[DemandePoint]) -> dict[UUID, LienMagique]:
    """By request, the last link that was made for it: a reminder is another one; one query, none without request.

    The answer given through a former link counts.
    """
    pks = [demande.pk for demande in demandes]
    if not pks:
        return {}
    latest: dict[UUID, LienMagique] = {}
    rows = LienMagique.objects.filter(objet_type=CLE_DEMANDE, geste=FAIRE_LE_POINT, objet_uuid__in=pks)
    for lien in rows.order_by("created_at"):
        former = latest.get(lien.objet_uuid)
        if former is not None and former.usages and not lien.usages:
            lien.usages, lien.date_usage = former.usages, former.date_usage
        latest[lien.objet_uuid] = lien
    return latest


def get_fiches_demandees(demande: DemandePoint) -> QuerySet[FicheAction]:
    """Those that are still alive, in the order of the plan."""
    rows = FicheAction.objects.filter(demandes_point=demande, statut__in=ACTIVES)
    return rows.prefetch_related("etapes").order_by("ordre", "pk")[:MAX_FICHES]


def list_propres(membre: Membre) -> list[FicheAction]:
    """The active actions that the person of this place pilots herself; three queries."""
    mine = FicheAction.pilotes.through._default_manager.filter(personne__in=get_personnes(membre.compte))
    rows = list_fiches(membre).filter(statut__in=ACTIVES, pk__in=mine.values("ficheaction"))
    return list(rows.select_related("ctg", "organisation_porteuse").prefetch_related("etapes").order_by("ordre", "pk"))


def list_referees(membre: Membre) -> list[FicheAction]:
    """The active actions whose élu·e référent·e is the person of this place; two queries."""
    rows = list_fiches(membre).filter(statut__in=ACTIVES, elu_referent__in=get_personnes(membre.compte))
    return list(rows.order_by("ordre", "pk"))


def list_reponses(fiches: Iterable[FicheAction], lien: LienMagique) -> dict[UUID, ReponsePilote]:
    """By action, what this holder said already and nobody has read over; one query.

    A reminder is another link of the same request: what was said through the first one is there too.
    """
    liens = LienMagique.objects.filter(objet_type=CLE_DEMANDE, objet_uuid=lien.objet_uuid, email=lien.email)
    rows = ReponsePilote.objects.filter(
        fiche__in=list(fiches), lien__in=liens.values("pk"), statut=StatutReponse.A_RELIRE
    )
    return {reponse.fiche_id: reponse for reponse in rows.order_by("recue_le")}


def get_reponses(membre: Membre) -> QuerySet[ReponsePilote]:
    """What waits to be read over, of the actions that this place sees, the oldest first."""
    rows = ReponsePilote.objects.filter(statut=StatutReponse.A_RELIRE, fiche__in=list_fiches(membre))
    return rows.select_related("fiche", "lien").order_by("recue_le", "pk")


def list_reponses_a_relire(membre: Membre) -> list[ReponsePilote]:
    return list(get_reponses(membre).prefetch_related("fiche__etapes"))


def list_demandes_a_relancer() -> list[tuple[DemandePoint, LienMagique]]:
    """Every request that waits for an answer, with its living link, in every espace; two queries and one per lot."""
    demandes = list(
        DemandePoint.objects.filter(is_close=False).select_related("espace", "personne", "created_by", "ctg")
    )
    liens = get_derniers_liens(demandes)
    return [
        (demande, lien)
        for demande in demandes
        if (lien := liens.get(demande.pk)) and not lien.usages and lien.get_etat() is EtatLien.ACTIF
    ]
