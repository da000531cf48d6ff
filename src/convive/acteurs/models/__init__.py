"""The rows of the directory, one file per noun."""

from convive.acteurs.models.annuaire import AnnuaireQuerySet
from convive.acteurs.models.echange import EchangeActeur, EchangeActeurQuerySet, NatureEchange
from convive.acteurs.models.groupe import Groupe
from convive.acteurs.models.imports import (
    EcritImport,
    FichierImporte,
    FichierImporteQuerySet,
    Import,
    ImportQuerySet,
    StatutImport,
)
from convive.acteurs.models.lettre_groupe import (
    DestinataireLettre,
    DestinataireLettreQuerySet,
    LettreGroupe,
    LettreGroupeQuerySet,
    OppositionLettre,
)
from convive.acteurs.models.organisation import (
    LienOrganisations,
    LienQuerySet,
    NatureLien,
    Organisation,
    OrganisationQuerySet,
    Position,
    TypeOrganisation,
)
from convive.acteurs.models.personne import Civilite, Fonction, FonctionQuerySet, Personne, PersonneQuerySet
from convive.acteurs.models.poste import FinancementCaf, PosteCooperation, PosteQuerySet
from convive.acteurs.models.rapprochement import Decision, Rapprochement

__all__ = [
    "AnnuaireQuerySet",
    "Civilite",
    "Decision",
    "DestinataireLettre",
    "DestinataireLettreQuerySet",
    "EchangeActeur",
    "EchangeActeurQuerySet",
    "EcritImport",
    "FichierImporte",
    "FichierImporteQuerySet",
    "FinancementCaf",
    "Fonction",
    "FonctionQuerySet",
    "Groupe",
    "Import",
    "ImportQuerySet",
    "LettreGroupe",
    "LettreGroupeQuerySet",
    "LienOrganisations",
    "LienQuerySet",
    "NatureEchange",
    "NatureLien",
    "OppositionLettre",
    "Organisation",
    "OrganisationQuerySet",
    "Personne",
    "PersonneQuerySet",
    "Position",
    "PosteCooperation",
    "PosteQuerySet",
    "Rapprochement",
    "StatutImport",
    "TypeOrganisation",
]
