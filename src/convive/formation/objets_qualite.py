"""What the journal may point at, of the quality of a training body."""

from typing import Any

from django.db import models
from django.urls import reverse

from convive.documents.porteurs import Porteur, porteurs
from convive.espaces.objets import get_espace_uuid
from convive.formation.models import (
    ActionAmelioration,
    ActionCompetence,
    DossierIntervenant,
    NouvelleVeille,
    PartenaireHandicap,
    PreuveQualiopi,
    Reclamation,
    SousTraitance,
    TerritoireExercice,
)
from convive.socle.objets import TypeObjet, objets

REGISTRES: tuple[tuple[str, type[models.Model], str, str, str], ...] = (
    ("reclamation", Reclamation, "reclamations", "Réclamation", "la réclamation"),
    ("action_amelioration", ActionAmelioration, "amelioration", "Action d’amélioration", "l’action d’amélioration"),
    ("nouvelle_veille", NouvelleVeille, "veille", "Nouvelle de veille", "la nouvelle"),
    ("dossier_intervenant", DossierIntervenant, "intervenants", "Dossier d’intervenant·e", "le dossier de"),
    ("action_competence", ActionCompetence, "competences", "Action du plan de compétences", "l’action du plan"),
    ("partenaire_handicap", PartenaireHandicap, "handicap", "Partenaire du réseau handicap", "le partenaire"),
    ("preuve_qualiopi", PreuveQualiopi, "preuves", "Preuve Qualiopi", "la preuve"),
    ("sous_traitance", SousTraitance, "sous-traitance", "Sous-traitance", "la sous-traitance"),
)
PAGE_REGISTRE = "formation:registre_update"


def _build_type(cle: str, modele: Any, registre: str, libelle: str, defini: str) -> TypeObjet:
    return TypeObjet(
        cle,
        modele,
        libelle,
        lambda row: reverse(PAGE_REGISTRE, args=[row.espace_id, registre, row.pk]),
        modele.objects.visible_to,
        get_espace_uuid=get_espace_uuid,
        defini=defini,
    )


def record_objets_qualite() -> None:
    objets.record(
        TypeObjet(
            "territoire_exercice",
            TerritoireExercice,
            "Territoire d’exercice",
            lambda row: reverse("formation:exercice_detail", args=[row.espace_id, row.session_id, row.pk]),
            TerritoireExercice.objects.visible_to,
            get_espace_uuid=get_espace_uuid,
            defini="le territoire d’exercice",
        ),
        *(_build_type(*registre) for registre in REGISTRES),
    )
    # One panel serves every register: their page is the same.
    first, *others = (registre[0] for registre in REGISTRES)
    porteurs.record(Porteur(first, PAGE_REGISTRE), *(Porteur(cle) for cle in others))
