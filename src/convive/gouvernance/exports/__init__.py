"""What this package writes in files."""

from functools import partial

from convive.documents.registre import TypeDocument, types_documents
from convive.documents.rules import Famille
from convive.gouvernance.exports.diapositives import build_diapositives, build_exemple_diapositives
from convive.gouvernance.exports.documents_seance import TEXTES, get_builders, get_sujet, list_ou_completer
from convive.gouvernance.permissions import can_list_instances
from convive.gouvernance.rules.dossier import USAGES, DocumentSeance
from convive.gouvernance.selectors.dossier import list_choix_seances

ORDRE = 19
LIBELLE_CHOIX = "De quelle séance ?"


def record_documents() -> None:
    for document in DocumentSeance:
        is_texte = document in TEXTES
        build, build_exemple = get_builders(document) if is_texte else (build_diapositives, build_exemple_diapositives)
        types_documents.record(
            TypeDocument(
                document.value,
                USAGES[document].titre,
                USAGES[document].description,
                (Famille.TEXTE if is_texte else Famille.DIAPORAMA,),
                can_list_instances,
                build,
                build_exemple,
                list_choix=partial(list_choix_seances, document),
                libelle_choix=LIBELLE_CHOIX,
                get_sujet=get_sujet,
                list_ou_completer=list_ou_completer if is_texte else None,
                ordre=ORDRE,
            )
        )
