"""A chargée at the fortieth day of her post: what she did of the path, where she said that she was when she came."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from convive.comptes.models import Compte
from convive.espaces.models import Espace, Membre
from convive.prise_poste.models import (
    AutoEvaluation,
    EtapePriseDePoste,
    LettreMission,
    NoteCompetence,
    ObjectifMission,
    Passation,
    PrisePoste,
    RapportActivite,
)
from convive.prise_poste.selectors.lettre_mission import build_valeurs, list_postes
from convive.socle.recit import Recit


def create_prise_poste_demo(espace: Espace, recit: Recit) -> None:
    """Dated from her first day, so not written by the actions, which date everything from now."""
    contenu = recit.read("prise_poste")
    compte = Compte.objects.get(pk=recit.auteur)
    debut = timezone.localdate() - timedelta(days=contenu["jour"] - 1)
    prise = PrisePoste.objects.create(espace=espace, compte=compte, date_debut=debut)
    for ligne in contenu["etapes"]:
        EtapePriseDePoste.objects.create(prise=prise, **ligne)
    _create_lettre(espace, compte, debut, contenu["lettre"])
    Passation.objects.create(espace=espace, **contenu["passation"])
    RapportActivite.objects.create(espace=espace, annee=timezone.localdate().year, **contenu["rapport"])
    for ligne in contenu["auto_evaluations"]:
        jour = debut + timedelta(days=ligne["jour"] - 1)
        evaluation = AutoEvaluation.objects.create(espace=espace, compte=compte, date=jour, terminee_le=timezone.now())
        NoteCompetence.objects.bulk_create(
            NoteCompetence(evaluation=evaluation, item=item, niveau=niveau, commentaire=ligne["mots"].get(item, ""))
            for item, niveau in ligne["niveaux"].items()
        )


def _create_lettre(espace: Espace, compte: Compte, debut: date, ligne: Mapping[str, Any]) -> None:
    place = Membre.objects.select_related("espace", "compte").get(espace=espace, compte=compte)
    poste = next(
        (row for row in list_postes(place, debut) if row.personne and row.personne.email == compte.email), None
    )
    valeurs = build_valeurs(place, poste) | ligne["textes"]
    fin = debut.replace(month=12, day=31)
    lettre = LettreMission.objects.create(
        espace=espace, annee=debut.year, date_debut=debut, date_fin=fin, **(valeurs | {"compte": compte})
    )
    for rang, objectif in enumerate(ligne["objectifs"], start=1):
        ObjectifMission.objects.create(lettre=lettre, ordre=rang, echeance=fin, **objectif)
