"""Proofs from the documents of a session: those actually issued, what they say, whether they were sent."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.urls import reverse
from django.utils import timezone

from convive.formation.models import DocumentFormation, Inscription
from convive.formation.rules.document import SorteDocument
from convive.formation.rules.formation import EtatInscription, ModeSession
from convive.formation.rules.qualiopi import FichierPreuve, Preuve, SorteFichier, count_parts
from convive.formation.selectors.portee_qualiopi import Fournisseur, Portee
from convive.socle.formats import date_longue, liste_fr

MOTS = {
    SorteDocument.CONVENTION: ("convention émise", "conventions émises"),
    SorteDocument.CONTRAT: ("contrat émis", "contrats émis"),
    SorteDocument.CONVOCATION: ("convocation émise", "convocations émises"),
    SorteDocument.ATTESTATION: ("attestation émise", "attestations émises"),
    SorteDocument.CERTIFICAT: ("certificat émis", "certificats émis"),
}


def get_url_documents(portee: Portee, sorte: SorteDocument) -> str:
    """The page where documents of this kind are issued and sent; empty for the organisme as a whole."""
    if portee.session is None:
        return ""
    page = reverse("formation:document_session_list", args=[portee.espace.pk, portee.session.pk])
    return f"{page}#{sorte.value}"


def list_documents(portee: Portee, sorte: SorteDocument) -> list[DocumentFormation]:
    return [row for row in portee.documents if row.sorte == sorte]


def build_fichier(document: DocumentFormation) -> FichierPreuve:
    objet = f"{document}, {document.destinataire}"
    return FichierPreuve(SorteFichier.DOCUMENT, str(document.pk), objet, timezone.localdate(document.emis_le))


def list_conventions(portee: Portee) -> Iterable[Preuve]:
    """One convention per employeur of the people enrolled; none is due if no employeur sent anybody."""
    employeurs = {row.employeur for row in portee.inscriptions if row.employeur and _is_inscrite(row)}
    rows = list_documents(portee, SorteDocument.CONVENTION)
    if not employeurs and not rows:
        precision = "Personne n’est inscrit par un employeur."
        return [Preuve("Conventions", precision=precision)] if portee.inscriptions else []
    faites = {row.destinataire for row in rows}
    sans = sorted(employeurs - faites)
    return _build(
        portee, SorteDocument.CONVENTION, rows, len(rows) + len(sans), [f"{nom} : rien d’émis" for nom in sans]
    )


def list_convocations(portee: Portee) -> Iterable[Preuve]:
    """Each person enrolled received in time a convocation that says where to find the programme, how to get there, and
    whom to ask for an adaptation."""
    inscrites = [row for row in portee.inscriptions if _is_inscrite(row)]
    rows = list_documents(portee, SorteDocument.CONVOCATION)
    par_personne = {row.inscription_id: row for row in rows}
    manques = []
    for inscription in inscrites:
        document = par_personne.get(inscription.pk)
        if dits := ["rien d’émis"] if document is None else _list_manques(portee, inscription, document):
            manques.append(f"{inscription.nom} : {liste_fr(dits)}")
    attendues = len({row.pk for row in inscrites} | set(par_personne))
    return _build(portee, SorteDocument.CONVOCATION, rows, attendues, manques)


def _list_manques(portee: Portee, inscription: Inscription, document: DocumentFormation) -> list[str]:
    """What an issued convocation lacks. Someone without an e-mail address is assumed to have received it by hand."""
    session, dits = portee.session, []
    partie_le = document.envoye_le or inscription.convoquee_le
    if partie_le is None and inscription.email:
        dits.append("émise, pas envoyée")
    jour = timezone.localdate(partie_le or document.emis_le)
    if session is not None and session.date_debut and jour > session.date_debut:
        dits.append(f"partie le {date_longue(jour)}, après le premier jour")
    if not document.programme:  # type: ignore[attr-defined]  # annotated by the query
        dits.append("sans le programme")
    if not document.contact:  # type: ignore[attr-defined]  # annotated by the query
        dits.append("sans contact handicap")
    is_sur_place = session is not None and session.mode != ModeSession.DISTANCE
    if is_sur_place and not document.acces:  # type: ignore[attr-defined]  # annotated by the query
        dits.append("sans comment venir")
    return dits


def list_reglement(portee: Portee) -> Iterator[Preuve]:
    """The règlement intérieur, issued for the session before it began."""
    if portee.session is None:
        return
    url, debut = get_url_documents(portee, SorteDocument.REGLEMENT), portee.session.date_debut
    rows = list_documents(portee, SorteDocument.REGLEMENT)
    if not rows:
        if portee.organisme and portee.organisme.reglement_interieur:
            precision = "Il est écrit, et pas encore émis pour cette session."
        else:
            precision = "Il reste à écrire, dans les réglages de l’organisme."
            url = reverse("formation:organisme_update", args=[portee.espace.pk])
        yield Preuve("Règlement intérieur", url, None, precision, is_complete=False)
    for row in rows:
        jour = timezone.localdate(row.emis_le)
        is_tardif = debut is not None and jour > debut
        precision = "Émis après le premier jour." if is_tardif else "Il part avec chaque convocation."
        yield Preuve(str(row), url, jour, precision, not is_tardif, fichiers=(build_fichier(row),))


def list_attestations(portee: Portee) -> Iterable[Preuve]:
    return _list_apres(portee, SorteDocument.ATTESTATION)


def list_certificats(portee: Portee) -> Iterable[Preuve]:
    return _list_apres(portee, SorteDocument.CERTIFICAT)


def _list_apres(portee: Portee, sorte: SorteDocument) -> Iterable[Preuve]:
    """One document per person who attended; none is missing for someone who never came."""
    rows = list_documents(portee, sorte)
    venues = [row for row in portee.inscriptions if portee.suivies.get(row.pk)]
    par_personne = {row.inscription_id for row in rows}
    manques = [f"{row.nom} : rien d’émis" for row in venues if row.pk not in par_personne]
    return _build(portee, sorte, rows, len(rows) + len(manques), manques)


def _build(
    portee: Portee, sorte: SorteDocument, rows: list[DocumentFormation], attendus: int, manques: list[str]
) -> Iterable[Preuve]:
    """One proof for all the documents of a kind; empty if none was issued, in which case the kind itself is missing."""
    if not rows:
        return []
    precision = count_parts(MOTS[sorte], len(rows), attendus)
    precision += f". {' ; '.join(manques)}." if manques else ""
    jour: date = max(timezone.localdate(row.emis_le) for row in rows)
    details = tuple(_say(row) for row in rows) + tuple(manques)
    fichiers = tuple(build_fichier(row) for row in rows)
    titre, url = f"{sorte.libelle} (série)", get_url_documents(portee, sorte)
    return [Preuve(titre, url, jour, precision, not manques, details, fichiers=fichiers)]


def _say(document: DocumentFormation) -> str:
    texte = f"{document}, {document.destinataire}, du {date_longue(document.emis_le)}"
    return f"{texte}, envoi le {date_longue(document.envoye_le)}" if document.envoye_le else texte


def _is_inscrite(inscription: Inscription) -> bool:
    return inscription.etat == EtatInscription.INSCRITE


FOURNISSEURS: dict[str, Fournisseur] = {
    "convention": list_conventions,
    "convocation": list_convocations,
    "reglement": list_reglement,
    "attestation": list_attestations,
    "certificat": list_certificats,
}
