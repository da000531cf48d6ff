"""The voice of the members on a decision, between two séances."""

import re

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from convive.echanges.selectors.mouvement import list_mouvements
from convive.gouvernance.actions.voix import close_consultation, create_consultation, record_voix
from convive.gouvernance.echeances import list_echeances
from convive.gouvernance.models import Decision, VoixDecision
from convive.gouvernance.rules.instances import GouvernanceRefusee
from convive.gouvernance.rules.voix import Consultation, explain_resultat
from convive.gouvernance.taches import list_taches_voix
from convive.journal.models import Journal
from convive.socle.formats import date_longue
from tests.gouvernance.factories import create_carte, create_decision_essai, create_siege, in_days
from tests.prise_poste.factories import get_place

pytestmark = pytest.mark.django_db


@pytest.fixture
def decision(espace, gouvernance) -> Decision:
    """Taken between two séances; nobody sits yet."""
    return create_decision_essai(espace, "Ouvrir le relais le samedi.", instance=gouvernance.copil, seance=None)


@pytest.fixture
def siege(espace, gouvernance, elue):
    return create_siege(gouvernance.copil, create_carte(espace, elue), is_elu=True)


@pytest.fixture
def url(decision) -> str:
    return reverse("gouvernance:decision_detail", args=[decision.espace_id, decision.pk])


def read(client, url) -> str:
    return client.get(url).content.decode().replace("\xa0", " ")


def test_members_are_asked_they_answer_and_everyone_reads_it_once_it_is_closed(
    url, decision, siege, gouvernance, espace, chargee, elue, lectrice, connecte
):
    create_siege(gouvernance.copil, "Une autre maire")
    create_siege(gouvernance.copil, "Sans voix", voix="consultative")
    sienne = get_place(elue, espace)
    assert list(list_taches_voix(sienne, timezone.localdate())) == []
    assert "Demander leur voix" in connecte(chargee).get(url).content.decode()
    assert (
        "Donnez un jour à venir"
        in connecte(chargee).post(url, {"geste": "consulter", "fin": in_days(-1)}).content.decode()
    )
    for _ in range(2):
        assert connecte(chargee).post(url, {"geste": "consulter", "fin": in_days(8)}).status_code == 302
    assert Journal.objects.filter(objet_uuid=decision.pk, detail__champs=["consultation_fin"]).count() == 1
    [tache] = list_taches_voix(sienne, timezone.localdate())
    assert tache.url == f"{url}#voix"
    page = connecte(elue).get(url).content.decode()
    assert "D’accord" in page
    assert "Une autre maire" not in page
    refus = connecte(elue).post(url, {"geste": "voix", "sens": "contre", "phrase": ""})
    assert "Indiquez pourquoi" in refus.content.decode()
    for saisie in ({"sens": "contre", "phrase": "Le samedi, personne n’est là."}, {"sens": "pour", "phrase": ""}) * 2:
        assert connecte(elue).post(url, {"geste": "voix", **saisie}).status_code == 302
    voix = VoixDecision.objects.get(decision=decision)
    assert (voix.siege, voix.sens, voix.auteur) == (siege, "pour", elue)
    assert list(list_taches_voix(sienne, timezone.localdate())) == []
    assert "1 d’accord, sur 2 voix attendues." in read(connecte(chargee), url)
    assert "sur 2 voix" not in read(connecte(lectrice), url)
    for _ in range(2):
        connecte(chargee).post(url, {"geste": "arreter"})
    page = read(connecte(lectrice), url)
    assert "1 d’accord, sur 2 voix attendues." in page
    assert "Une autre maire" in page
    with pytest.raises(GouvernanceRefusee, match="terminée"):
        record_voix(by=elue, decision=decision, sens="contre", phrase="Trop tard")


@pytest.mark.parametrize("nom", ["lectrice", "partenaire", "conseillere_caf"])
def test_only_who_sits_gives_a_voice_and_only_the_team_asks(nom, request, url, decision, siege, chargee, connecte):
    create_consultation(by=chargee, decision=decision, fin=in_days(8))
    client = connecte(request.getfixturevalue(nom))
    assert 'value="voix"' not in client.get(url).content.decode()
    for saisie in ({"geste": "voix", "sens": "pour"}, {"geste": "consulter", "fin": in_days(20)}, {"geste": "arreter"}):
        assert client.post(url, saisie).status_code == 403
    assert not VoixDecision.objects.exists()


