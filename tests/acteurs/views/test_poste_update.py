from datetime import date
from decimal import Decimal

import pytest

from convive.acteurs.actions.poste import update_poste
from convive.acteurs.models import Personne
from convive.espaces.actions.ecriture import Saisie
from tests.acteurs.factories import create_personne_essai, create_poste_essai
from tests.espaces.ecriture import choose, read_conflits
from tests.espaces.factories import create_thematique

pytestmark = pytest.mark.django_db


def get_url(poste) -> str:
    return f"/espaces/{poste.espace_id}/acteurs/postes/{poste.pk}/modifier/"


def get_data(client, poste, **champs) -> dict:
    form = client.get(get_url(poste)).context["form"]
    data = {nom: form[nom].value() for nom in form.fields}
    return {nom: valeur for nom, valeur in data.items() if valeur is not None} | champs


def test_poste_update_saves_and_joins(connecte, espace, chargee, directeur):
    poste, client = create_poste_essai(espace, date_fin=date(2027, 1, 1)), connecte(chargee)
    data = get_data(client, poste, intitule="Coordinatrice")
    update_poste(by=directeur, poste=poste, saisie=Saisie({"quotite_ctg": Decimal("0.8")}))
    assert client.post(get_url(poste), data).status_code == 302
    poste.refresh_from_db()
    assert (poste.intitule, poste.quotite_ctg, poste.date_fin) == ("Coordinatrice", Decimal("0.8"), date(2027, 1, 1))


def test_poste_update_shows_what_has_to_be_chosen(connecte, espace, chargee, directeur):
    poste, client = create_poste_essai(espace), connecte(chargee)
    data = get_data(client, poste, quotite_ctg="0,2")
    update_poste(by=directeur, poste=poste, saisie=Saisie({"quotite_ctg": Decimal("0.8")}))
    response = client.post(get_url(poste), data)
    assert read_conflits(response) == {"quotite_ctg": ("0,2", "0,80")}
    assert client.post(get_url(poste), choose(response)).status_code == 302
    poste.refresh_from_db()
    assert poste.quotite_ctg == Decimal("0.2")


def test_poste_update_of_a_limited_place_stays_in_sight(connecte, espace, coordinatrice):
    enfance, jeunesse = create_thematique(espace, "Enfance"), create_thematique(espace, "Jeunesse")
    espace.membres.get(compte=coordinatrice).thematiques.add(jeunesse)
    personne = create_personne_essai(espace, email="coordinatrice@exemple.fr")
    poste = create_poste_essai(espace, personne=personne, thematiques=(enfance, jeunesse))
    client = connecte(coordinatrice)
    data = get_data(client, poste, thematiques=[])
    assert "vous ne verriez plus ce poste" in client.post(get_url(poste), data).content.decode()
    # The boxes of the others are not shown to her: they stay as they are.
    data = get_data(client, poste, intitule="Coordo", thematiques=[str(jeunesse.pk)])
    assert client.post(get_url(poste), data).status_code == 302
    assert poste.thematiques.count() == 2


def test_poste_update_survives_a_rewritten_state(connecte, espace, chargee, directeur):
    poste, client = create_poste_essai(espace), connecte(chargee)
    data = get_data(client, poste, quotite_ctg="0,2", depart='{"etp_total": "x"}')
    update_poste(by=directeur, poste=poste, saisie=Saisie({"intitule": "Autre"}))
    assert {"quotite_ctg", "intitule"} <= read_conflits(client.post(get_url(poste), data)).keys()


def test_poste_update_adds_whoever_takes_the_post(connecte, espace, chargee, directeur):
    poste, client = create_poste_essai(espace), connecte(chargee)
    data = get_data(client, poste, personne_id="", titulaire_nom="Cordelle", quotite_ctg="0,2")
    update_poste(by=directeur, poste=poste, saisie=Saisie({"quotite_ctg": Decimal("0.8")}))
    response = client.post(get_url(poste), data)
    # Nobody was added, and her name waits while one chooses.
    assert not Personne.objects.filter(nom="Cordelle").exists()
    assert client.post(get_url(poste), choose(response)).status_code == 302
    poste.refresh_from_db()
    assert (poste.personne.nom, poste.quotite_ctg) == ("Cordelle", Decimal("0.2"))
    assert poste.personne.fonctions.get().organisation == poste.employeur
