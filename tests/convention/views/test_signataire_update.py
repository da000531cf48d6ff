from uuid import uuid4

import pytest

from convive.acteurs.models import Fonction, Personne
from convive.convention.models import Signataire
from convive.convention.rules.avenants import Nature
from tests.convention.factories import TODAY, create_avenant_essai, create_projet, get_signataire

pytestmark = pytest.mark.django_db


def get_url(ctg, signataire) -> str:
    return f"/espaces/{ctg.espace_id}/ctg/{ctg.pk}/signataires/{signataire.pk}/"


def test_signataire_update_keeps_who_signed_beside_who_represents_today(connecte, espace, ctg, chargee):
    signataire = get_signataire(ctg)
    maire = Personne.objects.create(espace=espace, prenom="Une", nom="Maire")
    Fonction.objects.create(espace=espace, personne=maire, organisation=signataire.organisation, intitule="Maire")
    client, url = connecte(chargee), get_url(ctg, signataire)
    assert "Une Maire" in client.get(url).content.decode()
    saisie = {"role": "co_signataire", "representant_nom": "Un Ancien", "representant_qualite": "maire"}
    assert client.post(url, saisie | {"representant_actuel": str(maire.pk)}).status_code == 302
    signataire.refresh_from_db()
    assert (signataire.representant, signataire.representant_actuel) == ("Un Ancien, maire", maire)
    # The assembly left empty is that of a commune.
    assert signataire.organe_deliberant == "conseil_municipal"
    board = client.get(f"/espaces/{ctg.espace_id}/ctg/{ctg.pk}/signataires/").content.decode()
    assert "aujourd’hui Une Maire" in board
    assert "choix" in client.post(url, {"role": "roi"}).content.decode()


def test_signataire_update_withdraws_before_the_signature_only(connecte, espace, chargee):
    projet = create_projet(espace, chargee)
    url = get_url(projet, get_signataire(projet))
    assert "Retirer de la liste" in connecte(chargee).get(url).content.decode()
    assert connecte(chargee).post(url, {"geste": "retirer"}).status_code == 302
    assert Signataire.objects.filter(ctg=projet).count() == 2


def test_signataire_update_leads_to_the_avenant_by_which_one_leaves(connecte, ctg, chargee):
    signataire = get_signataire(ctg)
    client, url = connecte(chargee), get_url(ctg, signataire)
    response = client.post(url, {"geste": "retirer"})
    assert response.status_code == 200
    assert "il la quitte par un avenant de retrait" in response.content.decode()
    assert "?nature=retrait" in client.get(url).content.decode()
    create_avenant_essai(ctg, chargee, Nature.RETRAIT, sortant=signataire)
    assert "Son retrait est prévu" in client.get(url).content.decode()
    Signataire.objects.filter(pk=signataire.pk).update(date_sortie=TODAY())
    assert "Ce qu’il a signé reste" in client.get(url).content.decode()
    assert client.get(url.replace(str(signataire.pk), str(uuid4()))).status_code == 404
