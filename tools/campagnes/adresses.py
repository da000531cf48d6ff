"""Every address × every role: what the table of rights closes is closed, whoever asks; a stranger finds nothing.

The table is the one of the contract, `tests/contrat/table.py`: page → roles that open it.
"""

from tests.contrat.table import TABLE
from tools.campagnes.commun import ANONYME, Bilan, Decor, ask, find_pages, is_de_l_espace

TOUS = frozenset({"chargee", "coordinatrice", "directeur", "elue", "conseillere_caf", "partenaire"}) | frozenset(
    {"lectrice", "formatrice", "administrateur"}
)
# The consultante is a partner of this espace.
MEMES = {"consultante": "partenaire"}


def read_table() -> dict[str, frozenset[str]]:
    """Who opens each view; by one of its addresses at least."""
    table: dict[str, frozenset[str]] = {}
    for cle, acces in TABLE.items():
        page = cle.partition("(")[0]
        table[page] = table.get(page, frozenset()) | acces.lit
    return table


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
            elif qui != ANONYME and qui not in decor.membres and statut != 404:
                bilan.record(f"page d’un espace connue d’une étrangère ({statut})", url, qui)
            elif qui in decor.membres and statut == 200 and MEMES.get(qui, qui) not in table.get(page, TOUS):
                bilan.record("page fermée à ce rôle, et ouverte", url, qui)
    return bilan
