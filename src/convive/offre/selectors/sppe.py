"""Read who exercises the competences of the service public de la petite enfance in an espace."""

from datetime import date

from convive.espaces.models import Membre
from convive.espaces.selectors.espace import get_perimetre_espace
from convive.offre.models import CompetenceSppe
from convive.offre.rules.sppe import CommuneSppe, Competence, Exercice, TableauSppe, build_tableau
from convive.offre.selectors.catalogue import get_seuils


def list_communes_sppe(membre: Membre) -> list[CommuneSppe]:
    """The communes of the périmètre, sorted by name."""
    perimetre = get_perimetre_espace(membre.espace)
    communes = perimetre.communes if perimetre else ()
    return sorted(
        (CommuneSppe(c.code, c.nom, c.population_municipale) for c in communes), key=lambda c: (c.nom, c.code)
    )


def get_tableau_sppe(membre: Membre, today: date) -> TableauSppe:
    """The whole table, even for a membre with limits: a competence concerns the whole territory."""
    rows = CompetenceSppe.objects.visible_to(membre.compte).filter(espace_id=membre.espace_id)
    exercices = [
        Exercice(
            row.code_commune,
            Competence(row.competence),
            row.exercee_par_id,
            row.exercee_par.nom,
            row.date_transfert,
        )
        for row in rows.select_related("exercee_par")
    ]
    return build_tableau(list_communes_sppe(membre), exercices, get_seuils(today))
