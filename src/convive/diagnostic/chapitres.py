"""The registry of what chapters of a diagnosis show: any package gives content blocks to a chapter, for an espace.

    contenus.record(ContenuChapitre("offre_services", {THEMATIQUE}, 40, "L’offre", build_offre, count_offre))

    def build_offre(contexte: ContexteChapitre) -> Iterable[ContenuADessiner]:
        services = contexte.remember("offre_services", lambda: list_services(contexte.espace))
        yield TableauSource(build_tableau(services[contexte.thematique]), (Provenance("Registre des services"),))

Packages above this one declare theirs in `apps.ready()`. A diagnosis is one document for all: it leaves the espace, as
a file and on paper, and a place limited to some thématiques reads it whole. A block shows only what is shared (neither
drafts nor what is for the team), so no place is given to `build`.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from convive.diagnostic.rules.contenus import ContenuADessiner, Provenance
from convive.socle.registre import Registre

if TYPE_CHECKING:
    from convive.espaces.models import Espace, Thematique
    from convive.territoires.rules import PerimetreResolu


@dataclass(frozen=True, slots=True)
class ContexteChapitre:
    """For which espace, which chapter and which day. `thematique` is that of a chapter of THEMATIQUE, else None.

    `memoire` lasts as long as the page or the document: what several chapters need is read once.
    """

    espace: "Espace"
    perimetre: "PerimetreResolu | None"
    jour: date
    cle: str
    thematique: "Thematique | None" = None
    memoire: dict[str, Any] = field(default_factory=dict)

    def remember[T](self, cle: str, read: Callable[[], T]) -> T:
        """What `read` gave the first time that a chapter of this page asked for it."""
        if cle not in self.memoire:
            self.memoire[cle] = read()
        found: T = self.memoire[cle]
        return found


@dataclass(frozen=True, slots=True)
class Compte:
    """« 12 chiffres »: how much of something a chapter shows. `is_proposition`: sentences that are only proposed."""

    nombre: int
    singulier: str
    pluriels: str | None = None
    is_proposition: bool = False


@dataclass(frozen=True, slots=True)
class ContenuChapitre:
    """What a package gives to the chapters whose key is in `chapitres`; `ordre` sorts inside a chapter, `titre` is the
    heading of its blocks, « » for none. `build` gives no block when there is nothing to say; `count` tells how much it
    would give, without reading it all: the page that shows where each chapter stands asks every package. So does
    `list_provenances`, for the chapter of sources, when it is known without `build`.
    """

    cle: str
    chapitres: Collection[str]
    ordre: int
    titre: str
    build: Callable[[ContexteChapitre], Iterable[ContenuADessiner]]
    count: Callable[[ContexteChapitre], Sequence[Compte]]
    list_provenances: Callable[[ContexteChapitre], Sequence[Provenance]] | None = None


class RegistreContenus(Registre[ContenuChapitre]):
    def list_for_chapitre(self, cle: str) -> list[ContenuChapitre]:
        """What a chapter shows, in order."""
        found = [contenu for contenu in self.get_all() if cle in contenu.chapitres]
        return sorted(found, key=lambda contenu: (contenu.ordre, contenu.cle))


contenus = RegistreContenus()
