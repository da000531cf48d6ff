"""Read the lists of constats that were sent to partners, and who has answered how many."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from convive.diagnostic.models import AvisConstat, Constat, DemandeAvis
from convive.diagnostic.rules.elements import CLE_DEMANDE
from convive.diagnostic.rules.elements import DONNER_AVIS_LISTE as DONNER_AVIS_LISTE
from convive.espaces.models import LienMagique, Membre
from convive.espaces.models.lien_magique import LienMagiqueQuerySet
from convive.espaces.rules import EtatLien

CLE_OBJET = CLE_DEMANDE
MAX_DEMANDES = 20


@dataclass(frozen=True, slots=True)
class LigneDestinataire:
    """Whoever holds a link to a list: how many of its constats have her avis."""

    nom: str
    donnes: int
    etat: EtatLien

    @property
    def is_ouvert(self) -> bool:
        return self.etat is EtatLien.ACTIF


@dataclass(frozen=True, slots=True)
class LigneDemande:
    demande: DemandeAvis
    constats: tuple[Constat, ...]
    destinataires: tuple[LigneDestinataire, ...]


def get_constats_demandes(demande: DemandeAvis) -> QuerySet[Constat]:
    """Those that are still shared, in the order of their sharing."""
    rows = Constat.objects.presentes().filter(demandes_avis=demande, date_partage__isnull=False)
    return rows.order_by("date_partage", "created_at", "pk")


def list_avis_lien(lien: LienMagique, constats: Iterable[Constat]) -> dict[UUID, AvisConstat]:
    """By constat, what the holder of a link said already; one query."""
    rows = AvisConstat.objects.filter(auteur_email=lien.email, constat__in=list(constats))
    return {avis.constat_id: avis for avis in rows}


def list_demandes(membre: Membre) -> list[LigneDemande]:
    """The last lists of an espace, with those to whom they were sent; four queries, one without any list."""
    rows = DemandeAvis.objects.filter(espace=membre.espace_id).prefetch_related("constats").order_by("-created_at")
    demandes = {demande.pk: demande for demande in rows[:MAX_DEMANDES]}
    if not demandes:
        return []
    sent: dict[UUID, list[LienMagique]] = {}
    for lien in _get_liens(membre).filter(objet_uuid__in=list(demandes)).order_by("nom", "created_at"):
        sent.setdefault(lien.objet_uuid, []).append(lien)
    donnes = set(
        AvisConstat.objects.filter(constat__espace=membre.espace_id)
        .exclude(auteur_email="")
        .values_list("constat", "auteur_email")
    )
    lignes = []
    for demande in demandes.values():
        constats = tuple(c for c in demande.constats.all() if c.date_suppression is None)
        # The last link of each person: a former one was revoked by it.
        latest = {lien.email: lien for lien in sent.get(demande.pk, ())}
        destinataires = [
            LigneDestinataire(lien.nom, sum((c.pk, lien.email) in donnes for c in constats), lien.get_etat())
            for lien in latest.values()
        ]
        lignes.append(LigneDemande(demande, constats, tuple(destinataires)))
    return lignes


def list_attendus_demandes(membre: Membre) -> dict[UUID, list[tuple[str, str]]]:
    """By constat, the name and address of those who hold a living link to a list where it is; two queries."""
    liens = list(_get_liens(membre).utilisables(timezone.now()).order_by("nom"))
    if not liens:
        return {}
    pairs = DemandeAvis.constats.through.objects.filter(demandeavis__in=[lien.objet_uuid for lien in liens])
    constats: dict[UUID, list[UUID]] = {}
    for demande, constat in pairs.values_list("demandeavis", "constat"):
        constats.setdefault(demande, []).append(constat)
    found: dict[UUID, list[tuple[str, str]]] = {}
    for lien in liens:
        for constat in constats.get(lien.objet_uuid, ()):
            found.setdefault(constat, []).append((lien.nom, lien.email))
    return found


def _get_liens(membre: Membre) -> LienMagiqueQuerySet:
    return LienMagique.objects.filter(espace=membre.espace_id, objet_type=CLE_OBJET, geste=DONNER_AVIS_LISTE)
