"""The files that this package exports, and what it adds to the documents of other packages."""

from convive.documents.emplacements import Apport, emplacements
from convive.documents.registre import TypeDocument, types_documents
from convive.documents.rules import Famille
from convive.offre.exports.annexe import build_annexe_2, build_blocs_annexe, build_exemple_annexe
from convive.offre.exports.sppe import build_exemple_sppe, build_sppe
from convive.offre.permissions import can_list_services

CLE_SPPE = "competences_sppe"
CLE_ANNEXE = "annexe_2"
EMPLACEMENT_ANNEXE = "convention.annexe_2"


def record_documents() -> None:
    types_documents.record(
        TypeDocument(
            CLE_ANNEXE,
            "Annexe 2 : les services soutenus",
            "Les services que les collectivités soutiennent à une date, par thématique puis par commune. "
            "La date se choisit depuis « Offre de services », page « Annexe 2 ».",
            (Famille.TEXTE, Famille.CLASSEUR),
            can_list_services,
            build_annexe_2,
            build_exemple_annexe,
            ordre=14,
        ),
        TypeDocument(
            CLE_SPPE,
            "Service public de la petite enfance",
            "Qui exerce les quatre compétences dans chaque commune, depuis quand, et lesquelles sont obligatoires.",
            (Famille.TEXTE, Famille.CLASSEUR),
            can_list_services,
            build_sppe,
            build_exemple_sppe,
            ordre=15,
        ),
    )
    emplacements.record_apport(Apport("offre_annexe_2", EMPLACEMENT_ANNEXE, 10, can_list_services, build_blocs_annexe))
