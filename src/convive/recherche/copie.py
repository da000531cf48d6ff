"""What this package says of its own models when an espace is copied."""

from convive.espaces.copie.registre import copie
from convive.recherche.models import EntreeRecherche, IndexSqlite


def record_copie() -> None:
    copie.record_exclus(EntreeRecherche, "L’index de la recherche se refait à mesure que les objets s’écrivent.")
    copie.record_exclus(IndexSqlite, "Les mots de l’index : la base les déduit des entrées.")
