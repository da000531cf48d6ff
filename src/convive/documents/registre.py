"""The registry of documents: what can leave an espace, in which formats, for whom.

A package declares its documents in `apps.ready()`; the page « Documents » of each espace lists them.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import ImproperlyConfigured

from convive.documents.rules import Contenu, Famille, FormatDocument, list_formats
from convive.espaces.models import Membre
from convive.socle.objets import MAX_CLE

CLE_JOURNAL = "journal"
"""The document that the page of the journal offers."""
PAGES_DIRECTES = 30
"""A text of so many pages comes out in two seconds; a longer one is prepared in the background."""


class DocumentInconnu(LookupError):
    """No such document, or nothing to put in it: a page that does not exist."""


@dataclass(frozen=True, slots=True)
class TypeDocument:
    """A document. `build(membre, famille, choix)` gives the content of a family of formats, for one place.

    `choix` is « » or one of the values of `list_choix(membre)`, pairs of value and label; `build` raises
    DocumentInconnu for any other. `build_exemple(famille)` gives the same document with names and figures that are
    invented, and says so: anyone opens it in the gallery `/ui/documents/`, and the tests compare its formats.
    `estimate_pages(membre, choix)` says about how many pages the text will have, without building it; a document
    without it is short. `list_ou_completer(membre, choix)` names the pages where what it lacks is written, with their
    addresses; `get_sujet(membre, choix)` says what its file is about and of which day, for its name. `cle` is in
    addresses and in long jobs, so it never changes.
    """

    cle: str
    titre: str
    description: str
    familles: tuple[Famille, ...]
    is_permis: Callable[[Membre], bool]
    build: Callable[[Membre, Famille, str], Contenu]
    build_exemple: Callable[[Famille], Contenu]
    list_choix: Callable[[Membre], list[tuple[str, str]]] | None = None
    libelle_choix: str = ""
    estimate_pages: Callable[[Membre, str], int] | None = None
    get_sujet: Callable[[Membre, str], str] | None = None
    list_ou_completer: Callable[[Membre, str], list[tuple[str, str]]] | None = None
    ordre: int = 50

    def __post_init__(self) -> None:
        if not self.cle.isidentifier() or len(self.cle) > MAX_CLE or not self.familles:
            raise ValueError(f"Document mal déclaré : {self.cle!r}.")

    @property
    def source(self) -> str:
        """The module that builds it."""
        return str(getattr(self.build, "func", self.build).__module__)

    @property
    def formats(self) -> list[FormatDocument]:
        return list_formats(*self.familles)

    @property
    def is_estime(self) -> bool:
        """Whether it may be long. A template asks this: it would call the function itself."""
        return self.estimate_pages is not None

    def is_long(self, membre: Membre, famille: Famille, choix: str) -> bool:
        """Whether one would wait too long in front of the page. A workbook, whatever its size, is written at once."""
        if self.estimate_pages is None or famille is Famille.CLASSEUR:
            return False
        return self.estimate_pages(membre, choix) > PAGES_DIRECTES


class RegistreDocuments:
    """The declared documents; one instance serves the process, tests make their own."""

    def __init__(self) -> None:
        self._types: dict[str, TypeDocument] = {}

    def record(self, *types: TypeDocument) -> None:
        """Add documents; the same one again replaces itself, so that `ready()` may run twice.

        Raise ImproperlyConfigured when two documents claim one key: the second would silently take the place of the
        first.
        """
        for type_document in types:
            other = self._types.get(type_document.cle)
            if other is not None and other.source != type_document.source:
                raise ImproperlyConfigured(
                    f"Deux documents ont la clé « {type_document.cle} » : « {other.titre} », « {type_document.titre} »."
                )
            self._types[type_document.cle] = type_document

    def get(self, cle: str) -> TypeDocument:
        try:
            return self._types[cle]
        except KeyError:
            raise DocumentInconnu(f"Document inconnu : {cle!r}.") from None

    def list_all(self) -> list[TypeDocument]:
        """Every document, in order."""
        return sorted(self._types.values(), key=lambda type_document: (type_document.ordre, type_document.cle))

    def list_for_membre(self, membre: Membre) -> list[TypeDocument]:
        """The documents that this place may take away, in order."""
        return [type_document for type_document in self.list_all() if type_document.is_permis(membre)]


types_documents = RegistreDocuments()
