"""The register of decisions, as a place reads it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, JSONField, Max, Min, Q, QuerySet, Value
from django.utils import timezone

from convive.acteurs.models import Organisation, Personne
from convive.diagnostic.models import Constat, Enjeu
from convive.espaces.models import Membre
from convive.espaces.models.portee import SeRencontrent
from convive.espaces.permissions import is_permis_membre
from convive.gouvernance.models import CibleDecision, Decision, Instance
from convive.gouvernance.models.decision import DecisionQuerySet
from convive.gouvernance.models.instance import get_sieges
from convive.gouvernance.rules import instances as regles
from convive.gouvernance.rules.criteres import EN_RETARD, OUVERTES, SANS_INSTANCE, SANS_RESPONSABLE, CriteresDecisions
from convive.gouvernance.rules.decisions import OUVERTES as STATUTS_OUVERTS
from convive.gouvernance.rules.decisions import StatutDecision
from convive.gouvernance.rules.seances import StatutSeance
from convive.plan_action.models import FicheAction
from convive.plan_action.models.acces import get_fonctions, get_personnes
from convive.socle.uuids import parse_uuid

PAR_PAGE = 20
MAX_MOTS = 8
NUMERO = re.compile(r"^(\d{4})-(\d{1,6})$")
PERSONNE, ORGANISATION = "personne", "organisation"
PORTEURS: Mapping[str, Any] = {"fiche_action": FicheAction, "enjeu": Enjeu, "constat": Constat}
"""Objects that have thématiques and communes: what a decision is about says whom it concerns."""


def get_decisions(membre: Membre) -> DecisionQuerySet:
    """The same rows as `Decision.objects.visible_to` in the espace of this place, from what the page knows of it."""
    if not is_permis_membre(membre, *regles.DROIT_LIRE):
        return Decision.objects.none()
    rows = Decision.objects.filter(espace=membre.espace_id)
    if membre.limites.is_limitee:
        return rows & Decision.objects.visible_to(membre.compte)
    # Without limits, every body concerns the place: what remains is which of its séances it reads.
    if is_permis_membre(membre, *regles.DROIT_LIRE_TOUT):
        return rows
    close = Q(seance__statut=StatutSeance.CLOSE.value)
    if not is_permis_membre(membre, *regles.DROIT_LIRE_CLOSES):
        lues = Q(seance__instance__in=get_sieges(membre.compte).values("instance")) | Q(
            responsable__in=get_personnes(membre.compte).values("pk")
        )
        lues |= Q(organisation_responsable__in=get_fonctions(membre.compte).values("organisation"))
        if is_permis_membre(membre, *regles.DROIT_LIRE_OUVERTES):
            lues |= Q(seance__instance__is_ouverte_partenaires=True)
        close &= lues
    return rows.filter(Q(seance__isnull=True) | close)


@dataclass(frozen=True, slots=True)
class BilanDecisions:
    """How many there are in all, still to follow, and late; the years of the first and of the last."""

    total: int
    ouvertes: int
    en_retard: int
    premiere: int | None
    derniere: int | None

    @property
    def annees(self) -> range:
        """From the last one."""
        if self.premiere is None or self.derniere is None:
            return range(0)
        return range(self.derniere, self.premiere - 1, -1)


def get_bilan(membre: Membre) -> BilanDecisions:
    """One query."""
    ouvertes = Q(statut__in=[statut.value for statut in STATUTS_OUVERTS])
    compte = (
        get_decisions(membre)
        .prises()
        .order_by()
        .aggregate(
            total=Count("pk"),
            ouvertes=Count("pk", filter=ouvertes),
            en_retard=Count("pk", filter=ouvertes & Q(echeance__lt=timezone.localdate())),
            premiere=Min("annee"),
            derniere=Max("annee"),
        )
    )
    return BilanDecisions(**compte)


def list_decisions(membre: Membre, criteres: CriteresDecisions, numero: str) -> Page[Decision]:
    """One page of the register, the last first; two queries. What is only proposed is not in it."""
    rows = filter_decisions(get_decisions(membre).prises(), criteres).order_by("-annee", "-numero")
    shown: Any = with_noms(rows).defer("motif")
    return Paginator(shown, PAR_PAGE).get_page(numero)


def list_proposees(membre: Membre) -> list[Decision]:
    """Those on which the members are still asked, the first to end first; one query."""
    return list(with_noms(get_decisions(membre).proposees()).order_by("consultation_fin", "annee", "numero"))


def with_noms(rows: DecisionQuerySet) -> DecisionQuerySet:
    return rows.select_related("instance", "seance", "responsable", "organisation_responsable")


def filter_decisions(rows: DecisionQuerySet, criteres: CriteresDecisions) -> DecisionQuerySet:
    """A value that is not one of ours asks nothing, but the name of someone who carries none: nothing answers."""
    if criteres.instance == SANS_INSTANCE:
        rows = rows.filter(instance__isnull=True)
    elif instance := parse_uuid(criteres.instance):
        rows = rows.filter(instance=instance)
    if criteres.annee.isdecimal():
        rows = rows.filter(annee=int(criteres.annee))
    if criteres.type:
        rows = rows.filter(type=criteres.type)
    rows = _filter_statut(rows, criteres.statut)
    sorte, _, identifiant = criteres.responsable.partition(":")
    if porteur := parse_uuid(identifiant):
        rows = rows.filter(**{"responsable" if sorte == PERSONNE else "organisation_responsable": porteur})
    if thematique := parse_uuid(criteres.thematique):
        rows = _filter_porteurs(rows, lambda modele: _get_thematique(modele, thematique))
    if criteres.commune:
        rows = _filter_porteurs(rows, lambda modele: _get_commune(modele, criteres.commune))
    return _filter_mots(rows, criteres.q)


def _filter_statut(rows: DecisionQuerySet, statut: str) -> DecisionQuerySet:
    if statut == OUVERTES:
        return rows.ouvertes()
    if statut == EN_RETARD:
        return rows.en_retard()
    if statut == SANS_RESPONSABLE:
        return rows.ouvertes().filter(
            responsable__isnull=True, organisation_responsable__isnull=True, responsable_texte=""
        )
    return rows.filter(statut=statut) if statut in StatutDecision else rows


def _filter_mots(rows: DecisionQuerySet, q: str) -> DecisionQuerySet:
    """A number of the register, or words of the decision, of its reason, of who carries it."""
    if numero := NUMERO.match(q.strip()):
        return rows.filter(annee=int(numero[1]), numero=int(numero[2]))
    for mot in q.split()[:MAX_MOTS]:
        rows = rows.filter(Q(libelle__icontains=mot) | Q(motif__icontains=mot) | Q(responsable_texte__icontains=mot))
    return rows


def _get_thematique(modele: Any, thematique: UUID) -> QuerySet[Any, Any]:
    through = modele.thematiques.through
    colonne = modele.thematiques.field.m2m_field_name()
    rows: QuerySet[Any, Any] = through._default_manager.filter(thematique=thematique).values(colonne)
    return rows


def _get_commune(modele: Any, commune: str) -> QuerySet[Any, Any]:
    """Those that name this commune: what concerns everyone would answer for each of them."""
    codes = Value([commune], output_field=JSONField())
    rows: QuerySet[Any, Any] = modele._base_manager.exclude(communes=[]).filter(SeRencontrent(F("communes"), codes))
    return rows.order_by().values("pk")


def _filter_porteurs(rows: DecisionQuerySet, get_rows: Any) -> DecisionQuerySet:
    """By what they are about, or by the body that took them."""
    condition = Q()
    for cle, modele in PORTEURS.items():
        condition |= Q(objet_type=cle, objet_uuid__in=get_rows(modele))
    cibles = CibleDecision.objects.filter(condition).order_by().values("decision")
    return rows.filter(Q(pk__in=cibles) | Q(instance__in=get_rows(Instance)))


def list_responsables(membre: Membre) -> list[tuple[str, str]]:
    """Who carries a decision that this place reads, people first; two queries."""
    rows = get_decisions(membre).order_by()
    personnes = Personne.objects.filter(pk__in=rows.filter(responsable__isnull=False).values("responsable"))
    organisations = Organisation.objects.filter(
        pk__in=rows.filter(organisation_responsable__isnull=False).values("organisation_responsable")
    )
    return [
        *((f"{PERSONNE}:{row.pk}", str(row)) for row in personnes.order_by("nom", "prenom", "pk")),
        *((f"{ORGANISATION}:{row.pk}", str(row)) for row in organisations.order_by("nom", "pk")),
    ]


def list_noms_instances(membre: Membre) -> list[tuple[str, str]]:
    """The bodies that this place reads, archived ones too: they took decisions; one query."""
    rows = Instance.objects.visible_to(membre.compte).filter(espace=membre.espace_id)
    return [(str(pk), nom) for pk, nom in rows.order_by("nom", "pk").values_list("pk", "nom")]
