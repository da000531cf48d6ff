"""Unused comptes, and the messages sent to their owners."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Prefetch
from django.db.models.functions import Coalesce
from django.utils import timezone

from convive.comptes.models import Avertissement, Compte, MotifEffacement


@dataclass(frozen=True, slots=True)
class CompteInactif:
    """`envois` are the dates of the messages sent since the person was last seen, earliest first."""

    compte: Compte
    depuis: date
    envois: tuple[date, ...]

    def get_envoi(self, rang: int) -> date | None:
        return self.envois[rang] if rang < len(self.envois) else None


def list_comptes_inactifs(limite: datetime) -> list[CompteInactif]:
    """Comptes not seen since `limite`, except those of administrators of the installation. Two queries."""
    seen = Compte.objects.filter(is_active=True, is_staff=False).annotate(vu_le=Coalesce("last_login", "date_joined"))
    rows = seen.filter(vu_le__lte=limite).prefetch_related(_prefetch(MotifEffacement.INACTIVITE)).order_by("vu_le")
    return [_build(compte, timezone.localdate(compte.vu_le)) for compte in rows]


def list_comptes_partis(departs: Mapping[UUID, date]) -> list[CompteInactif]:
    """Comptes that are no longer a membre anywhere, since the date given for each. Two queries."""
    rows = Compte.objects.filter(pk__in=list(departs), is_active=True, is_staff=False)
    return [_build(compte, departs[compte.pk]) for compte in rows.prefetch_related(_prefetch(MotifEffacement.DEPART))]


def _prefetch(motif: str) -> Prefetch[str]:
    sent = Avertissement.objects.filter(motif=motif).order_by("date_envoi")
    return Prefetch("avertissements", sent, to_attr="envois_du_motif")


def _build(compte: Compte, depuis: date) -> CompteInactif:
    sent = [timezone.localdate(row.date_envoi) for row in compte.envois_du_motif]  # type: ignore[attr-defined]  # prefetched under this name by the query
    return CompteInactif(compte, depuis, tuple(day for day in sent if day >= depuis))
