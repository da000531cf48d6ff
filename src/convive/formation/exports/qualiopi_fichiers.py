"""The proof files themselves: documents as issued, scanned feuilles, programmes, aggregated answers."""

from collections.abc import Mapping
from functools import cached_property

from django.core.files.storage import default_storage
from django.utils import timezone

from convive.documents.exports.page import build_texte, get_cadre
from convive.documents.rules import DocumentHtml
from convive.espaces.models import Membre
from convive.formation.exports.document_session import build_document
from convive.formation.exports.programme import build_publication
from convive.formation.models import DocumentFormation, FeuilleEmargement, PublicationProgramme, SessionFormation
from convive.formation.rules.enquetes import POSITIONNEMENTS, Enquete
from convive.formation.rules.qualiopi import FichierPreuve, SorteFichier
from convive.formation.rules.questionnaires import SEUIL_PERSONNES
from convive.formation.selectors.enquetes import EnqueteLue, build_bilan_test, list_progres, name_destinataire
from convive.formation.selectors.portee_qualiopi import Portee
from convive.socle.formats import date_longue

EXTENSION = "pdf"


class FichiersSession:
    """Builds the files of one session; each kind of row is read once, in one query."""

    def __init__(self, membre: Membre, session: SessionFormation) -> None:
        self.membre, self.session = membre, session
        self.portee = Portee(membre.espace, session, timezone.localdate())

    def get_extension(self, fichier: FichierPreuve) -> str:
        if fichier.sorte is not SorteFichier.SCAN or fichier.cle not in self._feuilles:
            return EXTENSION
        return self._feuilles[fichier.cle].scan_nom.rpartition(".")[2].lower() or EXTENSION

    def build(self, fichier: FichierPreuve) -> DocumentHtml | bytes | None:
        """A document to lay out, or the bytes of a file; None if it no longer exists."""
        match fichier.sorte:
            case SorteFichier.DOCUMENT:
                document = self._documents.get(fichier.cle)
                return build_document(document) if document else None
            case SorteFichier.SCAN:
                return self._read_scan(fichier.cle)
            case SorteFichier.PROGRAMME:
                publication = PublicationProgramme.objects.filter(pk=fichier.cle, espace=self.membre.espace).first()
                return build_publication(self.membre.espace, publication) if publication else None
            case SorteFichier.REPONSES:
                lue = next((lue for lue in self.portee.enquetes if lue.regle.enquete == fichier.cle), None)
                return self._build_reponses(lue) if lue else None

    @cached_property
    def _documents(self) -> Mapping[str, DocumentFormation]:
        rows = DocumentFormation.objects.filter(session=self.session)
        found = {str(row.pk): row for row in rows}
        for row in found.values():
            row.session, row.espace = self.session, self.membre.espace
        return found

    @cached_property
    def _feuilles(self) -> Mapping[str, FeuilleEmargement]:
        rows = FeuilleEmargement.objects.filter(demi_journee__session=self.session)
        return {str(row.pk): row for row in rows}

    def _read_scan(self, cle: str) -> bytes | None:
        feuille = self._feuilles.get(cle)
        return read_fichier(feuille.scan.name or "") if feuille and feuille.scan else None

    def _build_reponses(self, lue: EnqueteLue) -> DocumentHtml:
        """The answers to a questionnaire. Opinions are aggregated, and only from three answers. Test results are given
        per person; for a grid, only who filled it in."""
        enquete = lue.regle.enquete
        test = build_bilan_test(self.portee.enquetes) if enquete is Enquete.TEST_FIN else None
        is_sortie = enquete is Enquete.POSITIONNEMENT_SORTIE
        apparies, progres = list_progres(self.portee.enquetes) if is_sortie else (0, [])
        personnes = []
        if enquete in POSITIONNEMENTS or enquete is Enquete.BESOIN:
            personnes = sorted(
                (name_destinataire(row), date_longue(row.termine_le)) for row in lue.lignes if row.termine_le
            )
        contexte = {
            "session": self.session,
            "lue": lue,
            "test": test,
            "personnes": personnes,
            "apparies": apparies,
            "progres": progres,
            "seuil": SEUIL_PERSONNES,
        }
        titre = f"{lue.regle.libelle}, session {self.session.numero}"
        return build_texte(get_cadre(self.membre.espace), titre, "formation/types/reponses_qualiopi.html", contexte)


def read_fichier(nom: str) -> bytes | None:
    """The bytes of a stored file; None if it is missing from the disk."""
    try:
        with default_storage.open(nom) as source:
            return bytes(source.read())
    except FileNotFoundError:
        return None
