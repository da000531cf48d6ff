import pytest

from convive.diagnostic.actions.constat import SaisiePreuve, attach_preuve
from convive.diagnostic.models import PreuveConstat
from convive.espaces.actions.espace import create_espace
from tests.diagnostic.conftest import CIVRAISIEN
from tests.diagnostic.factories import create_constat_essai, create_indicateur_essai, create_parole_essai
from tests.espaces.factories import create_compte, create_espace_civraisien

pytestmark = pytest.mark.django_db
CHIFFRE = {
    "sorte": "saisie",
    "libelle": "Demandes sans réponse",
    "valeur": "12,5",
    "unite": "%",
    "millesime": "2025",
    "source": "Caf, fichier du 3 mars",
}


def get_url(constat) -> str:
    return f"/espaces/{constat.espace_id}/constats/{constat.pk}/preuves/ajouter/"


def test_preuve_create_freezes_a_figure_that_convive_knows(pays_reel, chiffres_base, connecte, count_queries_get):
    chargee = create_compte("chargee")
    espace = create_espace(by=chargee, reference=CIVRAISIEN)
    logement = espace.thematiques.get(nom__icontains="logement")
    constat = create_constat_essai(espace, thematiques=(logement,), preuves=(), partage=False)
    create_indicateur_essai(espace, "Places d’accueil", mesures={2024: 58, 2025: 64})
    attach_preuve(
        by=chargee, constat=constat, saisie=SaisiePreuve(parole=create_parole_essai(espace, "Le soir, rien."))
    )
    for rang in range(8):
        create_parole_essai(espace, f"On attend depuis {rang} mois.", thematiques=(logement,))
    client = connecte(chargee)
    client.get(get_url(constat))
    assert count_queries_get(client, get_url(constat)) <= 15
    response = client.get(f"{get_url(constat)}?indicateur=part_logements_vacants")
    groupes = [nom for nom, _ in response.context["form_chiffre"].fields["indicateur"].choices]
    # Those of the thématique of the constat, what the espace counts, then all the others.
    assert groupes[1:3] == ["Logement et cadre de vie", "Les indicateurs de l’espace"]
    assert '<option value="part_logements_vacants" selected>' in response.content.decode()
    # Each figure once, though the portrait has it too.
    assert response.content.decode().count('<option value="population_municipale"') == 1
    for nom in ("part_logements_vacants", str(espace.indicateurs.get().pk)):
        assert client.post(get_url(constat), {"sorte": "chiffre", "indicateur": nom}).status_code == 302
    publie, propre = PreuveConstat.objects.filter(nature="donnee").order_by("ordre")
    assert publie.valeur
    assert (publie.unite, publie.statut, publie.territoire) == ("%", "valeur", "CC du Civraisien en Poitou")
    assert publie.millesime
    assert publie.source
    assert publie.limite
    assert (propre.valeur, propre.millesime, propre.source) == (64.0, "2025", "Compté par l’espace")
    for faux in ("", "inventé"):
        page = client.post(get_url(constat), {"sorte": "chiffre", "indicateur": faux}).content.decode()
        assert ("Choisissez un chiffre." in page) is (not faux)
        assert ("n’est plus connu ici" in page) is bool(faux)


def test_without_any_figure_one_types_it(connecte, espace, chargee):
    page = connecte(chargee).get(get_url(create_constat_essai(espace))).content.decode()
    assert "Aucun chiffre n’est chargé" in page
    assert "Un chiffre d’une autre source" in page


def test_preuve_create_keeps_a_typed_figure_with_its_source(connecte, espace, chargee):
    constat, client = create_constat_essai(espace, preuves=(), partage=False), connecte(chargee)
    assert client.post(get_url(constat), CHIFFRE).status_code == 302
    preuve = PreuveConstat.objects.get()
    assert (preuve.valeur, preuve.affichage, preuve.source) == (12.5, "12,5", "Caf, fichier du 3 mars")
    page = client.post(get_url(constat), CHIFFRE | {"source": ""}).content.decode()
    assert "Demandes sans réponse" in page
    assert PreuveConstat.objects.count() == 1


def test_preuve_create_lays_words_once(connecte, espace, chargee):
    constat, parole = create_constat_essai(espace, preuves=(), partage=False), create_parole_essai(espace)
    client, data = connecte(chargee), {"sorte": "parole", "choix": str(parole.pk)}
    assert client.post(get_url(constat), data).status_code == 302
    assert "déjà sous ce constat" in client.post(get_url(constat), data).content.decode()
    assert PreuveConstat.objects.get().parole == parole


def test_preuve_create_takes_no_words_of_another_espace(connecte, espace, chargee):
    constat = create_constat_essai(espace, preuves=(), partage=False)
    ailleurs = create_parole_essai(create_espace_civraisien(chargee, nom="Voisin"))
    data = {"sorte": "parole", "choix": str(ailleurs.pk)}
    assert connecte(chargee).post(get_url(constat), data).status_code == 404
    for forged in ({"sorte": "document", "choix": str(ailleurs.pk)}, {"sorte": "inconnue"}, {}):
        assert connecte(chargee).post(get_url(constat), forged).status_code == 200
    assert not PreuveConstat.objects.exists()


def test_preuve_create_finds_words(connecte, espace, chargee):
    constat = create_constat_essai(espace)
    create_parole_essai(espace, "Le soir, rien.")
    client = connecte(chargee)
    assert "Le soir, rien." in client.get(f"{get_url(constat)}?q=soir").content.decode()
    assert "Aucune parole n’a ces mots." in client.get(f"{get_url(constat)}?q=matin").content.decode()
    client.post(get_url(constat), {"sorte": "observation", "texte": "Vu de mes yeux."})
    assert constat.preuves.filter(nature="observation", texte="Vu de mes yeux.").exists()
