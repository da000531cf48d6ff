"""The handover: what the espace knows by itself of what goes on, and what was written for whoever comes next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.urls import reverse

from convive.convention.models import Ctg
from convive.espaces.models import Membre
from convive.gouvernance.selectors.decisions import get_decisions
from convive.plan_action.rules.statuts import OUVERTS, Statut
from convive.plan_action.selectors.fiche import list_fiches_actuelles
from convive.prise_poste.models import Passation
from convive.prise_poste.rules.passation import RUBRIQUES
from convive.socle.echeances import echeances
from convive.socle.formats import date_longue

JOURS = 183
MAX_LIGNES = 30
"""Lines of a section: beyond, the page of its subject says the rest."""
EN_DECISIONS = "decision-"
"""Deadlines of decisions are told with the decisions."""


@dataclass(frozen=True, slots=True)
class LignePassation:
    titre: str
    precision: str
    url: str


@dataclass(frozen=True, slots=True)
class SectionPassation:
    """`vide` is said without a line; `reste` is how many more there are, read at `url`."""

    titre: str
    lignes: tuple[LignePassation, ...]
    vide: str
    reste: int
    url: str


@dataclass(frozen=True, slots=True)
class PassationLue:
    passation: Passation | None
    sections: tuple[SectionPassation, ...]

    @property
    def rubriques(self) -> list[tuple[str, str]]:
        """(title, text) of what was written."""
        if self.passation is None:
            return []
        return [(titre, texte) for nom, (titre, _) in RUBRIQUES.items() if (texte := getattr(self.passation, nom))]


def get_passation(membre: Membre) -> Passation | None:
    return Passation.objects.visible_to(membre.compte).filter(espace=membre.espace_id).first()


def read_passation(membre: Membre, today: date) -> PassationLue:
    """With the rights of this place; a dozen queries at most."""
    sections = (
        _list_ctgs(membre, today),
        _list_decisions(membre),
        _list_dates(membre, today),
        _list_actions(membre, today),
    )
    return PassationLue(get_passation(membre), sections)


def _build(titre: str, rows: Iterable[LignePassation], vide: str, url: str) -> SectionPassation:
    lignes = list(rows)
    return SectionPassation(titre, tuple(lignes[:MAX_LIGNES]), vide, max(0, len(lignes) - MAX_LIGNES), url)


def _list_ctgs(membre: Membre, today: date) -> SectionPassation:
    rows = Ctg.objects.visible_to(membre.compte).filter(espace=membre.espace_id, date_fin__gte=today)
    lignes = [
        LignePassation(
            ctg.nom,
            f"du {date_longue(ctg.date_debut)} au {date_longue(ctg.date_fin)}",
            reverse("convention:ctg_detail", args=[membre.espace_id, ctg.pk]),
        )
        for ctg in rows.order_by("date_debut")
    ]
    url = reverse("convention:ctg_detail", args=[membre.espace_id])
    return _build("La convention", lignes, "Aucune CTG en cours ou à venir n’est saisie.", url)


def _list_decisions(membre: Membre) -> SectionPassation:
    rows = get_decisions(membre).ouvertes().select_related("responsable", "organisation_responsable")
    lignes = [
        LignePassation(
            f"{decision.code} {decision.libelle}",
            ", ".join(
                filter(
                    None,
                    (
                        decision.libelle_responsable or "personne ne la porte",
                        f"avant le {date_longue(decision.echeance)}" if decision.echeance else "sans échéance",
                    ),
                )
            ),
            reverse("gouvernance:decision_detail", args=[membre.espace_id, decision.pk]),
        )
        for decision in rows.order_by("echeance", "annee", "numero")
    ]
    url = reverse("gouvernance:decision_list", args=[membre.espace_id])
    return _build("Les décisions qui attendent", lignes, "Aucune décision n’attend.", url)


def _list_dates(membre: Membre, today: date) -> SectionPassation:
    rows = echeances.list_echeances(membre, today, today + timedelta(days=JOURS))
    lignes = [
        LignePassation(row.libelle, ", ".join(filter(None, (date_longue(row.jour), row.precision))), row.url)
        for row in rows
        if not row.cle.startswith(EN_DECISIONS)
    ]
    url = reverse("espaces:echeance_list", args=[membre.espace_id])
    return _build("Les six mois qui viennent", lignes, "Aucune date n’est posée.", url)


def _list_actions(membre: Membre, today: date) -> SectionPassation:
    ouvertes = list_fiches_actuelles(membre, today).filter(statut__in=sorted(statut.value for statut in OUVERTS))
    difficiles = ouvertes.filter(Q(statut=Statut.BLOQUEE.value) | Q(retard_le__lte=today)).order_by("ordre", "pk")
    lignes = [
        LignePassation(
            str(fiche),
            Statut(fiche.statut).libelle.lower()
            if fiche.statut == Statut.BLOQUEE
            else f"{Statut(fiche.statut).libelle.lower()}, en retard",
            reverse("plan_action:fiche_action_detail", args=[membre.espace_id, fiche.pk]),
        )
        for fiche in difficiles
    ]
    url = reverse("plan_action:plan_detail", args=[membre.espace_id])
    return _build("Les actions bloquées ou en retard", lignes, "Aucune action n’est bloquée ni en retard.", url)
