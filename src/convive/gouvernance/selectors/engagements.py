"""Who said they would do what: read in the actions and the decisions, with where each is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db.models import Sum
from django.urls import reverse
from django.utils import timezone

from convive.acteurs.models import Organisation
from convive.espaces.models import Membre
from convive.gouvernance.models import SuiviEngagement
from convive.gouvernance.rules.decisions import format_numero
from convive.gouvernance.rules.engagements import (
    ETATS_DECISIONS,
    PORTER,
    CompteEngagements,
    EtatEngagement,
    OrigineEngagement,
    count_etats,
    explain_compte,
    write_financement,
)
from convive.gouvernance.selectors.decisions import get_decisions
from convive.plan_action.models import PartenaireFiche
from convive.plan_action.models.acces import get_fonctions
from convive.plan_action.rules.plan import RolePartenaire, SensBudget
from convive.plan_action.rules.statuts import SORTIS, Statut
from convive.plan_action.selectors.droits_budget import get_budget_visible
from convive.plan_action.selectors.fiche import list_fiches
from convive.plan_action.selectors.plan import get_dossier_plan

MAX_HISTOIRE = 30
NON_DITS = "non_dit"
PAGES = {
    OrigineEngagement.FICHE: "plan_action:fiche_action_detail",
    OrigineEngagement.DECISION: "gouvernance:decision_detail",
}
HORS = [statut.value for statut in (*SORTIS, Statut.A_PREPARER)]
"""What is not decided, or no longer is, commits nobody."""
type Cle = tuple[UUID, str, UUID]
"""The organisation, then what the commitment was written in: its key in the registry and its identifier."""


@dataclass(frozen=True, slots=True)
class Engagement:
    """`promesses` are its words; `origine` the title of what they were written in.

    `etat` is empty while nobody said anything. `is_deduit`: it is that of the decision, nobody said more.
    """

    organisation: UUID
    objet_type: str
    objet_uuid: UUID
    promesses: tuple[str, ...]
    origine: str
    espace: UUID
    echeance: date | None
    is_confirme: bool | None
    etat: str = ""
    phrase: str = ""
    jour: date | None = None
    auteur: str = ""
    is_deduit: bool = False

    @property
    def cle(self) -> Cle:
        return self.organisation, self.objet_type, self.objet_uuid

    @property
    def url(self) -> str:
        """The page of what it was written in: of a thousand commitments, a page shows a few."""
        return reverse(PAGES[OrigineEngagement(self.objet_type)], args=[self.espace, self.objet_uuid])

    @property
    def is_interpelle(self) -> bool:
        """Its date is past, and it is not said to be kept nor pointless."""
        is_open = self.etat not in (EtatEngagement.TENU, EtatEngagement.SANS_OBJET)
        return is_open and self.echeance is not None and self.echeance < timezone.localdate()


@dataclass(frozen=True, slots=True)
class EngagementsOrganisation:
    """`is_sienne`: the reader works there."""

    organisation: Organisation
    engagements: tuple[Engagement, ...]
    is_sienne: bool

    @property
    def compte(self) -> CompteEngagements:
        return count_etats(engagement.etat for engagement in self.engagements)

    @property
    def resume(self) -> str:
        return explain_compte(self.compte)

    def keep(self, etat: str) -> "EngagementsOrganisation":
        """Those in this state; « non_dit » are those of which nobody said anything, and an empty one asks nothing."""
        wanted = "" if etat == NON_DITS else etat
        kept = tuple(row for row in self.engagements if not etat or row.etat == wanted)
        return EngagementsOrganisation(self.organisation, kept, self.is_sienne)


def list_engagements(membre: Membre, today: date) -> list[EngagementsOrganisation]:
    """By organisation, in the order of names. About eight queries."""
    found = get_engagements(membre, today)
    by_organisation: dict[UUID, list[Engagement]] = {}
    for engagement in found:
        by_organisation.setdefault(engagement.organisation, []).append(engagement)
    organisations = Organisation.objects.filter(pk__in=list(by_organisation)).order_by("nom", "pk")
    siennes = set(get_fonctions(membre.compte).values_list("organisation", flat=True))
    return [EngagementsOrganisation(row, tuple(by_organisation[row.pk]), row.pk in siennes) for row in organisations]


def get_engagements(membre: Membre, today: date) -> list[Engagement]:
    """All that this place reads, with the last word on each."""
    written = [*_list_fiches(membre, today), *_list_decisions(membre)]
    return list(_with_suivis(membre, written))


def _list_fiches(membre: Membre, today: date) -> Iterable[Engagement]:
    """Those of the plan that people mean today: to carry an action, to contribute to it, to pay for it."""
    dossier = get_dossier_plan(membre, today, None)
    if dossier is None:
        return
    fiches = {
        row.pk: row
        for row in list_fiches(membre)
        .filter(ctg=dossier.ctg)
        .exclude(statut__in=HORS)
        .only("pk", "code", "titre", "espace_id", "date_fin", "organisation_porteuse_id", "ordre", "created_at")
        .order_by("ordre", "created_at", "pk")
    }
    promesses: dict[tuple[UUID, UUID], list[str]] = {}
    confirmes: dict[tuple[UUID, UUID], bool | None] = {}
    for fiche in fiches.values():
        if fiche.organisation_porteuse_id is not None:
            promesses.setdefault((fiche.pk, fiche.organisation_porteuse_id), []).append(PORTER)
    partenaires = PartenaireFiche.objects.filter(fiche__in=list(fiches)).exclude(confirme=False)
    for row in partenaires.order_by("fiche", "created_at", "pk"):
        cle = row.fiche_id, row.organisation_id
        role = RolePartenaire(row.role).libelle
        promesses.setdefault(cle, []).append(row.engagement or f"Contribuer\u00a0: {role.lower()}")
        confirmes[cle] = row.confirme
    lignes = get_budget_visible(membre).filter(
        fiche__in=list(fiches), confirme=True, sens=SensBudget.PRODUIT.value, financeur__isnull=False
    )
    sommes = lignes.order_by().values_list("fiche", "financeur").annotate(total=Sum("montant_prevu"))
    for fiche_uuid, financeur, total in sommes:
        if total:
            cle = fiche_uuid, financeur
            promesses.setdefault(cle, []).append(write_financement(float(total)))
            confirmes.setdefault(cle, True)
    rangs = {uuid: rang for rang, uuid in enumerate(fiches)}
    for (fiche_uuid, organisation), mots in sorted(promesses.items(), key=lambda pair: rangs[pair[0][0]]):
        fiche = fiches[fiche_uuid]
        yield Engagement(
            organisation,
            OrigineEngagement.FICHE.value,
            fiche_uuid,
            tuple(mots),
            str(fiche),
            membre.espace_id,
            fiche.date_fin,
            confirmes.get((fiche_uuid, organisation)),
        )


def _list_decisions(membre: Membre) -> Iterable[Engagement]:
    rows = get_decisions(membre).filter(organisation_responsable__isnull=False).order_by("annee", "numero")
    for pk, organisation, annee, numero, libelle, statut, echeance, executee_le in rows.values_list(
        *("pk", "organisation_responsable", "annee", "numero", "libelle", "statut", "echeance", "executee_le")
    ):
        etat = ETATS_DECISIONS.get(statut, "")
        yield Engagement(
            organisation,
            OrigineEngagement.DECISION.value,
            pk,
            (libelle,),
            f"Décision {format_numero(annee, numero)}",
            membre.espace_id,
            echeance,
            True,
            etat=etat,
            jour=executee_le if etat == EtatEngagement.TENU else None,
            is_deduit=bool(etat),
        )


def _with_suivis(membre: Membre, engagements: Iterable[Engagement]) -> Iterable[Engagement]:
    """The last thing said of each counts, over what its decision says; one query."""
    last: dict[Cle, SuiviEngagement] = {}
    rows = SuiviEngagement.objects.visible_to(membre.compte).filter(espace=membre.espace_id)
    for row in rows.order_by("date", "created_at"):
        last[(row.organisation_id, row.objet_type, row.objet_uuid)] = row
    for engagement in engagements:
        suivi = last.get(engagement.cle)
        if suivi is None:
            yield engagement
            continue
        yield replace(
            engagement,
            etat=suivi.etat,
            phrase=suivi.phrase,
            jour=suivi.date,
            auteur=suivi.auteur_libelle,
            is_deduit=False,
        )


CHOIX_ETATS: Mapping[str, str] = {
    "": "tous",
    **{etat.value: etat.libelle for etat in EtatEngagement},
    NON_DITS: "à préciser",
}


def find_engagement(membre: Membre, today: date, cle: Cle) -> Engagement | None:
    """One of those that this place reads."""
    return next((row for row in get_engagements(membre, today) if row.cle == cle), None)


def get_organisation(membre: Membre, uuid: UUID) -> Organisation | None:
    """An organisation of this espace: whoever reads a commitment reads who made it."""
    return Organisation.objects.filter(espace=membre.espace_id, pk=uuid).first()


def list_suivis(membre: Membre, cle: Cle) -> list[SuiviEngagement]:
    """All that was said of it, the last first; one query."""
    organisation, objet_type, objet_uuid = cle
    rows = SuiviEngagement.objects.visible_to(membre.compte).filter(
        espace=membre.espace_id, organisation=organisation, objet_type=objet_type, objet_uuid=objet_uuid
    )
    return list(rows.order_by("-date", "-created_at")[:MAX_HISTOIRE])
