"""Change or end the place of a member. Every action writes the journal."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from convive.comptes.models import Compte
from convive.espaces.actions.trace import record
from convive.espaces.models import Espace, Membre, Role, Thematique
from convive.espaces.permissions import refuse_espace_expire
from convive.espaces.rules import EspaceRefuse, Limites, get_date_fin
from convive.espaces.selectors.limites import build_limites_en_mots, is_limites_possibles
from convive.journal.models import Geste
from convive.socle.formats import date_longue

REFUS_ENTRE_TEMPS = "Quelqu’un a modifié cet accès pendant que vous remplissiez la page : rien n’est enregistré."
REFUS_LIMITES = "Une thématique ou une commune cochée n’est pas de cet espace : rechargez la page."


def _lock_place(membre: Membre) -> Espace:
    """The espace of a place, its row locked, so that two people do not leave together and let nobody.

    Raise EspaceRefuse when the place is no longer held.
    """
    espace = Espace.objects.select_for_update().get(pk=membre.espace_id)
    refuse_espace_expire(espace)
    membre.refresh_from_db(fields=["date_fin", "role", "communes", "updated_at"])
    if not membre.is_en_cours:
        raise EspaceRefuse("Cette personne n’est déjà plus membre de l’espace.")
    return espace


def _refuse_depart(membre: Membre) -> None:
    """Raise EspaceRefuse when nobody else coordinates the whole espace without an end in sight."""
    charges = Membre.objects.charges_durables().filter(espace=membre.espace_id)
    if charges.filter(pk=membre.pk).exists() and not charges.exclude(pk=membre.pk).exists():
        raise EspaceRefuse(
            "Un espace garde au moins un·e chargé·e de coopération sans limite ni date de fin\u00a0: "
            "invitez d’abord quelqu’un."
        )


@transaction.atomic
def update_membre(
    *, by: Compte, membre: Membre, role: str, dernier_jour: date | None, limites: Limites | None = None, vu_le: str = ""
) -> None:
    """Change the role of a member, the last day of the mandate (None: no end in sight), its limits (None: the same).
    `vu_le` is the date of the place that the person read; empty, nothing is compared.

    Raise EspaceRefuse when it would leave the espace without chargé·e de coopération, or for a place already closed,
    or changed since it was read.
    """
    espace = _lock_place(membre)
    if vu_le and vu_le != membre.updated_at.isoformat():
        raise EspaceRefuse(f"{REFUS_ENTRE_TEMPS} {_build_phrase_place(membre)}")
    anciennes = membre.limites
    limites = anciennes if limites is None else limites
    if not is_limites_possibles(espace, limites, anciennes):
        raise EspaceRefuse(REFUS_LIMITES)
    if role != Role.CHARGE_COOPERATION or dernier_jour is not None or limites.is_limitee:
        _refuse_depart(membre)
    former = _describe(membre)
    membre.role, membre.date_fin = role, dernier_jour and get_date_fin(dernier_jour)
    membre.communes = sorted(limites.communes)
    membre.save(update_fields=["role", "date_fin", "communes", "updated_at"])
    membre.thematiques.set(Thematique.objects.filter(pk__in=limites.thematiques))
    record(by, Geste.MODIFIER, membre, espace, avant=former, apres=_describe(membre))


def _build_phrase_place(membre: Membre) -> str:
    """The place as it is saved, for someone who was about to change another."""
    fin = f"jusqu’au {date_longue(membre.dernier_jour)}" if membre.dernier_jour else "sans date de fin"
    limites = build_limites_en_mots(membre.espace, [Membre.objects.get(pk=membre.pk)])[membre.pk]
    return (
        f"Elle est maintenant : {membre.get_role_display()}, {fin}, {limites}. Pour la changer quand même, recommencez."
    )


def _describe(membre: Membre) -> dict[str, object]:
    """What the journal keeps of a place; its limits when it has some."""
    words: dict[str, object] = {"role": str(membre.role), "dernier_jour": membre.dernier_jour}
    thematiques = [thematique.nom for thematique in membre.thematiques.all()]
    return words | ({"communes": membre.communes, "thematiques": thematiques} if membre.limites.is_limitee else {})


@transaction.atomic
def close_membre(*, by: Compte, membre: Membre) -> None:
    """End a membership today. Raise EspaceRefuse for the last chargé·e de coopération, or when it has already ended."""
    espace = _lock_place(membre)
    _refuse_depart(membre)
    membre.date_fin = timezone.localdate()
    membre.save(update_fields=["date_fin", "updated_at"])
    record(by, Geste.CLORE, membre, espace)
