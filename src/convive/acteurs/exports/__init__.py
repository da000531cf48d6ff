"""What this package writes in files: the move to cooperation posts, and the lettre de mission of one of them."""

from convive.acteurs.exports.lettre_mission import (
    build_exemple_lettre,
    build_lettre,
    can_export_lettres,
    list_choix_lettres,
)
from convive.acteurs.exports.lettres_groupe import (
    build_exemple_papier,
    build_lettres_papier,
    estimate_pages_papier,
    list_choix_papier,
)
from convive.acteurs.exports.postes import build_avant_apres, build_exemple_avant_apres
from convive.acteurs.permissions import can_create_lettre, can_list_acteurs
from convive.documents.registre import TypeDocument, types_documents
from convive.documents.rules import Famille

CLE_AVANT_APRES = "postes_avant_apres"
CLE_LETTRE = "lettre_mission"
CLE_LETTRES_PAPIER = "lettres_papier"


def record_documents() -> None:
    types_documents.record(
        TypeDocument(
            CLE_AVANT_APRES,
            "Les postes de coopération, avant et après",
            "Une page pour une direction générale : qui coordonnait quoi, qui le fait aujourd’hui, combien d’ETP. "
            "Les deux jours se choisissent depuis « Acteurs », page « Postes ».",
            (Famille.TEXTE,),
            can_list_acteurs,
            build_avant_apres,
            build_exemple_avant_apres,
            ordre=12,
        ),
        TypeDocument(
            CLE_LETTRE,
            "Une lettre de mission",
            "Pour un poste de coopération : son cadre, des missions à garder ou à rayer, les objectifs de l’année, les "
            "cases à signer. Ce que l’espace ne sait pas reste entre crochets.",
            (Famille.TEXTE,),
            can_export_lettres,
            build_lettre,
            build_exemple_lettre,
            list_choix=list_choix_lettres,
            libelle_choix="Pour quel poste ?",
            ordre=13,
        ),
        TypeDocument(
            CLE_LETTRES_PAPIER,
            "Les lettres à poster",
            "Les lettres sur papier, pour les personnes sans adresse e-mail\u00a0: un fichier, une page par personne.",
            (Famille.TEXTE,),
            can_create_lettre,
            build_lettres_papier,
            build_exemple_papier,
            list_choix=list_choix_papier,
            libelle_choix="Quelle lettre\u00a0?",
            estimate_pages=estimate_pages_papier,
            ordre=14,
        ),
    )
