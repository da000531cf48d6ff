"""Proofs from attendance: a signed feuille per demi-journée, a reason per absence, and reminders."""

from collections import defaultdict
from collections.abc import Iterator
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from convive.formation.models import DemiJournee, Emargement, FeuilleEmargement
from convive.formation.rules.document import SorteDocument
from convive.formation.rules.formation import EtatInscription
from convive.formation.rules.presence import Presence
from convive.formation.rules.qualiopi import FichierPreuve, Preuve, SorteFichier, count_parts
from convive.formation.selectors.portee_qualiopi import Fournisseur, Portee
from convive.formation.selectors.presence import get_feuille, is_intervenant_du
from convive.formation.selectors.preuves_documents import build_fichier, get_url_documents
from convive.socle.formats import liste_fr, nombre_accorde


def list_emargements(portee: Portee) -> Iterator[Preuve]:
    """Each past demi-journée: recorded, signed, closed, issued. For a cancelled session, only those that took place."""
    if portee.session is None:
        return
    feuilles = {row.cible: row for row in portee.documents if row.sorte == SorteDocument.FEUILLE}
    par_demi: dict[UUID, list[Emargement]] = defaultdict(list)
    for row in portee.emargements:
        par_demi[row.demi_journee_id].append(row)
    for demi in portee.demi_journees:
        siens, feuille = par_demi[demi.pk], get_feuille(demi)
        if demi.date > portee.today or (portee.is_annulee and not siens):
            continue
        document = feuilles.get(f"demi:{demi.pk}")
        has_scan = feuille is not None and bool(feuille.scan)
        manques = _list_manques(portee, demi, siens, has_scan=has_scan)
        if (feuille is None or feuille.arretee_le is None) and not has_scan:
            manques.append("feuille pas arrêtée")
        elif document is None and not has_scan:
            manques.append("feuille pas émise")
        fichiers = [build_fichier(document)] if document else []
        if has_scan and feuille is not None:
            fichiers.append(_build_scan(demi, feuille))
        yield Preuve(
            f"Feuille signée, {demi.get_moment_display().lower()}",
            _get_url(portee, demi, is_emise_seule=manques == ["feuille pas émise"]),
            demi.date,
            _say(portee, siens) + (f". Il manque : {liste_fr(manques)}." if manques else ""),
            not manques,
            fichiers=tuple(fichiers),
        )


def _list_manques(portee: Portee, demi: DemiJournee, siens: list[Emargement], *, has_scan: bool) -> list[str]:
    """What a feuille lacks: people expected without a recorded presence, or present without a signature; the same for
    intervenants."""
    notes = {row.inscription_id or row.intervenant_id: row for row in siens if row.presence != Presence.INCONNUE}
    attendues = [row.pk for row in portee.inscriptions if row.etat == EtatInscription.INSCRITE]
    a_pointer = sum(cle not in notes for cle in attendues)
    # If there is a scan, signatures are on the paper sheet.
    muettes = sum(row.presence == Presence.PRESENT and not row.is_signe for row in siens) if not has_scan else 0
    animent = [row for row in portee.intervenants if is_intervenant_du(row, demi)]
    sans_signature = 0 if has_scan else sum(row.pk not in notes for row in animent)
    return [
        texte
        for nombre, texte in (
            (a_pointer, nombre_accorde(a_pointer, "personne à pointer", "personnes à pointer")),
            (muettes, nombre_accorde(muettes, "signature")),
            (sans_signature, "la signature du formateur·rice"),
        )
        if nombre
    ]


def _say(portee: Portee, siens: list[Emargement]) -> str:
    stagiaires = [row for row in siens if row.inscription_id]
    signes = sum(row.is_signe and row.presence != Presence.ABSENT for row in stagiaires)
    absents = sum(row.presence == Presence.ABSENT for row in stagiaires)
    precision = count_parts(("signature", "signatures"), signes, max(len(portee.inscriptions), len(stagiaires)))
    return precision + (f", {nombre_accorde(absents, 'absence')}" if absents else "")


def _build_scan(demi: DemiJournee, feuille: FeuilleEmargement) -> FichierPreuve:
    jour = timezone.localdate(feuille.scan_le) if feuille.scan_le else demi.date
    return FichierPreuve(SorteFichier.SCAN, str(feuille.pk), f"Feuille signée à la main, {demi}", jour)


def _get_url(portee: Portee, demi: DemiJournee, *, is_emise_seule: bool) -> str:
    if is_emise_seule or portee.session is None:
        return get_url_documents(portee, SorteDocument.FEUILLE)
    return reverse("formation:presence_update", args=[portee.espace.pk, portee.session.pk, demi.pk])


def list_absences(portee: Portee) -> Iterator[Preuve]:
    """Each absence, and each person who gave up, has a reason; reminders of questionnaires are mentioned too."""
    if portee.session is None or not portee.inscriptions:
        return
    args = [portee.espace.pk, portee.session.pk]
    absences = [row for row in portee.emargements if row.presence == Presence.ABSENT and row.inscription_id]
    url = reverse("formation:presence_list", args=args)
    if absences:
        dites = sum(bool(row.motif) for row in absences)
        precision = count_parts(("absence expliquée", "absences expliquées"), dites, len(absences))
        details = tuple(f"{row.inscription}, {row.demi_journee} : {row.motif or 'sans motif noté'}" for row in absences)
        yield Preuve("Absences", url, None, precision, dites == len(absences), details)
    else:
        yield Preuve("Absences", url, None, "Aucune absence notée.")
    abandons = [row for row in portee.inscriptions if row.etat == EtatInscription.ABANDON]
    if abandons:
        dits = sum(bool(row.motif) for row in abandons)
        precision = count_parts(("abandon expliqué", "abandons expliqués"), dits, len(abandons))
        liste = reverse("formation:inscription_list", args=args)
        yield Preuve("Abandons", liste, None, precision, dits == len(abandons))
    if rappels := sum(lue.rappels for lue in portee.enquetes):
        questionnaires = reverse("formation:session_questionnaires", args=args)
        precision = f"{nombre_accorde(rappels, 'rappel envoyé', 'rappels envoyés')} à qui n’avait pas répondu."
        yield Preuve("Relances", questionnaires, None, precision)


FOURNISSEURS: dict[str, Fournisseur] = {
    "emargement": list_emargements,
    "relance": list_absences,
}
