"""What is said of an object is for whoever sees it, and for nobody else: on all that the demonstration holds."""

from collections import defaultdict

from convive.config.demo.selectors import get_espace_demo
from convive.echanges.branchements import branchements
from convive.echanges.models import LECTEURS
from convive.echanges.selectors.membre import list_lecteurs
from convive.espaces.models import Membre
from convive.socle.objets import Reference

ATTENDUS = {
    *("enjeu", "constat", "parole", "element_afom", "indicateur_espace", "diagnostic", "chapitre"),
    *("ctg", "avenant", "article_convention", "plan_externe", "noeud_plan", "fiche_action"),
    *("instance", "seance", "point_ordre_du_jour", "decision", "note_decision"),
    *("organisation", "poste_cooperation", "service", "note", "piece_jointe", "espace"),
}
PAR_TYPE = 12


def test_both_sides_of_visibility_agree(demo):
    """Fails before a wrong filter tells of an object someone who does not see it."""
    espace, vus, ecarts = get_espace_demo(), defaultdict(int), []
    places = list(Membre.objects.en_cours().filter(espace=espace, role__in=LECTEURS).select_related("compte"))
    for type_objet in branchements.get_types():
        rows = type_objet.model._default_manager.all()
        ici = [row for row in rows if type_objet.get_espace_uuid(row) == espace.pk]
        choisis = ici[:: max(1, len(ici) // PAR_TYPE)]
        visibles = {
            place.pk: set(
                type_objet.visible_to(place.compte).filter(pk__in=[r.pk for r in choisis]).values_list("pk", flat=True)
            )
            for place in places
        }
        for row in choisis:
            if not any(row.pk in uuids for uuids in visibles.values()):
                continue
            lecteurs = {place.pk for place in list_lecteurs(espace.pk, row, Reference(type_objet.cle, row.pk))}
            vus[type_objet.cle] += 1
            ecarts += [
                (type_objet.cle, str(row), place.role, place.pk in lecteurs)
                for place in places
                if (row.pk in visibles[place.pk]) != (place.pk in lecteurs)
            ]
    assert not ecarts
    assert ATTENDUS - set(vus) == set()
