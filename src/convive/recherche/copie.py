"""What this package says of its own models when an espace is copied."""

from convive.espaces.copie.registre import copie
from convive.espaces.models import Espace
from convive.recherche.actions import update_index
from convive.recherche.models import EntreeRecherche, IndexSqlite


def _update_index(espace: Espace) -> None:
    update_index(espace=espace)


def record_copie() -> None:
    copie.record_exclus(EntreeRecherche, "L’index de la recherche se refait à mesure que les objets s’écrivent.")
    # A copy writes its rows in bulk, which nobody hears.
    copie.record_suite(_update_index)
    copie.record_exclus(IndexSqlite, "Les mots de l’index : la base les déduit des entrées.")
