"""Anybody named in the database can see it, export it and be erased: every model must declare how."""

from django.apps import apps

from convive.comptes.models import Compte
from convive.comptes.registre import Sort, donnees_personnelles
from convive.journal.models import Journal

COMMENT_FAIRE = (
    "Un modèle qui nomme une personne (clé vers Compte, adresse électronique) se déclare dans `apps.ready()` de son "
    "paquet : `donnees_personnelles.record(DonneesPersonne(Modele, libelle, explication, Sort.…, export_ligne, "
    "liens=(…), noms=(…)))`, de convive.comptes.registre ; espaces/donnees_personnelles.py en donne "
    "l’exemple. Pour des versions (simple_history), déclarer aussi `Modele.history.model`, lien « history_user »."
)


def test_columns_that_copy_a_name_say_how_it_goes():
    """The erasure itself handles the compte and the journal; everything else declares what to do with a copied name."""
    silent = [
        declaration.model._meta.label
        for declaration in donnees_personnelles.get_all()
        if declaration.noms
        and declaration.efface is None
        and declaration.sort is not Sort.EFFACER
        and declaration.model not in (Compte, Journal)
    ]
    assert silent == [], "Une colonne qui recopie un nom demande `efface`, sinon l’effacement l’oublierait."


def test_every_model_that_names_a_person_is_declared():
    modeles = apps.get_models(include_auto_created=True)
    missing = donnees_personnelles.list_non_declares(modeles)
    assert missing == [], f"{missing}\n{COMMENT_FAIRE}"
