"""Every URL × every role: what the table of rights closes is closed to everyone, and an outsider finds nothing.

The table is the one of the contract, `tests/contrat/table.py`: page → roles that open it.
"""

from collections.abc import Mapping

from tests.contrat.table import TABLE
from tools.campagnes.commun import ANONYME, Bilan, Decor, ask, find_pages, is_de_l_espace

TOUS = frozenset({"chargee", "coordinatrice", "directeur", "elue", "conseillere_caf", "partenaire"}) | frozenset(
    {"lectrice", "formatrice", "administrateur"}
)
# The consultante has the role partenaire in this espace.
MEMES = {"consultante": "partenaire"}
# Pages closed by the table for other people's objects, that this person may open for her own in the demonstration.
SIENNES: Mapping[tuple[str, str], str] = {
    ("acteurs:poste_update", "coordinatrice"): "Son propre poste.",
    ("acteurs:poste_close", "coordinatrice"): "Son propre poste.",
    ("espaces:lien_create", "coordinatrice"): "Un lien sur ce qu’elle peut envoyer ; la table essaie une place.",
    ("plan_action:statut_update", "elue"): "Les actions dont elle est l’élue référente.",
    ("gouvernance:engagement_update", "elue"): "Ce que sa commune a promis.",
    ("gouvernance:note_detail", "elue"): "Une note d’une instance qu’elle lit ; la table en essaie une sans séance.",
    ("gouvernance:note_detail", "conseillere_caf"): "De même.",
    ("documents:piece_update", "conseillere_caf"): "La pièce qu’elle a déposée.",
    ("documents:piece_delete", "conseillere_caf"): "La pièce qu’elle a déposée.",
    ("echanges:commentaire_update", "conseillere_caf"): "Le commentaire qu’elle a écrit.",
}
# Refused before anything is read, so the response is the same whether or not the object exists.
INCONNU = frozenset({404, 405})


def read_table() -> dict[str, frozenset[str]]:
    """View → roles that may open it, by at least one of its URLs."""
    table: dict[str, frozenset[str]] = {}
    for cle, acces in TABLE.items():
        page = cle.partition("(")[0]
        table[page] = table.get(page, frozenset()) | acces.lit
    return table


def is_ouverte(table: Mapping[str, frozenset[str]], page: str, qui: str) -> bool:
    return MEMES.get(qui, qui) in table.get(page, TOUS) or (page, qui) in SIENNES


def run(decor: Decor, *, par_vue: int = 2, maximum: int = 3000) -> Bilan:
    bilan = Bilan("adresses")
    table, parcours = read_table(), find_pages(bilan, decor, par_vue=par_vue, maximum=maximum)
    for qui, client in decor.clients.items():
        for url, vue in parcours.urls.items():
            statut = ask(bilan, client, url, qui=qui).statut
            page = vue.partition("?")[0]
            if not is_de_l_espace(url, decor.espace.pk):
                continue
            if qui == ANONYME and statut == 200:
                bilan.record("page d’un espace ouverte sans compte", url, qui)
            elif qui != ANONYME and qui not in decor.membres and statut not in INCONNU:
                bilan.record(f"page d’un espace connue d’une étrangère ({statut})", url, qui)
            elif qui in decor.membres and statut == 200 and not is_ouverte(table, page, qui):
                bilan.record("page fermée à ce rôle, et ouverte", url, qui)
    return bilan
