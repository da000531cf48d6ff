"""The documents of a session: those issued, those that can be issued, and why others cannot yet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q

from convive.formation.models import DemiJournee, DocumentFormation, Inscription, SessionFormation
from convive.formation.rules.document import A_RELIRE, APRES, PERSONNELS, USAGES, SorteDocument
from convive.formation.rules.formation import EtatInscription, EtatSession
from convive.formation.selectors.document_contenu import DossierSession
from convive.socle.formats import nombre_accorde

PAYANTS = frozenset({SorteDocument.CONVENTION, SorteDocument.CONTRAT})
MALGRE_ANNULATION = frozenset({SorteDocument.FEUILLE, SorteDocument.CERTIFICAT})
"""The documents about hours already attended, which stay valid if the session is then cancelled."""


@dataclass(frozen=True, slots=True)
class CibleDocument:
    """Whom or what a document is for. `refus` says why it cannot be issued today; `objet` is what its content is built
    from, if not a stagiaire."""

    cle: str
    libelle: str
    inscription: Inscription | None = None
    objet: Any = None
    refus: str = ""
    document: DocumentFormation | None = None

    @property
    def is_a_emettre(self) -> bool:
        return self.document is None and not self.refus


@dataclass(frozen=True, slots=True)
class SorteLue:
    """One kind of document on the page of a session."""

    sorte: SorteDocument
    cibles: Sequence[CibleDocument]
    refus: str

    @property
    def libelle(self) -> str:
        return self.sorte.libelle

    @property
    def usage(self) -> str:
        return USAGES[self.sorte]

    @property
    def a_relire(self) -> tuple[str, ...]:
        return A_RELIRE.get(self.sorte, ())

    @property
    def is_personnelle(self) -> bool:
        return self.sorte in PERSONNELS

    @property
    def a_emettre(self) -> int:
        return sum(cible.is_a_emettre for cible in self.cibles)

    @property
    def emis(self) -> list[DocumentFormation]:
        return [cible.document for cible in self.cibles if cible.document is not None]

    @property
    def a_envoyer(self) -> int:
        """How many, issued or about to be, are not sent yet to someone who has an e-mail address."""
        return sum(
            bool(cible.inscription and cible.inscription.email)
            and (cible.is_a_emettre or (cible.document is not None and not cible.document.envoye_le))
            for cible in self.cibles
        )


def list_sortes(dossier: DossierSession) -> list[SorteLue]:
    """Every kind, in the order of a session; one query in addition to those of the dossier."""
    vivants = {
        (row.sorte, row.cible): row
        for row in DocumentFormation.objects.filter(session=dossier.session, annule_le__isnull=True)
    }
    return [read_sorte(dossier, sorte, vivants) for sorte in SorteDocument]


def read_sorte(
    dossier: DossierSession, sorte: SorteDocument, vivants: dict[tuple[str, str], DocumentFormation]
) -> SorteLue:
    refus = explain_sorte(dossier, sorte)
    cibles = [
        CibleDocument(
            cible.cle,
            cible.libelle,
            cible.inscription,
            cible.objet,
            refus or cible.refus,
            vivants.get((sorte.value, cible.cle)),
        )
        for cible in _list_cibles(dossier, sorte)
    ]
    return SorteLue(sorte, cibles, refus)


def explain_sorte(dossier: DossierSession, sorte: SorteDocument) -> str:
    """Why no document of this kind can be issued today; empty if some can."""
    organisme, session = dossier.organisme, dossier.session
    is_annulee = session.etat == EtatSession.ANNULEE
    if is_annulee and sorte not in MALGRE_ANNULATION:
        return "La session est annulée."
    if not dossier.tableau.demi_journees:
        return "Donnez d’abord ses dates à la session."
    # The règlement intérieur is sent with convocations: it is due to whoever enrols (code du travail, L. 6352-3,
    # L. 6353-8).
    if sorte in (SorteDocument.REGLEMENT, SorteDocument.CONVOCATION) and not organisme.reglement_interieur.strip():
        return "Le règlement intérieur de l’organisme reste à écrire, dans ses réglages."
    manques = [
        mot
        for mot, valeur in (
            ("son numéro de déclaration", organisme.numero_declaration),
            ("qui signe", organisme.representant),
            ("la ville", organisme.ville),
        )
        if not valeur
    ]
    if sorte is SorteDocument.CONVENTION and not organisme.modalites_reglement.strip():
        manques.append("comment le prix est réglé")
    refus = []
    if manques and sorte not in (SorteDocument.FEUILLE, SorteDocument.REGLEMENT):
        refus.append(f"Il manque dans les réglages de l’organisme\u00a0: {', '.join(manques)}.")
    if sorte in PAYANTS and not session.programme.tarif.strip():
        le = "la convention" if sorte is SorteDocument.CONVENTION else "le contrat"
        refus.append(f"Le tarif reste à écrire, dans la fiche du programme\u00a0: {le} l’imprime.")
    if sorte is SorteDocument.CONTRAT and not dossier.effectif_max:
        refus.append("L’effectif reste à écrire, dans la fiche du programme\u00a0: le contrat l’imprime.")
    if sorte is SorteDocument.CONTRAT and not dossier.intervenants:
        refus.append(
            "Nommez la personne qui intervient, avec ses titres ou ses références\u00a0: ils figurent au contrat."
        )
    if refus:
        return " ".join(refus)
    if sorte in APRES and not dossier.is_passee and not is_annulee:
        return "Après le dernier jour de la session."
    return ""


def _list_cibles(dossier: DossierSession, sorte: SorteDocument) -> Iterable[CibleDocument]:
    if sorte is SorteDocument.REGLEMENT:
        return [CibleDocument("session", "La session", objet=dossier.session)]
    if sorte is SorteDocument.FEUILLE:
        return [_read_feuille(demi) for demi in dossier.tableau.demi_journees]
    if sorte is SorteDocument.CONVENTION:
        return _list_employeurs(dossier)
    stagiaires = [ligne.inscription for ligne in dossier.tableau.lignes]
    if sorte is SorteDocument.CONTRAT:
        stagiaires = [row for row in stagiaires if not row.employeur and not row.financeur]
    return [_read_stagiaire(dossier, sorte, row) for row in stagiaires]


def _read_feuille(demi: DemiJournee) -> CibleDocument:
    feuille = getattr(demi, "feuille", None)
    is_arretee = feuille is not None and feuille.arretee_le is not None
    refus = "" if is_arretee else "La feuille n’est pas arrêtée."
    return CibleDocument(f"demi:{demi.pk}", str(demi), objet=demi, refus=refus)


def _list_employeurs(dossier: DossierSession) -> list[CibleDocument]:
    groupes: dict[str, list[Inscription]] = {}
    for ligne in dossier.tableau.lignes:
        if ligne.inscription.employeur and ligne.inscription.etat == EtatInscription.INSCRITE:
            groupes.setdefault(ligne.inscription.employeur, []).append(ligne.inscription)
    return [CibleDocument(f"employeur:{nom}", nom, objet=(nom, groupes[nom])) for nom in sorted(groupes)]


def _read_stagiaire(dossier: DossierSession, sorte: SorteDocument, inscription: Inscription) -> CibleDocument:
    ligne, refus = dossier.get_ligne(inscription), ""
    if sorte in APRES and ligne is not None:
        # Presence will never be recorded for the demi-journées after a cancellation.
        is_annulee = dossier.session.etat == EtatSession.ANNULEE
        if ligne.assiduite.a_pointer and not is_annulee:
            refus = f"Il reste {nombre_accorde(ligne.assiduite.a_pointer, 'demi-journée')} à pointer."
        elif not ligne.assiduite.suivies:
            refus = "N’a suivi aucune heure."
    elif inscription.etat != EtatInscription.INSCRITE:
        refus = "A abandonné."
    return CibleDocument(f"stagiaire:{inscription.pk}", inscription.nom, inscription=inscription, refus=refus)


def get_document(session: SessionFormation, uuid: UUID) -> DocumentFormation | None:
    """A document of this session, with its session and espace set."""
    document = DocumentFormation.objects.filter(session=session, pk=uuid).select_related("inscription").first()
    if document is not None:
        document.espace, document.session = session.espace, session
    return document


def list_documents_stagiaire(inscription: Inscription) -> list[DocumentFormation]:
    """Her own valid documents, and the règlement intérieur; one query."""
    regles = Q(session=inscription.session_id, sorte=SorteDocument.REGLEMENT.value)
    rows = DocumentFormation.objects.filter(Q(inscription=inscription) | regles, annule_le__isnull=True)
    return list(rows.order_by("annee", "rang"))


def list_annules(session: SessionFormation) -> list[DocumentFormation]:
    return list(DocumentFormation.objects.filter(session=session, annule_le__isnull=False))
