"""The documents that a place may take away, as their page lists them: those that it took last come first."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.apps import apps
from django.utils import timezone

from convive.documents.models import Travail
from convive.documents.registre import TypeDocument, types_documents
from convive.espaces.memoire import open_memoire
from convive.espaces.models import Membre
from convive.journal.models import Geste, Journal
from convive.socle.noms import fold_nom

MAX_DERNIERS = 500
"""Beyond so many documents taken away, one does not remember the first."""


@dataclass(frozen=True, slots=True)
class LigneDocument:
    """`choix` is what it may be about; None when there is nothing to choose. `sorte` is the package that gives it."""

    document: TypeDocument
    choix: list[tuple[str, str]] | None
    dernier: datetime | None

    @property
    def sorte(self) -> str:
        return self.document.source.split(".")[1]

    @property
    def is_pret(self) -> bool:
        return self.choix is None or bool(self.choix)

    @property
    def phrase(self) -> str:
        """What it is for, in a sentence."""
        return self.document.description.partition(". ")[0].rstrip(".") + "."

    def is_trouve(self, mots: list[str]) -> bool:
        texte = fold_nom(f"{self.document.titre} {self.document.description}")
        return all(mot in texte for mot in mots)


def list_documents(membre: Membre) -> list[LigneDocument]:
    """All of them, the last taken away by this person first; the rest in their order. The same until the next gesture,
    which one is to take a document away."""
    memoire = open_memoire(membre, timezone.now(), "documents")
    derniers: dict[str, datetime] = memoire.get("derniers", partial(_list_derniers, membre))
    lignes = [
        LigneDocument(
            sorte,
            memoire.get(sorte.cle, partial(sorte.list_choix, membre)) if sorte.list_choix else None,
            derniers.get(sorte.titre),
        )
        for sorte in types_documents.list_for_membre(membre)
    ]
    memoire.save()
    return sorted(lignes, key=lambda ligne: -ligne.dernier.timestamp() if ligne.dernier else 0)


def _list_derniers(membre: Membre) -> dict[str, datetime]:
    """When this person last took each document away, or asked for it, by its title."""
    pris = Journal.objects.for_espace(membre.espace_id).filter(auteur=membre.compte_id, geste=Geste.EXPORTER)
    lignes = [(str(detail.get("document", "")), at) for detail, at in pris.values_list("detail", "at")[:MAX_DERNIERS]]
    demandes = Travail.objects.visible_to(membre.compte).filter(espace=membre.espace_id)
    titres = {sorte.cle: sorte.titre for sorte in types_documents.list_all()}
    for arguments, at in demandes.values_list("arguments", "created_at")[:MAX_DERNIERS]:
        lignes.append((titres.get(arguments.get("document", ""), ""), at))
    derniers: dict[str, datetime] = {}
    for titre, at in lignes:
        derniers[titre] = max(at, derniers.get(titre, at))
    return derniers


def list_sortes(lignes: list[LigneDocument]) -> list[tuple[str, str]]:
    """Where they come from, as packages call themselves."""
    sortes = {ligne.sorte: str(apps.get_app_config(ligne.sorte).verbose_name) for ligne in lignes}
    return sorted(sortes.items(), key=lambda sorte: fold_nom(sorte[1]))


def choose_documents(lignes: list[LigneDocument], q: str, sorte: str) -> list[LigneDocument]:
    """Those that hold all these words, of this sort; without any, all."""
    mots = fold_nom(q).split()
    return [ligne for ligne in lignes if sorte in ("", ligne.sorte) and ligne.is_trouve(mots)]
