"""A starting point with something in it, and a practice territory made from it."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from convive.comptes.models import Compte
from convive.espaces.actions.espace import create_espace
from convive.espaces.actions.note import SaisieNote, create_note
from convive.espaces.copie.ecriture import export_espace
from convive.espaces.models import Espace, TypeEspace
from convive.formation.actions.exercice import build_exercice, create_exercices
from convive.formation.models import Inscription, SessionFormation, TerritoireExercice
from convive.formation.rules.exercice import Demande
from tests.territoires.factories import CIVRAISIEN


def create_depart_essai(compte: Compte) -> Espace:
    """A practice espace with one note."""
    espace = create_espace(by=compte, reference=CIVRAISIEN, nom="Point de départ", type_espace=TypeEspace.ENTRAINEMENT)
    create_note(by=compte, espace=espace, saisie=SaisieNote("Le matin", "Ce que l’on trouve en arrivant."))
    return espace


def create_exercice_essai(
    by: Compte, session: SessionFormation, source: Espace, inscription: Inscription | None = None, **champs: Any
) -> TerritoireExercice:
    """Made, for a trainee or for « Groupe A ». With `expire_le`, as if it had been made long ago."""
    demande = Demande(inscription.nom, str(inscription.pk)) if inscription else Demande("Groupe A")
    (exercice,) = create_exercices(by=by, session=session, demandes=[demande])
    expire_le = timezone.localdate() + timedelta(days=90)
    with export_espace(source) as copie:
        assert build_exercice(by=by, uuid=exercice.pk, source=source, copie=copie, expire_le=expire_le)
    exercice.refresh_from_db()
    for champ, valeur in champs.items():
        setattr(exercice, champ, valeur)
    exercice.save()
    if "expire_le" in champs and exercice.exercice:
        Espace.objects.filter(pk=exercice.exercice_id).update(expire_le=champs["expire_le"])
        exercice.exercice.refresh_from_db()
    return exercice
