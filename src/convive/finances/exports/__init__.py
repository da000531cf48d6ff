"""The documents of this package."""

from convive.documents.registre import TypeDocument, types_documents
from convive.documents.rules import Famille
from convive.finances.exports.commune import build_commune, build_exemple_commune, list_choix_commune
from convive.finances.exports.financement import build_exemple_financement, build_financement, list_choix_annee
from convive.finances.permissions import can_list_communes, can_list_financements

CLE_FINANCEMENT = "plan_financement"
CLE_COMMUNE = "commune_convention"


def record_documents() -> None:
    types_documents.record(
        TypeDocument(
            CLE_FINANCEMENT,
            "Plan de financement",
            "Une année\u00a0: qui paie quoi, ce qui est signé, ce qui reste à trouver, l’investissement à part.",
            (Famille.TEXTE, Famille.CLASSEUR),
            can_list_financements,
            build_financement,
            build_exemple_financement,
            list_choix=list_choix_annee,
            libelle_choix="Année",
            ordre=16,
        ),
        TypeDocument(
            CLE_COMMUNE,
            "La convention pour une commune",
            "Une page pour le conseil municipal\u00a0: ce que la commune paie, ce que la Caf verse, action par action.",
            (Famille.TEXTE,),
            can_list_communes,
            build_commune,
            build_exemple_commune,
            list_choix=list_choix_commune,
            libelle_choix="Commune",
            ordre=17,
        ),
    )
