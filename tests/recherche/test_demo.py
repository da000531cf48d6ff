"""The demonstration is searched as what people write, in each test that is given it."""

from convive.comptes.models import Compte
from convive.config.demo.selectors import get_espace_demo
from convive.espaces.actions.note import SaisieNote, create_note
from convive.recherche.models import EntreeRecherche
from convive.recherche.rules.requete import build_requete
from convive.recherche.selectors.lecteur import get_lecteur
from convive.recherche.selectors.resultats import search_objets
from tests.config.conftest import _fichiers_a_part, demo  # noqa: F401 - fixtures, asked for by name


def search(compte: Compte, mots: str) -> list[str]:
    candidats = search_objets(get_lecteur(compte), build_requete(mots))
    return [EntreeRecherche.objects.get(pk=candidat.pk).titre for candidat in candidats]


def test_search_finds_what_the_demonstration_says_and_what_is_added_to_it(demo):  # noqa: F811
    directeur = Compte.objects.get(email="directeur@exemple.invalid")
    assert "Comment nous travaillons ensemble" in search(directeur, "comment nous travaillons ensemble")
    # The keys that the database gives come after those of the demonstration.
    create_note(by=directeur, espace=get_espace_demo(), saisie=SaisieNote("Palimpseste", "Vu ce matin."))
    assert search(directeur, "palimpseste") == ["Palimpseste"]