def test_a_suppleante_speaks_for_whom_she_replaces(decision, gouvernance, espace, elue, chargee):
    titulaire = create_siege(gouvernance.copil, "La titulaire")
    create_siege(gouvernance.copil, create_carte(espace, elue), siege="suppleant", supplee=titulaire)
    create_consultation(by=chargee, decision=decision, fin=in_days(1))
    assert [t.libelle for t in list_taches_voix(get_place(elue, espace), timezone.localdate())]
    record_voix(by=elue, decision=decision, sens="abstention", phrase="")
    assert VoixDecision.objects.get().siege == titulaire


def test_a_vote_gets_its_numbers_and_an_objection_is_said(url, decision, siege, gouvernance, chargee, elue, connecte):
    create_consultation(by=chargee, decision=decision, fin=in_days(1))
    record_voix(by=elue, decision=decision, sens="contre", phrase="Pas le samedi.")
    page = connecte(chargee).get(url).content.decode()
    assert "1\u00a0objection" in page
    assert "Pas le samedi." in page
    Decision.objects.filter(pk=decision.pk).update(mode="vote")
    close_consultation(by=chargee, decision=decision)
    decision.refresh_from_db()
    assert (decision.voix_pour, decision.voix_contre, decision.voix_abstention) == (0, 1, 0)
    assert decision.consultation_close_le == timezone.localdate()


def test_nobody_is_asked_of_what_a_seance_decides_nor_without_members(gouvernance, decision, espace, chargee):
    with pytest.raises(GouvernanceRefusee, match="entre deux séances"):
        create_consultation(by=chargee, decision=gouvernance.decision, fin=in_days(8))
    with pytest.raises(GouvernanceRefusee, match="Personne n’a voix"):
        create_consultation(by=chargee, decision=decision, fin=in_days(8))
    acte = create_decision_essai(espace, "Prendre acte.", instance=gouvernance.copil, mode="prise_acte")
    with pytest.raises(GouvernanceRefusee, match="prise d’acte"):
        create_consultation(by=chargee, decision=acte, fin=in_days(8))


def test_an_objection_without_a_reason_cannot_be_kept(decision, siege):
    with pytest.raises(IntegrityError), transaction.atomic():
        VoixDecision.objects.create(decision=decision, siege=siege, sens="contre", date=timezone.localdate())


def test_rules_of_a_consultation():
    today = timezone.localdate()
    assert Consultation(today).is_ouverte(today)
    assert not Consultation(in_days(-1)).is_ouverte(today)
    assert not Consultation(today, today).is_ouverte(today)
    assert not Consultation().is_ouverte(today)
    assert explain_resultat([], 3, "consensus") == "Aucune réponse, sur 3\u00a0voix attendues."
    assert explain_resultat(["pour", "pour", "contre"], 4, "vote") == (
        "2\u00a0pour et 1\u00a0contre, sur 4\u00a0voix attendues."
    )


def test_a_decision_is_proposed_while_the_voices_are_asked_and_taken_afterwards(
    url, decision, siege, chargee, connecte
):
    create_consultation(by=chargee, decision=decision, fin=in_days(8))
    client, registre = connecte(chargee), reverse("gouvernance:decision_list", args=[decision.espace_id])
    page, liste = read(client, url), read(client, registre)
    assert "Proposée le" in page
    assert "vote ouvert jusqu’au" in page
    assert "Prise le" not in page
    assert "Proposée, vote jusqu’au" in liste
    # Its day is past and nobody closed it: nothing is decided yet.
    Decision.objects.filter(pk=decision.pk).update(consultation_fin=in_days(-1))
    page = read(client, url)
    assert "consultation à arrêter" in page
    assert "Prise le" not in page
    close_consultation(by=chargee, decision=decision)
    assert "Prise le" in read(client, url)
    assert "proposée" not in read(client, registre)


