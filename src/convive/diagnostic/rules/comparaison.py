"""What changes from one state of the diagnosis to another, chapter by chapter. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from convive.diagnostic.rules.redaction import ChapitreLu, DiagnosticLu
from convive.diagnostic.rules.sommaire import LIBRE, SOURCES
from convive.documents.rules.blocs import list_lignes
from convive.socle.comparaison import LigneComparee, compare_textes, has_changements


@dataclass(frozen=True, slots=True)
class ChapitreCompare:
    """The lines that differ; none when both say the same. `precision`: the chapter is in one state only."""

    titre: str
    lignes: tuple[LigneComparee, ...]
    precision: str = ""


def compare_diagnostics(avant: DiagnosticLu, apres: DiagnosticLu) -> list[ChapitreCompare]:
    """Every chapter of the later state in its order, then those that are gone."""
    former = {_get_cle(chapitre): chapitre for chapitre in avant.chapitres}
    compared = []
    for chapitre in apres.chapitres:
        other = former.pop(_get_cle(chapitre), None)
        precision = "" if other else "chapitre ajouté"
        compared.append(ChapitreCompare(chapitre.titre, _compare(other, chapitre, avant, apres), precision))
    gone = [ChapitreCompare(c.titre, _compare(c, None, avant, apres), "chapitre retiré") for c in former.values()]
    return compared + gone


def _get_cle(chapitre: ChapitreLu) -> tuple[str, str]:
    """Two chapters are the same when they have the same key; those of a thématique or added by hand, by their name."""
    return chapitre.cle, chapitre.thematique or (chapitre.titre if chapitre.cle == LIBRE else "")


def _compare(
    former: ChapitreLu | None, later: ChapitreLu | None, avant: DiagnosticLu, apres: DiagnosticLu
) -> tuple[LigneComparee, ...]:
    textes = (_list_textes(former, avant), _list_textes(later, apres))
    lignes = compare_textes(*("\n".join(lines) for lines in textes))
    return tuple(ligne for ligne in lignes if has_changements([ligne]) and any(m.texte.strip() for m in ligne))


def _list_textes(chapitre: ChapitreLu | None, lu: DiagnosticLu) -> Iterable[str]:
    if chapitre is None:
        return []
    elements = [*chapitre.elements, *(lu.elements_sources if chapitre.cle == SOURCES else [])]
    return [f"Titre\u00a0: {chapitre.titre}", *list_lignes(elements)]
