"""What is stored beside an action so that a list reads nothing else: every action that changes one ends here."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.utils import timezone

from convive.plan_action.models import EtapeFiche, FicheAction, MeteoFiche
from convive.plan_action.rules.completude import compute_avancement, compute_completude
from convive.plan_action.rules.plan import Regard
from convive.plan_action.rules.retard import compute_retard_le
from convive.plan_action.selectors.catalogue import get_delais
from convive.plan_action.selectors.statuts import build_faits

CHAMPS = (
    *("completude", "avancement", "nb_etapes", "nb_etapes_faites", "prochaine_echeance", "retard_le"),
    *("meteo_pilote", "meteo_caf", "meteo_elu", "date_meteo"),
)
PAQUET = 500
"""How many actions are computed at once: a query has a bounded number of parameters."""


def update_calculs(fiches: Iterable[UUID]) -> None:
    """Compute again, in the transaction of the caller, from the rows as they are now; five queries by PAQUET.

    To call once after everything is written: by an action on one fiche, by an import on hundreds.
    """
    pks = list(fiches)
    delai = get_delais(timezone.localdate()).delai_retard_jours
    for start in range(0, len(pks), PAQUET):
        _update(pks[start : start + PAQUET], delai)


def _update(pks: list[UUID], delai: int) -> None:
    rows = list(FicheAction.objects.filter(pk__in=pks))
    themes, pilotes = _list_lies(FicheAction.thematiques.through, pks), _list_lies(FicheAction.pilotes.through, pks)
    etapes: dict[UUID, list[EtapeFiche]] = defaultdict(list)
    for etape in EtapeFiche.objects.filter(fiche__in=pks).only("fiche_id", "echeance", "faite_le"):
        etapes[etape.fiche_id].append(etape)
    meteos: dict[tuple[UUID, str], tuple[str, date]] = {}
    # The last of each regard is read last.
    for meteo in MeteoFiche.objects.filter(fiche__in=pks).order_by("date", "created_at"):
        meteos[(meteo.fiche_id, meteo.regard)] = (meteo.niveau, meteo.date)
    for fiche in rows:
        _compute_etapes(fiche, etapes[fiche.pk], delai)
        fiche.completude = compute_completude(build_faits(fiche, fiche.pk in themes, fiche.pk in pilotes))
        for regard in Regard:
            setattr(fiche, f"meteo_{regard}", meteos.get((fiche.pk, regard), ("", None))[0])
        fiche.date_meteo = meteos.get((fiche.pk, Regard.PILOTE), ("", None))[1]
    # Nothing here is searched: the base manager tells nobody.
    FicheAction._base_manager.bulk_update(rows, CHAMPS)


def _compute_etapes(fiche: FicheAction, etapes: list[EtapeFiche], delai: int) -> None:
    ouvertes = [etape.echeance for etape in etapes if etape.faite_le is None and etape.echeance is not None]
    fiche.nb_etapes = len(etapes)
    fiche.nb_etapes_faites = sum(1 for etape in etapes if etape.faite_le is not None)
    fiche.avancement = compute_avancement(
        saisi=fiche.avancement_saisi, etapes=fiche.nb_etapes, etapes_faites=fiche.nb_etapes_faites
    )
    fiche.prochaine_echeance = min([*ouvertes, *([fiche.date_fin] if fiche.date_fin else [])], default=None)
    fiche.retard_le = compute_retard_le(date_fin=fiche.date_fin, echeances=ouvertes, delai_jours=delai)


def _list_lies(through: type, pks: list[UUID]) -> set[UUID]:
    """The actions that have at least one row in this relation."""
    rows = through._default_manager.filter(ficheaction__in=pks)  # type: ignore[attr-defined]  # the model of a relation
    return set(rows.values_list("ficheaction", flat=True).distinct())
