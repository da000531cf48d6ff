"""Keep what an espace counts by itself. Every action writes the journal; that of a value keeps what it was before."""

from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from convive.comptes.models import Compte
from convive.diagnostic.models.indicateur import (
    AVEC_VALEUR,
    IndicateurEspace,
    MesureEspace,
    ReleveMillesimes,
    SeuilIndicateur,
)
from convive.diagnostic.rules.propres import (
    ANNEE_MIN,
    ANNEES_A_VENIR,
    IndicateurRefuse,
    explain_pourcentage,
    format_seuil,
)
from convive.diagnostic.selectors.propres import get_millesimes_charges
from convive.espaces.actions.ecriture import Ecriture, FicheChangee, Saisie, lock_fiche, update_fiche
from convive.espaces.actions.trace import record
from convive.espaces.models import Espace, Thematique
from convive.espaces.permissions import refuse_espace_expire
from convive.journal.models import Geste
from convive.socle.formats import nombre


@transaction.atomic
def create_indicateur(*, by: Compte, espace: Espace, saisie: Saisie) -> IndicateurEspace:
    refuse_espace_expire(espace)
    indicateur = IndicateurEspace.objects.create(espace=espace, **saisie.valeurs)
    thematiques = Thematique.objects.filter(espace=espace, pk__in=saisie.get_choisies("thematiques"))
    indicateur.thematiques.set(thematiques)
    record(by, Geste.CREER, indicateur, espace)
    return indicateur


@transaction.atomic
def update_indicateur(*, by: Compte, indicateur: IndicateurEspace, saisie: Saisie) -> bool:
    """Whether something changed. Raise FicheChangee when someone else saved it meanwhile."""
    return update_fiche(lock_fiche(indicateur), saisie, by=by)


@transaction.atomic
def close_indicateur(*, by: Compte, indicateur: IndicateurEspace) -> None:
    """Archive: it is no longer listed nor watched, its values stay. Doing it twice changes nothing."""
    current = lock_fiche(indicateur)
    if current.archive_le is None:
        current.archive_le = timezone.now()
        current.save()
        record(by, Geste.CLORE, current, current.espace)


@transaction.atomic
def reopen_indicateur(*, by: Compte, indicateur: IndicateurEspace) -> None:
    current = lock_fiche(indicateur)
    if current.archive_le is not None:
        current.archive_le = None
        current.save()
        record(by, Geste.ROUVRIR, current, current.espace)


@transaction.atomic
def record_mesure(*, by: Compte, indicateur: IndicateurEspace, annee: int, saisie: Saisie) -> bool:
    """Write the value of a year; whether something changed. The journal keeps both values.

    `saisie` is of version 0 for a value that is new. Raise IndicateurRefuse for a year or a value that cannot be, or a
    new one that someone else wrote meanwhile; FicheChangee when someone else changed it.
    """
    current = lock_fiche(indicateur)
    mesure = MesureEspace.objects.select_for_update().filter(indicateur=current, annee=annee).first()
    avant = _say(mesure) if mesure else ""
    try:
        ecriture = Ecriture(mesure or MesureEspace(indicateur=current, annee=annee, version=0), saisie)
    except FicheChangee:
        if saisie.version:
            raise
        raise IndicateurRefuse(
            f"L’année {annee} a déjà une valeur, écrite entre-temps\u00a0: relisez-la d’abord."
        ) from None
    _refuse(ecriture.objet)
    if ecriture.is_changee:
        ecriture.write(by)
        detail = {"annee": annee, "avant": avant, "apres": _say(ecriture.objet)}
        record(by, Geste.MODIFIER, current, current.espace, **detail)
    return ecriture.is_changee


@transaction.atomic
def delete_mesure(*, by: Compte, indicateur: IndicateurEspace, annee: int) -> None:
    """Take the value of a year away; the journal keeps it. Doing it twice changes nothing."""
    current = lock_fiche(indicateur)
    mesure = MesureEspace.objects.filter(indicateur=current, annee=annee).first()
    if mesure is not None:
        avant = _say(mesure)
        mesure.delete()
        record(by, Geste.MODIFIER, current, current.espace, annee=annee, avant=avant, apres="")


@transaction.atomic
def update_seuil(*, by: Compte, espace: Espace, indicateur: str, seuil: Decimal | None, sens_seuil: str) -> bool:
    """Watch an indicator of the catalogue, or no longer with None; whether something changed."""
    refuse_espace_expire(espace)
    current, _ = SeuilIndicateur.objects.select_for_update().get_or_create(espace=espace, indicateur=indicateur)
    valeurs = {"seuil": seuil, "sens_seuil": sens_seuil}
    if all(getattr(current, champ) == valeur for champ, valeur in valeurs.items()):
        return False
    avant = _say_seuil(current)
    current.seuil, current.sens_seuil = seuil, sens_seuil
    current.save()
    record(by, Geste.MODIFIER, current, espace, indicateur=indicateur, avant=avant, apres=_say_seuil(current))
    return True


@transaction.atomic
def record_releve(*, by: Compte, espace: Espace) -> ReleveMillesimes:
    """Note the vintages of today as seen: the next ones are news. Raise DonneesAbsentes when nothing was built."""
    refuse_espace_expire(espace)
    releve, _ = ReleveMillesimes.objects.update_or_create(
        espace=espace, defaults={"millesimes": get_millesimes_charges()}
    )
    record(by, Geste.VALIDER, releve, espace)
    return releve


def _refuse(mesure: MesureEspace) -> None:
    last = timezone.localdate().year + ANNEES_A_VENIR
    if not ANNEE_MIN <= mesure.annee <= last:
        raise IndicateurRefuse(champs={"annee": f"Une année entre {ANNEE_MIN} et {last}."})
    if (mesure.statut in AVEC_VALEUR) != (mesure.valeur is not None):
        message = "Écrivez la valeur, ou indiquez pourquoi elle manque."
        if mesure.valeur is not None:
            message = "Sans valeur à montrer, laissez le nombre vide."
        raise IndicateurRefuse(champs={"valeur": message})
    if phrase := explain_pourcentage(mesure.valeur, mesure.indicateur.unite):
        raise IndicateurRefuse(champs={"valeur": phrase})


def _say(mesure: MesureEspace) -> str:
    """The value as the journal keeps it."""
    if mesure.valeur is None:
        return mesure.get_statut_display()
    return nombre(mesure.valeur.normalize(), max(-int(mesure.valeur.normalize().as_tuple().exponent), 0))


def _say_seuil(seuil: SeuilIndicateur) -> str:
    """The threshold as the journal keeps it; empty when nothing is watched."""
    if seuil.seuil is None:
        return ""
    decimales = max(-int(seuil.seuil.normalize().as_tuple().exponent), 0)
    return format_seuil(seuil.seuil, seuil.sens_seuil, decimales, "").strip()
