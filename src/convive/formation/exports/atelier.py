"""What a stagiaire downloads from an atelier: the texts of her group and her own, without anyone else’s name."""

from convive.documents.exports.page import build_texte, get_cadre
from convive.documents.rules import Contenu
from convive.formation.selectors.atelier_stagiaire import AtelierLu

TEMPLATE = "formation/types/atelier.html"


def build_travail(lu: AtelierLu) -> Contenu:
    """The document, without empty boxes."""
    blocs = [
        (bloc.bloc.titre, [(case.case.nom, case.texte) for case in bloc.cases if case.texte.strip()])
        for bloc in (*lu.blocs_groupe, *lu.blocs_personne)
    ]
    contexte = {"lu": lu, "blocs": [(titre, cases) for titre, cases in blocs if cases]}
    return build_texte(get_cadre(lu.atelier.espace), lu.titre, TEMPLATE, contexte)
