"""Paths and self-assessments, dated from today."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from convive.comptes.models import Compte
from convive.espaces.models import Espace, Membre
from convive.espaces.selectors.membre import get_membre
from convive.prise_poste.models import AutoEvaluation, LettreMission, NoteCompetence, ObjectifMission, PrisePoste


def in_days(jours: int) -> date:
    return timezone.localdate() + timedelta(days=jours)


def create_prise_essai(espace: Espace, compte: Compte, jour: int = 40, **champs: Any) -> PrisePoste:
    """Begun so that today is day `jour`."""
    return PrisePoste.objects.create(espace=espace, compte=compte, date_debut=in_days(1 - jour), **champs)


def create_evaluation_essai(
    espace: Espace, compte: Compte, niveaux: Mapping[str, int] | None = None, *, jours: int = 0, **champs: Any
) -> AutoEvaluation:
    """Finished, unless `terminee_le=None`; `jours` before today."""
    valeurs: dict[str, Any] = {"terminee_le": timezone.now(), "date": in_days(-jours)} | champs
    evaluation = AutoEvaluation.objects.create(espace=espace, compte=compte, **valeurs)
    for item, niveau in (niveaux or {"S1": 1, "F1": 2, "P1": 3}).items():
        NoteCompetence.objects.create(evaluation=evaluation, item=item, niveau=niveau, commentaire=f"Mot {item}")
    return evaluation


def create_lettre_essai(espace: Espace, compte: Compte, annee: int | None = None, **champs: Any) -> LettreMission:
    """Of this year unless told otherwise, with one objective."""
    annee = annee or timezone.localdate().year
    dates = {"date_debut": date(annee, 1, 1), "date_fin": date(annee, 12, 31)}
    valeurs: dict[str, Any] = {"compte": compte, "agent": str(compte), **dates} | champs
    lettre = LettreMission.objects.create(espace=espace, annee=annee, **valeurs)
    ObjectifMission.objects.create(lettre=lettre, resultat="Un inventaire fiable", echeance=date(annee, 6, 30), ordre=1)
    return lettre


def get_place(compte: Compte, espace: Espace) -> Membre:
    membre = get_membre(compte, espace.pk)
    assert membre is not None
    return membre
