"""The shared diagnosis of the demonstration: a version that was validated, the one that is written, what was shown."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from convive.diagnostic.actions.diagnostic import TITRE, build_chapitres
from convive.diagnostic.models import Chapitre, Diagnostic, StatutDiagnostic
from convive.diagnostic.rules.sommaire import ZONES
from convive.documents.actions.gel import build_gel
from convive.documents.gels import gels
from convive.espaces.models import Espace, Membre
from convive.socle.formats import date_longue
from convive.socle.objets import objets
from convive.socle.recit import Recit

HEURE = time(17, 40)


def create_diagnostic_demo(espace: Espace, recit: Recit) -> None:
    """Its dates are before today, so it is not written by the actions, which date everything from now."""
    contenu = recit.read("diagnostic")
    places = {place.compte_id: place for place in Membre.objects.filter(espace=espace).select_related("compte")}
    by_cle = {cle: places[uuid] for cle, uuid in recit.comptes.items() if uuid in places}
    ancien = create_version(espace, recit, is_ancienne=True)
    valide = contenu["valide"]
    jour = timezone.localdate() - timedelta(days=valide["jours"])
    _freeze(ancien, by_cle[valide["auteur"]], valide["jours"], f"Validé le {date_longue(jour)} par {valide['par']}")
    ancien.statut, ancien.date_validation, ancien.validation = StatutDiagnostic.VALIDE, jour, valide["par"]
    ancien.save()
    actuel = create_version(espace, recit, precedent=ancien)
    presente = contenu["presente"]
    _freeze(actuel, by_cle[presente["auteur"]], presente["jours"], presente["motif"])


def create_version(
    espace: Espace, recit: Recit, *, precedent: Diagnostic | None = None, is_ancienne: bool = False
) -> Diagnostic:
    """A version whose chapters hold what the file says of each; the former one has its first words only."""
    diagnostic = Diagnostic.objects.create(
        espace=espace,
        titre=TITRE,
        numero=1 if precedent is None else precedent.numero + 1,
        diagnostic_precedent=precedent,
    )
    textes = {ligne.get("thematique") or ligne["cle"]: ligne for ligne in recit.read("diagnostic")["chapitres"]}
    for chapitre in build_chapitres(diagnostic, timezone.localdate()):
        ligne = textes.get(chapitre.thematique.nom if chapitre.thematique else chapitre.cle, {})
        _fill(chapitre, ligne, recit.get_compte(ligne.get("par", "chargee")), is_ancienne=is_ancienne)
        chapitre.save()
    return diagnostic


def _fill(chapitre: Chapitre, ligne: Mapping[str, Any], auteur: UUID, *, is_ancienne: bool) -> None:
    chapitre.created_by_id = chapitre.updated_by_id = auteur
    if is_ancienne:
        chapitre.voyons = ligne.get("hier", "")
    else:
        for zone in ZONES:
            setattr(chapitre, zone, ligne.get(zone, ""))


def _freeze(diagnostic: Diagnostic, place: Membre, jours: int, motif: str) -> None:
    gelable, day = gels.get("diagnostic"), timezone.localdate() - timedelta(days=jours)
    assert gelable is not None  # noqa: S101 - declared by diagnostic
    build_gel(
        espace=diagnostic.espace,
        reference=objets.get_reference(diagnostic),
        contenu=gelable.build_contenu(place, diagnostic),
        motif=motif,
        date=timezone.make_aware(datetime.combine(day, HEURE)),
        by=place.compte,
        fonction=str(place.get_role_display()),
    ).save()
