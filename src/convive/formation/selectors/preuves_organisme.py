"""Proofs of the organisme as a whole, from its registers."""

from collections.abc import Iterable, Iterator

from django.urls import reverse
from django.utils import timezone

from convive.formation.models import (
    ActionAmelioration,
    ActionCompetence,
    NouvelleVeille,
    PartenaireHandicap,
    Reclamation,
)
from convive.formation.rules.qualiopi import Preuve
from convive.formation.rules.registres import FINIES, AxeVeille
from convive.formation.selectors.portee_qualiopi import Fournisseur, Portee
from convive.formation.selectors.registres import read_etats
from convive.socle.formats import nombre_accorde

MAX_PREUVES = 30


def _get_url(portee: Portee, registre: str, ligne: object | None = None) -> str:
    if ligne is None:
        return reverse("formation:registre_list", args=[portee.espace.pk, registre])
    return reverse("formation:registre_update", args=[portee.espace.pk, registre, ligne])


def _build_veille(axe: AxeVeille) -> Fournisseur:
    def list_preuves(portee: Portee) -> Iterator[Preuve]:
        """The lines used recently enough to be proofs."""
        lignes = [row for row in portee.lecture.list_registre(NouvelleVeille) if row.axe == axe.value]
        rows = [row for row in lignes if row.exploitee_le and row.exploitee_le >= portee.depuis]
        for row in rows[:MAX_PREUVES]:
            details = (f"Source : {row.source}" if row.source else "", row.lien, row.exploitation)
            yield Preuve(
                row.titre,
                _get_url(portee, "veille", row.pk),
                row.exploitee_le,
                row.exploitation,
                details=tuple(detail for detail in details if detail),
                objet=("nouvelle_veille", str(row.pk)),
            )

    return list_preuves


def list_dossiers(portee: Portee) -> Iterator[Preuve]:
    """The file of each person who teaches in the session or, for the organisme, of all of them."""
    par_nom = {row.nom.casefold(): row for row in portee.dossiers}
    noms = [row.nom for row in portee.intervenants] if portee.session else [row.nom for row in portee.dossiers]
    for nom in noms:
        row = par_nom.get(nom.casefold())
        if row is None:
            yield Preuve(nom, _get_url(portee, "intervenants"), precision="Pas encore de dossier.", is_complete=False)
            continue
        is_a_jour = portee.is_verifie(row.verifie_le)
        yield Preuve(
            row.nom,
            _get_url(portee, "intervenants", row.pk),
            row.verifie_le,
            "Relu" if is_a_jour else "À relire",
            is_a_jour,
            tuple(row.competences.splitlines()),
            ("dossier_intervenant", str(row.pk)),
        )


def list_plan(portee: Portee) -> Iterator[Preuve]:
    """The training plan of the year of the session, or of the current year."""
    jour = portee.session.date_debut if portee.session and portee.session.date_debut else portee.today
    rows = [row for row in portee.lecture.list_registre(ActionCompetence) if row.annee == jour.year]
    for row in rows[:MAX_PREUVES]:
        qui = str(row.dossier) if row.dossier else "Toute l’équipe"
        faite = "faite" if row.realisee_le else "prévue"
        yield Preuve(
            row.action,
            _get_url(portee, "competences", row.pk),
            row.realisee_le or row.echeance,
            f"{qui}, {faite}",
            details=(row.bilan,) if row.bilan else (),
            objet=("action_competence", str(row.pk)),
        )


def list_reseau(portee: Portee) -> Iterator[Preuve]:
    for row in portee.lecture.list_registre(PartenaireHandicap)[:MAX_PREUVES]:
        is_a_jour = portee.is_verifie(row.verifie_le)
        yield Preuve(
            row.nom,
            _get_url(portee, "handicap", row.pk),
            row.verifie_le,
            row.contact if is_a_jour else "À vérifier",
            is_a_jour,
            (row.appui,) if row.appui else (),
            ("partenaire_handicap", str(row.pk)),
        )


def list_sous_traitances(portee: Portee) -> Iterator[Preuve]:
    for row in portee.sous_traitances:
        is_a_jour = portee.is_verifie(row.verifiee_le)
        yield Preuve(
            str(row),
            _get_url(portee, "sous-traitance", row.pk),
            row.verifiee_le,
            row.verification if is_a_jour else "À vérifier",
            is_a_jour,
            objet=("sous_traitance", str(row.pk)),
        )


def list_reclamations(portee: Portee) -> Iterable[Preuve]:
    """The register itself is the proof, even empty; an overdue réclamation is a gap. Nobody is named here."""
    rows = portee.lecture.list_registre(Reclamation)
    if portee.session:
        rows = [row for row in rows if row.session_id == portee.session.pk]
    etats = [lue.etat for lue in read_etats(rows, portee.reglages, portee.today)]
    retards, ouvertes = sum(etat.is_retard for etat in etats), sum(etat.is_attendu for etat in etats)
    if not etats:
        precision = "Le registre est ouvert, aucune réclamation n’a été reçue."
    else:
        precision = f"{nombre_accorde(len(etats) - ouvertes, 'répondue')} sur {len(etats)}"
        precision += f", {retards} en retard" if retards else ""
    return [Preuve("Registre des réclamations", _get_url(portee, "reclamations"), portee.today, precision, not retards)]


def list_amelioration(portee: Portee) -> Iterator[Preuve]:
    """The improvements recorded recently enough to be proofs, done or still open."""
    lignes = portee.lecture.list_registre(ActionAmelioration)
    rows = [row for row in lignes if timezone.localdate(row.updated_at) >= portee.depuis]
    for row in rows[:MAX_PREUVES]:
        is_finie = row.etat in {etat.value for etat in FINIES}
        yield Preuve(
            row.action,
            _get_url(portee, "amelioration", row.pk),
            row.updated_at.date(),
            row.bilan if is_finie else str(row.get_etat_display()),
            details=tuple(texte for texte in (row.constat, row.bilan) if texte),
            objet=("action_amelioration", str(row.pk)),
        )


FOURNISSEURS: dict[str, Fournisseur] = {
    **{f"veille_{axe.value}": _build_veille(axe) for axe in AxeVeille},
    "dossier_intervenant": list_dossiers,
    "plan_competences": list_plan,
    "reseau_handicap": list_reseau,
    "sous_traitance": list_sous_traitances,
    "reclamations": list_reclamations,
    "amelioration": list_amelioration,
}
