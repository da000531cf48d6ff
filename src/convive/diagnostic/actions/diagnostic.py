"""Start a diagnosis, validate a version, open the next one. Every action writes the journal."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from convive.comptes.models import Compte
from convive.diagnostic.models import Chapitre, Diagnostic, StatutDiagnostic
from convive.diagnostic.rules.sommaire import ZONES
from convive.diagnostic.selectors.sommaire import get_sommaire
from convive.documents.actions.gel import create_gel
from convive.documents.models import Gel
from convive.espaces.actions.trace import record
from convive.espaces.models import Espace, Membre, Thematique
from convive.espaces.permissions import refuse_espace_expire
from convive.espaces.rules import EspaceRefuse
from convive.journal.models import Geste
from convive.socle.formats import date_longue

TITRE = "Diagnostic partagé"


@transaction.atomic
def create_diagnostic(*, by: Compte, espace: Espace) -> Diagnostic:
    """The first version, with the chapters of the usual table of contents; the one that is written, when there is one:
    two clicks make one diagnosis."""
    refuse_espace_expire(Espace.objects.select_for_update().get(pk=espace.pk))
    present = Diagnostic.objects.filter(espace=espace, statut=StatutDiagnostic.EN_COURS).first()
    if present is not None:
        return present
    former = Diagnostic.objects.filter(espace=espace).order_by("-numero").first()
    if former is not None:
        return _open_suivant(by, former)
    diagnostic = Diagnostic.objects.create(espace=espace, titre=TITRE)
    for chapitre in build_chapitres(diagnostic, timezone.localdate()):
        chapitre.created_by = chapitre.updated_by = by
        chapitre.save()
    record(by, Geste.CREER, diagnostic, espace)
    return diagnostic


def build_chapitres(diagnostic: Diagnostic, jour: date) -> list[Chapitre]:
    """The chapters of the usual table of contents, not saved: one for each thématique in use."""
    chapitres: list[Chapitre] = []
    for modele in get_sommaire(jour):
        thematiques: list[Thematique | None] = [None]
        if modele.is_par_thematique:
            thematiques = list(Thematique.objects.actives().filter(espace=diagnostic.espace_id))
        chapitres += [
            Chapitre(
                espace_id=diagnostic.espace_id,
                diagnostic=diagnostic,
                cle=modele.cle,
                thematique=thematique,
                titre=thematique.nom if thematique else modele.titre,
            )
            for thematique in thematiques
        ]
    for rang, chapitre in enumerate(chapitres, 1):
        chapitre.ordre = rang
    return chapitres


@transaction.atomic
def validate_diagnostic(*, by: Membre, diagnostic: Diagnostic, jour: date, validation: str) -> Gel:
    """Freeze a version as it is, then close it for good. Raise EspaceRefuse when it is already."""
    current = lock_diagnostic(diagnostic)
    current.espace = by.espace
    gel = create_gel(by=by, objet=current, motif=f"Validé le {date_longue(jour)} par {validation}")
    current.statut, current.date_validation, current.validation = StatutDiagnostic.VALIDE, jour, validation
    current.save(update_fields=["statut", "date_validation", "validation", "updated_at"])
    record(by.compte, Geste.VALIDER, current, by.espace, date=jour.isoformat(), validation=validation)
    return gel


def _open_suivant(by: Compte, former: Diagnostic) -> Diagnostic:
    """The next version starts from the chapters of the former one, words included."""
    diagnostic = Diagnostic.objects.create(
        espace=former.espace, titre=former.titre, numero=former.numero + 1, diagnostic_precedent=former
    )
    for chapitre in Chapitre.objects.filter(diagnostic=former).order_by("ordre"):
        Chapitre.objects.create(
            espace_id=former.espace_id,
            diagnostic=diagnostic,
            cle=chapitre.cle,
            ordre=chapitre.ordre,
            thematique_id=chapitre.thematique_id,
            titre=chapitre.titre,
            is_masque=chapitre.is_masque,
            created_by=by,
            updated_by=by,
            **{zone: getattr(chapitre, zone) for zone in ZONES},
        )
    record(by, Geste.CREER, diagnostic, former.espace, depuis=str(former))
    return diagnostic


def lock_diagnostic(diagnostic: Diagnostic) -> Diagnostic:
    """The version as it is now, kept until the end of the transaction. Raise EspaceRefuse when it is validated."""
    current = Diagnostic.objects.select_for_update().select_related(None).get(pk=diagnostic.pk)
    refuse_espace_expire(current.espace)
    if current.is_valide:
        raise EspaceRefuse(f"« {current} » est validé\u00a0: il ne change plus. Ouvrez la version suivante.")
    return current
