"""Notes and météos: who gives them, who reads them, and that nothing is ever written over."""

import pytest
from django.urls import reverse

from convive.plan_action.models import MeteoFiche, NoteSuivi
from tests.personas import get_client
from tests.plan_action.factories import create_fiche, create_organisation, create_personne
from tests.plan_action.fiche_pleine import fill_fiche

pytestmark = pytest.mark.django_db
METEO = {"geste": "meteo", "niveau": "atteignables", "phrase": "Le dossier passe en février."}


def get_url(fiche, page: str = "fiche_action_detail") -> str:
    return reverse(f"plan_action:{page}", args=[fiche.espace_id, fiche.pk])


def test_note_is_added_once_and_says_who_reads_it(connecte, plan, chargee, conseillere_caf):
    client, url = get_client(chargee), get_url(plan.complete)
    for texte, visibilite in (("Pour nous.", "interne"), ("Pour tous.", "partagee"), ("Pour tous.", "partagee")):
        answer = client.post(url, {"geste": "note", "texte": texte, "visibilite": visibilite})
        assert answer["Location"] == f"{url}#suivi"
    assert NoteSuivi.objects.count() == 2
    for page in (url, get_url(plan.complete, "suivi_list")):
        lue = connecte(conseillere_caf).get(page).content.decode()
        assert "Pour tous." in lue
        assert "Pour nous." not in lue
    assert "Pour nous." in client.get(get_url(plan.complete, "suivi_list")).content.decode()
    answer = client.post(url, {"geste": "note", "texte": " ", "visibilite": "partagee"})
    assert "Écrivez la note" in answer.content.decode()


def test_each_gives_the_meteo_from_where_she_is(connecte, plan, chargee, conseillere_caf, elue, lectrice):
    fiche = plan.complete
    fiche.elu_referent = create_personne(fiche.espace, "Élue", email=elue.email)
    fiche.save()
    for compte in (chargee, conseillere_caf, elue):
        assert connecte(compte).post(get_url(fiche), METEO).status_code == 302
        assert connecte(compte).post(get_url(fiche), METEO).status_code == 302
    assert sorted(MeteoFiche.objects.values_list("regard", flat=True)) == ["caf", "elu", "pilote"]
    fiche.refresh_from_db()
    assert (fiche.meteo_pilote, fiche.meteo_caf, fiche.meteo_elu) == ("atteignables",) * 3
    assert connecte(lectrice).post(get_url(fiche), METEO).status_code == 403
    refused = connecte(chargee).post(get_url(fiche), {**METEO, "phrase": "", "niveau": "orage"})
    page = refused.content.decode()
    assert "Une phrase suffit" in page
    assert MeteoFiche.objects.count() == 3
    # She cannot speak for the Caf.
    assert connecte(chargee).post(get_url(fiche), {**METEO, "regard": "caf"}).status_code == 200
    assert MeteoFiche.objects.filter(regard="caf").count() == 1


def test_elue_who_does_not_refer_the_action_gives_no_meteo(connecte, plan, elue):
    fiche = create_fiche(plan.ctg, statut="validee", organisation_porteuse=create_organisation(plan.ctg.espace))
    assert connecte(elue).post(get_url(fiche), METEO).status_code == 403


def test_suivi_list_keeps_everything(connecte, plan, chargee, partenaire):
    fiche = fill_fiche(plan, chargee)
    page = connecte(chargee).get(get_url(fiche, "suivi_list")).content.decode()
    for mots in ("Note interne secrète.", "Note partagée 1.", "Il manque un accord.", "COPIL"):
        assert mots in page
    assert "Note interne secrète." not in connecte(partenaire).get(get_url(fiche, "suivi_list")).content.decode()
    assert connecte(partenaire).get(get_url(plan.brouillon, "suivi_list")).status_code == 404
