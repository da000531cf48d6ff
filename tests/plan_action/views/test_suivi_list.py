"""Notes and météos: who gives them, who reads them, and that nothing is ever written over."""

import pytest
from django.urls import reverse

from convive.echanges.models import Discussion
from convive.plan_action.models import MeteoFiche, NoteSuivi
from tests.personas import get_client
from tests.plan_action.factories import create_fiche, create_organisation, create_personne
from tests.plan_action.fiche_pleine import fill_fiche

pytestmark = pytest.mark.django_db
METEO = {"geste": "meteo", "niveau": "atteignables", "phrase": "Le dossier passe en février."}


def get_url(fiche, page: str = "fiche_action_detail") -> str:
    return reverse(f"plan_action:{page}", args=[fiche.espace_id, fiche.pk])


def get_url_echanges(fiche) -> str:
    return reverse("echanges:discussion_create", args=[fiche.espace_id, "fiche_action", fiche.pk])


def publish(client, fiche, **data):
    """From the one box of its page."""
    return client.post(get_url_echanges(fiche), {"geste": "publier", "depuis": "objet", **data})


def open_echanges(client, fiche, ouvrir="lire") -> str:
    """What takes the place of the count, on the page of the action."""
    url = f"{get_url_echanges(fiche)}?ouvrir={ouvrir}"
    return client.get(url, headers={"HX-Request": "true"}).content.decode()


def test_note_and_comment_are_one_conversation_that_says_who_reads_each(connecte, plan, chargee, conseillere_caf):
    client, fiche = get_client(chargee), plan.complete
    for texte, visibilite in (("Pour nous.", "interne"), ("Pour tous.", "partage"), ("Pour tous.", "partage")):
        answer = publish(client, fiche, texte=texte, visibilite=visibilite, garder="on")
        assert answer["Location"] == f"{get_url(fiche)}#echanges"
    assert sorted(NoteSuivi.objects.values_list("visibilite", flat=True)) == ["interne", "partagee"]
    assert not Discussion.objects.exists()
    publish(client, fiche, texte="Qu’en pensez-vous ?", visibilite="partage")
    assert Discussion.objects.count() == 1
    page = open_echanges(client, fiche)
    assert page.count('aria-label="Nouveau commentaire"') == 1
    for mots in ("Suivi et échanges", "Pour nous.", "Qu’en pensez-vous", "Garder comme note de suivi"):
        assert mots in page
    caf = connecte(conseillere_caf)
    for lue in (open_echanges(caf, fiche), caf.get(get_url(fiche, "suivi_list")).content.decode()):
        assert "Pour tous." in lue
        assert "Pour nous." not in lue
        assert "Garder comme note" not in lue
    assert "Pour nous." in client.get(get_url(fiche, "suivi_list")).content.decode()


def test_note_that_is_kept_asks_nobody_and_is_refused_to_who_only_reads(plan, chargee, conseillere_caf):
    fiche = plan.complete
    demandee = fiche.espace.membres.get(compte=conseillere_caf)
    answer = publish(
        get_client(chargee), fiche, texte="Alors ?", visibilite="partage", garder="on", mentions=demandee.pk
    )
    assert "ne demande pas d’avis" in answer.content.decode()
    # Someone who only reads the action has no such box: what she sends is a comment.
    publish(get_client(conseillere_caf), fiche, texte="Bien.", garder="on")
    assert not NoteSuivi.objects.exists()
    assert Discussion.objects.count() == 1


def test_pilote_outside_the_team_may_still_write_to_the_team_alone(plan, partenaire, chargee, elue):
    fiche = plan.complete
    fiche.pilotes.add(create_personne(fiche.espace, "Pilote", email=partenaire.email))
    client = get_client(partenaire)
    publish(client, fiche, texte="Entre nous.", visibilite="interne")
    assert NoteSuivi.objects.get().visibilite == "interne"
    for compte, is_lue in ((partenaire, True), (chargee, True), (elue, False)):
        assert ("Entre nous." in open_echanges(get_client(compte), fiche)) is is_lue


def test_page_says_how_much_is_said_and_reads_it_when_it_is_opened(plan, chargee, conseillere_caf):
    client, caf, fiche = get_client(chargee), get_client(conseillere_caf), plan.complete
    assert "Rien pour l’instant." in client.get(get_url(fiche)).content.decode()
    publish(client, fiche, texte="Pour nous.", visibilite="interne", garder="on")
    publish(client, fiche, texte="Pour tous.", visibilite="partage", garder="on")
    publish(client, fiche, texte="Qu’en pensez-vous ?", visibilite="partage")
    page = client.get(get_url(fiche)).content.decode()
    assert "1\u00a0discussion ouverte, 2\u00a0notes." in page
    assert "Pour tous." not in page
    assert 'aria-label="Nouveau commentaire"' not in page
    # The count, too, is of what one may read.
    assert "1\u00a0discussion ouverte, 1\u00a0note." in caf.get(get_url(fiche)).content.decode()
    # Without JavaScript, the link leads to the page of these exchanges.
    assert f'href="{get_url_echanges(fiche)}"' in page
    assert "Pour tous." in client.get(get_url_echanges(fiche)).content.decode()


def test_panel_opened_to_write_is_ready_to_be_written_in(plan, chargee):
    client, fiche = get_client(chargee), plan.complete
    boite = '<textarea name="texte"'
    lu, ecrit = (open_echanges(client, fiche, ouvrir) for ouvrir in ("lire", "ecrire"))
    assert "autofocus" in lu.partition(boite)[0]
    assert "autofocus" not in lu.partition(boite)[2]
    assert "autofocus" not in ecrit.partition(boite)[0]
    assert "autofocus" in ecrit.partition(boite)[2].partition(">")[0]
    # What is sent from there comes back to the action.
    assert 'name="depuis" value="objet"' in ecrit


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
