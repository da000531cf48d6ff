"""A partner without an account answers a constat by a link."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from convive.comptes.actions.adresse import validate_adresse
from convive.comptes.actions.effacement import delete_personne
from convive.comptes.registre import donnees_personnelles
from convive.diagnostic.actions.avis import SaisieAvis, create_avis_liste
from convive.diagnostic.actions.constat import SaisiePreuve, reopen_constat
from convive.diagnostic.actions.demande import create_demande_avis
from convive.diagnostic.models import AvisConstat, Constat, DemandeAvis
from convive.espaces.cles.lien_magique import build_cle_lien
from convive.espaces.models import LienMagique
from convive.espaces.rules import EspaceRefuse
from convive.journal.models import Journal
from tests.acteurs.factories import create_fonction_essai, create_organisation_essai, create_personne_essai
from tests.diagnostic.factories import FIGURE, create_constat_essai, create_parole_essai

pytestmark = pytest.mark.django_db


def create_lien_avis(
    constat: Constat | DemandeAvis, email: str = "creche@exemple.fr", objet: str = "constat", geste: str = "donner_avis"
) -> str:
    uuid = uuid4()
    cle = build_cle_lien(uuid)
    LienMagique.objects.create(
        uuid=uuid,
        espace=constat.espace,
        objet_type=objet,
        objet_uuid=constat.pk,
        geste=geste,
        email=email,
        nom="La crèche des Lutins",
        empreinte_cle=cle.empreinte,
        expire_le=timezone.now() + timedelta(days=30),
        max_usages=None,
        created_by=constat.espace.created_by,
    )
    return reverse("espaces:lien_detail", args=[cle.texte])


def test_a_partner_reads_the_card_and_answers(espace):
    lutins = create_organisation_essai(espace, "Les Lutins")
    create_fonction_essai(create_personne_essai(espace, email="creche@exemple.fr"), lutins)
    parole, cachee = create_parole_essai(espace), create_parole_essai(espace, "Que pour l’équipe.", citable=False)
    preuves = (SaisiePreuve(figure=FIGURE), SaisiePreuve(parole=parole), SaisiePreuve(parole=cachee))
    constat = create_constat_essai(espace, preuves=preuves)
    client, url = Client(), create_lien_avis(constat)
    page = client.get(url).content.decode()
    for shown in ("812", "quarante minutes", "Qu’en pensez-vous"):
        assert shown in page
    assert "Que pour l’équipe." not in page
    assert "Indiquez pourquoi" in client.post(url, {"sens": "a_verifier", "phrase": ""}).content.decode()
    for sens in ("a_verifier", "desaccord"):
        assert client.post(url, {"sens": sens, "phrase": "Nous en voyons moins."}).status_code == 302
    avis = AvisConstat.objects.get()
    assert (avis.sens, avis.organisation, avis.auteur_nom) == ("desaccord", lutins, "La crèche des Lutins")
    trace = Journal.objects.filter(objet_uuid=constat.pk, geste="valider").first()
    assert trace is not None
    assert trace.au_nom_de == "La crèche des Lutins"


def test_a_constat_that_is_taken_back_asks_nothing_more(espace, chargee):
    constat = create_constat_essai(espace)
    url = create_lien_avis(constat)
    reopen_constat(by=chargee, constat=constat)
    assert "n’est plus partagé" in Client().get(url).content.decode()
    assert Client().post(url, {"sens": "accord"}).status_code == 410
    assert not AvisConstat.objects.exists()


def test_the_link_is_sent_from_the_page_of_the_constat(connecte, espace, chargee, mailoutbox):
    constat = create_constat_essai(espace)
    page = connecte(chargee).get(f"/espaces/{espace.pk}/constats/{constat.pk}/").content.decode()
    assert f"objet=constat:{constat.pk}&amp;geste=donner_avis" in page
    url = f"/espaces/{espace.pk}/liens/envoyer/?objet=constat:{constat.pk}&geste=donner_avis"
    data = {"email": "creche@exemple.fr", "nom": "Les Lutins", "mot": "", "duree": "30"}
    assert connecte(chargee).post(url, data).status_code == 302
    assert len(mailoutbox) == 1


@pytest.mark.parametrize("is_prouvee", [True, False])
def test_what_was_said_by_a_link_is_found_by_its_address_once_proved(espace, elue, is_prouvee):
    constat = create_constat_essai(espace)
    Client().post(create_lien_avis(constat, elue.email), {"sens": "accord", "phrase": ""})
    (declaration,) = [d for d in donnees_personnelles.get_all() if d.model is AvisConstat]
    if is_prouvee:
        validate_adresse(elue)
    assert [row.auteur_email for row in declaration.get_lignes(elue)] == [elue.email] * is_prouvee
    delete_personne(compte=elue, motif="demande")
    avis = AvisConstat.objects.get()
    said = ("Élu·e", "") if is_prouvee else ("La crèche des Lutins", "elue@exemple.fr")
    assert (avis.auteur_nom, avis.auteur_email) == said


def create_liste(espace, *constats: Constat) -> tuple[DemandeAvis, str]:
    demande = create_demande_avis(by=espace.created_by, espace=espace, constats=[c.pk for c in constats])
    return demande, create_lien_avis(demande, objet="demande_avis", geste="donner_avis_liste")


def build_reponse(constat: Constat, sens: str = "", phrase: str = "") -> dict[str, str]:
    return {f"sens_{constat.pk.hex}": sens, f"phrase_{constat.pk.hex}": phrase}


def test_a_partner_answers_a_list_and_comes_back_to_it(espace, chargee):
    parole, cachee = create_parole_essai(espace), create_parole_essai(espace, "Que pour l’équipe.", citable=False)
    preuves = (SaisiePreuve(figure=FIGURE), SaisiePreuve(parole=parole), SaisiePreuve(parole=cachee))
    un, deux, trois = (create_constat_essai(espace, f"Constat {rang}.", preuves=preuves) for rang in range(3))
    demande, url = create_liste(espace, un, deux, trois)
    client = Client()
    page = client.get(url).content.decode()
    assert "3\u00a0constats" in page
    assert page.count("quarante minutes") == 3
    assert "Que pour l’équipe." not in page
    # Nothing, a word without an answer, an answer without its word: nothing is written, nothing is lost.
    assert "Répondez à un constat au moins" in client.post(url, {}).content.decode()
    page = client.post(
        url, build_reponse(un, "accord") | build_reponse(deux, phrase="Chez nous, non.")
    ).content.decode()
    assert "Choisissez l’une des trois réponses" in page
    assert "Chez nous, non." in page
    page = client.post(url, build_reponse(un, "accord") | build_reponse(deux, "desaccord")).content.decode()
    assert "Indiquez pourquoi" in page
    assert f'href="#id_phrase_{deux.pk.hex}"' in page
    assert 'value="accord" id="' in page
    assert not AvisConstat.objects.exists()
    suite = client.post(url, build_reponse(un, "accord") | build_reponse(deux, "desaccord", "Chez nous, non."))
    assert "Il reste 1\u00a0constat sans votre avis" in client.get(suite.headers["Location"]).content.decode()
    first = AvisConstat.objects.get(constat=un)
    # She comes back: what she said is there, and only what changes is written again.
    page = client.get(url).content.decode()
    assert "Chez nous, non." in page
    assert page.count(" checked") == 2
    reponses = build_reponse(un, "accord") | build_reponse(deux, "desaccord", "Chez nous, non.")
    suite = client.post(url, reponses | build_reponse(trois, "a_verifier", "Depuis quand ?"))
    assert "ont tous votre avis" in client.get(suite.headers["Location"]).content.decode()
    assert AvisConstat.objects.count() == 3
    assert AvisConstat.objects.get(constat=un).updated_at == first.updated_at
    assert Journal.objects.filter(objet_uuid=demande.pk, geste="valider").count() == 2
    # A sentence that was written again is asked again.
    Constat.objects.filter(pk=un.pk).update(texte="Une autre phrase.")
    assert "La phrase a changé depuis votre avis" in client.get(url).content.decode()
    # What was taken back is asked no more; with nothing left, the link says so.
    for constat in (un, deux):
        reopen_constat(by=chargee, constat=constat)
    assert "Constat 1." not in client.get(url).content.decode()
    client.post(url, build_reponse(deux, "accord"))
    assert AvisConstat.objects.get(constat=deux).sens == "desaccord"
    reopen_constat(by=chargee, constat=trois)
    assert "n’y a plus d’avis à donner" in client.get(url).content.decode()
    assert client.post(url, build_reponse(trois, "accord")).status_code == 410


def test_the_page_of_a_list_asks_as_many_questions_with_eight_constats(espace, count_queries_get):
    (_, courte), client = create_liste(espace, create_constat_essai(espace)), Client()
    few = count_queries_get(client, courte)
    constats = [create_constat_essai(espace, f"Constat {rang}.") for rang in range(8)]
    assert count_queries_get(client, create_liste(espace, *constats)[1]) == few
    assert few <= 15


def test_constats_that_go_away_while_one_answers_are_said(espace, chargee):
    constat = create_constat_essai(espace)
    _, url = create_liste(espace, constat)
    lien = LienMagique.objects.get()
    reopen_constat(by=chargee, constat=constat)
    with pytest.raises(EspaceRefuse, match="ne sont plus partagés"):
        create_avis_liste(lien=lien, saisies={constat: SaisieAvis("accord")})
    assert Client().get(url).status_code == 410
