"""What is frozen of a séance when it is closed: its agenda, who was there, its minutes, its decisions."""

from datetime import date

from convive.documents.gels import Gelable, gels
from convive.documents.rules.blocs import Element, Tableau
from convive.documents.rules.gel import ContenuGele
from convive.espaces.models import Membre
from convive.gouvernance.exports.lecture import read_seance
from convive.gouvernance.models import Decision, LigneSeance, ParticipantSeance, Seance
from convive.gouvernance.permissions import can_update_instances
from convive.gouvernance.rules.impression import dump_seance, write_suite
from convive.gouvernance.rules.seances import format_duree
from convive.gouvernance.selectors.suite import list_points
from convive.socle.formats import date_longue
from convive.socle.texte import Bloc, NatureBloc

CLE = "seance"


def build_contenu_seance(membre: Membre, seance: Seance, jour: date | None = None) -> ContenuGele:
    """Read again from the database: the closing wrote in the same transaction. `jour`: see `read_seance`."""
    elements: list[Element] = []
    points = list_points(seance)
    if points:
        lignes = tuple(
            (p.titre, p.get_nature_display(), format_duree(p.duree_minutes), p.get_etat_display()) for p in points
        )
        elements += [_titre("Ordre du jour"), Tableau("Ordre du jour", ("Point", "Nature", "Durée", "État"), lignes)]
    participants = ParticipantSeance.objects.filter(seance=seance).order_by("nom", "uuid")
    presents = tuple((p.nom, p.qualite, _name_presence(p)) for p in participants)
    if presents:
        elements += [_titre("Présences"), Tableau("Présences", ("Nom", "En qualité de", "Présence"), presents)]
    elements.append(_titre("Compte rendu"))
    elements += _list_compte_rendu(seance)
    decisions = Decision.objects.filter(seance=seance).select_related("responsable", "organisation_responsable")
    decidees = tuple((d.code, d.libelle, d.libelle_responsable, _name_jour(d)) for d in decisions.order_by("numero"))
    if decidees:
        entetes = ("Numéro", "Décision", "Responsable", "Échéance")
        elements += [_titre("Décisions"), Tableau("Décisions", entetes, decidees)]
    # What one reads, and what its documents are made of again: the plan too, as the room saw it.
    return ContenuGele(
        str(seance), tuple(elements), dump_seance(read_seance(membre, seance, with_plan=True, jour=jour))
    )


def _list_compte_rendu(seance: Seance) -> list[Element]:
    blocs: list[Element] = []
    former = None
    rows = LigneSeance.objects.filter(seance=seance).select_related("point", "responsable")
    for ligne in rows.order_by("ordre", "created_at", "uuid"):
        if ligne.point_id and ligne.point_id != former and ligne.point is not None:
            blocs.append(Bloc(NatureBloc.SOUS_TITRE, (ligne.point.titre,)))
        former = ligne.point_id
        suite = write_suite(ligne.libelle_responsable, ligne.echeance)
        texte = f"{ligne.texte} ({suite})" if suite else ligne.texte
        blocs.append(Bloc(NatureBloc.PARAGRAPHE, (f"{ligne.get_sorte_display()}\u00a0: {texte}",)))
    return blocs or [Bloc(NatureBloc.PARAGRAPHE, ("Rien n’a été noté.",))]


def _titre(texte: str) -> Bloc:
    return Bloc(NatureBloc.TITRE, (texte,))


def _name_presence(participant: ParticipantSeance) -> str:
    presence = participant.get_presence_display()
    return f"{presence} par {participant.represente_par}" if participant.represente_par else presence


def _name_jour(decision: Decision) -> str:
    return date_longue(decision.echeance) if decision.echeance else ""


def record_gels() -> None:
    gels.record(
        Gelable(
            CLE, "gouvernance:seance_notes", build_contenu_seance, lambda membre, _seance: can_update_instances(membre)
        )
    )
