"""Say, after an election, who was elected again and who is no longer. The journal says it on each person."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from convive.acteurs.models import Fonction
from convive.acteurs.rules.mandats import Scrutin, is_a_confirmer
from convive.comptes.models import Compte
from convive.espaces.actions.trace import record
from convive.espaces.models import Espace
from convive.espaces.permissions import refuse_espace_expire
from convive.journal.models import Geste


@dataclass(frozen=True, slots=True)
class ReponsesScrutin:
    """Mandates whose holder was elected again, and those whose holder is no longer."""

    reelus: tuple[Fonction, ...] = ()
    finis: tuple[Fonction, ...] = ()


@transaction.atomic
def validate_mandats(*, by: Compte, espace: Espace, scrutin: Scrutin, reponses: ReponsesScrutin) -> int:
    """Each former mandate ends on the eve of the new ones; who was elected again gets a new one, from that day on.

    How many were settled; one that someone settled meanwhile is left as it is.
    """
    refuse_espace_expire(espace)
    done = 0
    for fonctions, is_reelu in ((reponses.reelus, True), (reponses.finis, False)):
        for fonction in _lock(espace, scrutin, fonctions):
            nouvelle = _build_suite(fonction, scrutin) if is_reelu else None
            fonction.date_fin = scrutin.jour
            fonction.is_contact_principal = fonction.is_contact_principal and not is_reelu
            fonction.save()
            if nouvelle is not None:
                nouvelle.save()
            geste = Geste.VALIDER if is_reelu else Geste.CLORE
            record(by, geste, fonction.personne, espace, organisation=str(fonction.organisation), reelu=is_reelu)
            done += 1
    return done


def _lock(espace: Espace, scrutin: Scrutin, fonctions: Iterable[Fonction]) -> list[Fonction]:
    """Those that are still to confirm."""
    today = timezone.localdate()
    rows = Fonction.objects.select_for_update(of=("self",)).filter(espace=espace, pk__in=[f.pk for f in fonctions])
    return [
        row
        for row in rows.select_related("personne", "organisation")
        if is_a_confirmer(
            scrutin,
            today,
            is_elu=row.is_elu,
            type=row.organisation.type,
            debut=row.date_debut,
            fin=row.date_fin,
        )
    ]


def _build_suite(fonction: Fonction, scrutin: Scrutin) -> Fonction:
    """The new mandate; its end is not known yet."""
    return Fonction(
        espace_id=fonction.espace_id,
        personne_id=fonction.personne_id,
        organisation_id=fonction.organisation_id,
        intitule=fonction.intitule,
        is_elu=True,
        is_contact_principal=fonction.is_contact_principal,
        date_debut=scrutin.jour,
    )