def test_an_objection_is_never_told_as_a_validation_and_who_votes_is_known_by_the_team_alone(
    url, decision, siege, espace, chargee, elue, lectrice, connecte
):
    create_consultation(by=chargee, decision=decision, fin=in_days(8))
    record_voix(by=elue, decision=decision, sens="contre", phrase="Le samedi, personne n’est là.")
    [ligne] = Journal.objects.filter(objet_uuid=decision.pk, auteur=elue)
    assert (ligne.geste, ligne.detail) == ("voter", {"siege": str(siege)})
    dits = {
        nom: [
            m.geste_libelle
            for m in list_mouvements(get_place(compte, espace), timezone.localdate())
            if "Elue" in m.auteur_nom
        ]
        for nom, compte in (("chargee", chargee), ("lectrice", lectrice))
    }
    assert dits == {"chargee": ["a donné sa voix sur"], "lectrice": []}
    page = read(connecte(chargee), url)
    assert "Elue a donné sa voix sur la décision" in page
    assert "Elue a validé" not in page


def list_jours(membre) -> list[str]:
    return [row.cle for row in list_echeances(membre, in_days(0), in_days(60))]


def test_what_is_only_proposed_is_not_among_what_is_decided(url, decision, siege, espace, chargee, elue, connecte):
    decision.echeance = in_days(30)
    decision.save()
    register = reverse("gouvernance:decision_list", args=[espace.pk])
    sienne = get_place(elue, espace)
    assert f"decision-{decision.pk}" in list_jours(sienne)
    create_consultation(by=chargee, decision=decision, fin=in_days(8))
    fin = date_longue(in_days(8)).replace("\xa0", " ")
    page = read(connecte(elue), url)
    assert f"Proposée, vote jusqu’au {fin}" in page
    assert "À faire" not in page
    assert f"decision-{decision.pk}" not in list_jours(sienne)
    registre = read(connecte(elue), register)
    proposees, _, decidees = registre.partition('aria-label="Choisir les décisions"')
    assert decision.libelle in proposees
    assert "Proposées, pas encore décidées" in proposees
    assert decision.libelle not in decidees
    close_consultation(by=chargee, decision=decision)
    assert decision.libelle in read(connecte(elue), register).partition('aria-label="Choisir les décisions"')[2]
    assert f"decision-{decision.pk}" in list_jours(sienne)


def test_the_question_is_at_the_top_of_the_block_where_one_votes(url, decision, siege, chargee, elue, connecte):
    create_consultation(by=chargee, decision=decision, fin=in_days(8))
    _, _, bloc = connecte(elue).get(url).text.partition('id="voix"')
    assert bloc.index(decision.libelle) < bloc.index('value="voix"')


def test_a_voice_that_is_asked_comes_first_on_the_page_of_an_elue(decision, siege, espace, chargee, elue, connecte):
    create_consultation(by=chargee, decision=decision, fin=in_days(8))
    page = reverse("plan_action:elu_detail", args=[espace.pk])
    demande = f"votre voix est demandée jusqu’au {date_longue(in_days(8))}".replace("\xa0", " ")
    assert demande in read(connecte(elue), page)
    # Two answers are one tap away; an objection is written on the page of the decision.
    repondre = reverse("gouvernance:decision_detail", args=[espace.pk, decision.pk])
    boutons = connecte(elue).get(page).text
    assert f'action="{repondre}"' in boutons
    assert [sens in boutons for sens in ('value="pour"', 'value="abstention"', 'value="contre"')] == [True, True, False]
    assert f"{repondre}?depuis=elu&amp;sens=contre#voix" in boutons
    contre = connecte(elue).get(f"{repondre}?depuis=elu&sens=contre").text
    assert re.search(r'value="contre"[^>]*\schecked', contre)
    assert 'name="depuis" value="elu"' in " ".join(connecte(elue).get(f"{repondre}?depuis=elu").text.split())
    suite = connecte(elue).post(repondre, {"geste": "voix", "sens": "pour", "phrase": "", "depuis": "elu"})
    assert suite.url == f"{page}#a-prendre"
    apres = read(connecte(elue), page)
    assert demande not in apres
    assert "vous pouvez changer jusqu’au" in apres
    assert "Changer ma voix" in apres
