"""Texts of LibreOffice: a table by fiche, a wide table, a small table under each title."""

from typing import Any

from odfdo import Document, Header, Paragraph

from tests.plan_action.lecteur_plans.plans_a_part.ecritures import Attendu, en_mots, to_bytes
from tests.plan_action.lecteur_plans.plans_a_part.serie_2.commun import nomme, tape
from tests.plan_action.lecteur_plans.plans_a_part.serie_2.odf import _build_table, _open_texte
from tests.plan_action.lecteur_plans.plans_a_part.serie_3.commun import DITS, axes, cout, une_ligne


def t41_fiches_mairie(attendu: Attendu) -> bytes:
    """Each fiche says its axis, its objective and its action."""
    document: Document = _open_texte("Ville de Pontarmel-sur-Orge (inventée) – fiches projets de la CTG")
    champs = {
        "Projet": "titre", "Descriptif": "description", "Structure porteuse": "porteurs", "Référent": "pilotes",
        "Partenaires": "partenaires", "Public concerné": "publics", "Échéance": "fin",
    }  # fmt: skip
    for place, action in enumerate(attendu.actions, 1):
        axe, objectif = axes(action)
        lignes: list[list[Any]] = [["Axe", axe], ["Objectif", objectif]]
        lignes += [[etiquette, tape(action, champ, jour=en_mots)] for etiquette, champ in champs.items()]
        lignes.append(["Coût estimé", cout(action)])
        document.body.append(_build_table(f"Projet{place}", lignes))
        document.body.append(Paragraph(""))
    return to_bytes(document.save)


def t42_tableau_association(attendu: Attendu) -> bytes:
    """One table that repeats its themes; what is not known yet is said, or left empty."""
    document: Document = _open_texte("Centre social Les Passerelles (inventé) – nos actions dans la CTG")
    lignes: list[list[Any]] = [["Thème", "Action", "Pilote", "Partenaires", "Échéance", "Budget", "Où en est-on ?"]]
    champs = ("titre", "pilotes", "partenaires", "fin", "cout", "statut")
    for action in attendu.actions:
        lignes.append([*axes(action), *une_ligne(action, *champs, mots=DITS, jour=en_mots)])
    document.body.append(_build_table("Actions", lignes))
    return to_bytes(document.save)


def t43_parties(attendu: Attendu) -> bytes:
    """A title by enjeu, a table under it; who leads is an organisation."""
    document: Document = _open_texte("Pays de Brocelune (inventé) – programme 2025-2028")
    titres: list[Any] = ["Action", "Chef de file", "Partenaires", "Calendrier", "Critères de réussite"]
    for rang, axe, actions in nomme(attendu):
        document.body.append(Header(2, f"Enjeu {rang} : {axe}"))
        document.body.append(Paragraph("Ces actions ont été retenues par le comité de pilotage."))
        champs = ("titre", "porteurs", "partenaires", "periode", "indicateurs")
        lignes = [titres, *(une_ligne(action, *champs) for action in actions)]
        document.body.append(_build_table(f"Enjeu{rang}", lignes))
    return to_bytes(document.save)
