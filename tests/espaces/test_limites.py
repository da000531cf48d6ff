"""A place limited to thématiques and communes: how it is given, said, kept, and never opened by accident."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from convive.espaces.actions.espace import update_perimetre_espace
from convive.espaces.actions.invitation import PlaceProposee, submit_invitation, validate_invitation
from convive.espaces.actions.membre import close_membre, update_membre
from convive.espaces.actions.thematique import close_thematique
from convive.espaces.models import Role
from convive.espaces.permissions import can_submit_invitation, can_update_membre, can_update_thematiques
from convive.espaces.rules import SANS_LIMITE, EspaceRefuse, Limites, build_phrase_limites
from convive.espaces.selectors.limites import build_limites_en_mots, get_choix_limites
from convive.espaces.selectors.membre import get_membre
from tests.espaces.factories import TOUT_L_ESPACE, create_compte, create_espace_civraisien, create_membre

pytestmark = pytest.mark.django_db


def get_uuids(espace, *noms: str) -> frozenset:
    return frozenset(espace.thematiques.filter(nom__in=noms).values_list("pk", flat=True))


@pytest.fixture
def place(espace, elue, chargee):
    """Limited to a thématique and a commune."""
    place = espace.membres.get(compte=elue)
    limites = Limites(frozenset({"86078"}), get_uuids(espace, "Jeunesse"))
    update_membre(by=chargee, membre=place, role=Role.ELU, dernier_jour=None, limites=limites)
    return get_membre(elue, espace.pk)


@pytest.mark.parametrize(
    ("thematiques", "communes", "phrase"),
    [
        ([], [], "tout l’espace"),
        (["Petite enfance", "Jeunesse"], ["A", "B", "C"], "Petite enfance et jeunesse, 3\xa0communes"),
        (["Enfance"], [], "Enfance"),
        ([], ["Civray", "Blanzay"], "Civray et Blanzay"),
        (["PMI", "RPE et LAEP", "Accès aux droits"], ["Civray"], "PMI, RPE et LAEP et accès aux droits, Civray"),
    ],
)
def test_limits_are_said_in_plain_words(thematiques, communes, phrase):
    assert build_phrase_limites(thematiques, communes) == phrase


def test_a_place_tells_its_limits(place, espace, chargee):
    assert place.limites == Limites(frozenset({"86078"}), get_uuids(espace, "Jeunesse"))
    assert place.limites.is_limitee
    assert not espace.membres.get(compte=chargee).limites.is_limitee
    assert build_limites_en_mots(espace, [place]) == {place.pk: "Jeunesse, Civray"}


def test_a_commune_that_leaves_stays_in_the_limit(place, espace, chargee, connecte):
    today = timezone.localdate()
    update_perimetre_espace(by=chargee, espace=espace, codes=["86024", "86082"], date_debut=today)
    place.refresh_from_db()
    assert place.limites.communes == {"86078"}
    assert ("86078", "Civray (hors du périmètre)") in get_choix_limites(espace, place.limites).communes
    assert build_limites_en_mots(espace, [place]) == {place.pk: "Jeunesse, Civray"}
    page = connecte(chargee).get(reverse("espaces:membre_update", args=[espace.pk, place.pk])).text
    assert "Civray (hors du périmètre)" in page
    # Keeping it is no change, and another place may not take it from the form.
    update_membre(by=chargee, membre=place, role=Role.ELU, dernier_jour=None, limites=place.limites)
    assert ("86078", "Civray") not in get_choix_limites(espace).communes


def test_an_archived_thematique_stays_in_the_limit(place, espace, chargee):
    close_thematique(by=chargee, thematique=espace.thematiques.get(nom="Jeunesse"))
    assert get_membre(place.compte, espace.pk).limites.thematiques == get_uuids(espace, "Jeunesse")
    choix = [libelle for _, libelle in get_choix_limites(espace, place.limites).thematiques]
    assert "Jeunesse (archivée)" in choix
    assert "Jeunesse (archivée)" not in [libelle for _, libelle in get_choix_limites(espace).thematiques]


@pytest.mark.parametrize(
    ("champs", "message"),
    [
        ({"etendue_thematiques": "choisies", "thematiques": []}, "Cochez au moins une thématique"),
        ({"etendue_communes": "choisies", "communes": []}, "Cochez au moins une commune"),
        ({"etendue_communes": "toutes", "communes": ["86024"]}, "Vous avez coché une commune"),
        ({"etendue_communes": ""}, "obligatoire"),
        ({"etendue_communes": "choisies", "communes": ["86194"]}, "86194"),
        ({"etendue_communes": "choisies", "communes": ["' OR 1=1"]}, "choix valide"),
        ({"etendue_thematiques": "choisies", "thematiques": ["x"]}, "choix valide"),
    ],
)
def test_a_form_never_opens_a_place_by_accident(place, espace, chargee, connecte, champs, message):
    url = reverse("espaces:membre_update", args=[espace.pk, place.pk])
    data = {"role": "elu", "dernier_jour": "", **TOUT_L_ESPACE} | champs
    response = connecte(chargee).post(url, data)
    assert response.status_code == 200
    assert message in response.text.replace("\xa0", " ")
    assert get_membre(place.compte, espace.pk).limites == place.limites


def test_a_place_is_opened_by_saying_so(place, espace, chargee, connecte):
    url = reverse("espaces:membre_update", args=[espace.pk, place.pk])
    data = {"role": "elu", "dernier_jour": "", **TOUT_L_ESPACE}
    assert connecte(chargee).post(url, data).status_code == 302
    assert get_membre(place.compte, espace.pk).limites == SANS_LIMITE


def test_a_ticked_box_is_enough_to_limit_a_place(espace, chargee, connecte):
    jeunesse = espace.thematiques.get(nom="Jeunesse").pk
    data = {"geste": "inviter", "email": "a@exemple.fr", "role": "elu", **TOUT_L_ESPACE, "thematiques": [str(jeunesse)]}
    assert connecte(chargee).post(reverse("espaces:membre_list", args=[espace.pk]), data).status_code == 302
    assert espace.invitations.get(email="a@exemple.fr").limites == Limites(thematiques=frozenset({jeunesse}))


def test_limits_of_another_espace_are_refused_everywhere(espace, place, chargee, connecte):
    voisin = create_espace_civraisien(create_compte("voisine"), nom="Voisin")
    foreign = voisin.thematiques.get(nom="Jeunesse").pk
    data = {**TOUT_L_ESPACE, "etendue_thematiques": "choisies", "thematiques": [str(foreign)]}
    pages = {
        reverse("espaces:membre_update", args=[espace.pk, place.pk]): {"role": "elu", "dernier_jour": ""},
        reverse("espaces:membre_list", args=[espace.pk]): {"geste": "inviter", "email": "a@exemple.fr", "role": "elu"},
    }
    for url, champs in pages.items():
        response = connecte(chargee).post(url, data | champs)
        assert response.status_code == 200
        assert str(foreign) in response.text
    for limites in (
        Limites(thematiques=frozenset({foreign})),
        Limites(thematiques=frozenset({uuid4()})),
        Limites(communes=frozenset({"86194"})),
    ):
        with pytest.raises(EspaceRefuse, match="n’est pas de cet espace"):
            update_membre(by=chargee, membre=place, role=Role.ELU, dernier_jour=None, limites=limites)
        place_proposee = PlaceProposee(Role.ELU, limites=limites)
        with pytest.raises(EspaceRefuse, match="n’est pas de cet espace"):
            submit_invitation(by=chargee, espace=espace, email="a@exemple.fr", place=place_proposee, build_url=str)
    assert not espace.invitations.exists()
    assert get_membre(place.compte, espace.pk).limites == place.limites


def test_a_limited_place_governs_nothing(espace, chargee, directeur, connecte):
    place = espace.membres.get(compte=directeur)
    limites = Limites(thematiques=get_uuids(espace, "Jeunesse"))
    update_membre(by=chargee, membre=place, role=Role.DIRECTION, dernier_jour=None, limites=limites)
    limited = get_membre(directeur, espace.pk)
    for can in (can_submit_invitation, can_update_membre, can_update_thematiques):
        assert not can(limited)
    client = connecte(directeur)
    base = f"/espaces/{espace.pk}/"
    for page in (f"membres/{place.pk}/", "perimetre/"):
        assert client.get(base + page).status_code == 403
    assert client.post(f"{base}membres/", {"geste": "fermer", "objet": place.pk}).status_code == 403
    assert client.post(f"{base}thematiques/", {"geste": "ajouter", "nom": "Prise"}).status_code == 403
    assert "Envoyer l’invitation" not in client.get(f"{base}membres/").text


def test_the_one_who_coordinates_keeps_the_whole_espace(espace, chargee):
    place = espace.membres.get(compte=chargee)
    half = Limites(communes=frozenset({"86078"}))
    with pytest.raises(EspaceRefuse, match="sans limite"):
        update_membre(by=chargee, membre=place, role=place.role, dernier_jour=None, limites=half)
    relais = create_membre(espace, create_compte("relais"), Role.CHARGE_COOPERATION)
    update_membre(by=chargee, membre=relais, role=relais.role, dernier_jour=None, limites=half)
    # A relay that sees one commune only is none.
    with pytest.raises(EspaceRefuse, match="sans limite"):
        close_membre(by=chargee, membre=place)
    update_membre(by=chargee, membre=relais, role=relais.role, dernier_jour=None, limites=SANS_LIMITE)
    close_membre(by=chargee, membre=place)


def test_a_limited_place_reads_in_the_journal_what_it_may_open(espace, chargee, coordinatrice, connecte):
    place = espace.membres.get(compte=coordinatrice)
    gone = espace.thematiques.get(nom="Handicap")
    client = connecte(chargee)
    client.post(f"/espaces/{espace.pk}/thematiques/", {"geste": "supprimer", "objet": gone.pk})
    url = f"/espaces/{espace.pk}/journal/"
    assert "Handicap" in connecte(chargee).get(url).text
    limites = Limites(thematiques=get_uuids(espace, "Jeunesse"))
    update_membre(by=chargee, membre=place, role=place.role, dernier_jour=None, limites=limites)
    page = connecte(coordinatrice).get(url).text
    assert "Handicap" not in page
    assert "Coordinatrice" in page


def test_an_invitation_carries_its_limits_its_end_and_a_name(espace, chargee, connecte):
    jeunesse, last = get_uuids(espace, "Jeunesse"), timezone.localdate() + timedelta(days=90)
    data = {
        "geste": "inviter",
        "email": "camille@exemple.fr",
        "nom": " Camille,   Les Passeurs ",
        "role": "partenaire",
        "dernier_jour": last.isoformat(),
        "etendue_thematiques": "choisies",
        "thematiques": [str(pk) for pk in jeunesse],
        "etendue_communes": "choisies",
        "communes": ["86024", "86078"],
    }
    url = reverse("espaces:membre_list", args=[espace.pk])
    page = connecte(chargee).post(url, data, follow=True).text
    assert "Camille, Les Passeurs" in page
    assert "Jeunesse, Blanzay et Civray, jusqu’au" in page
    assert "Votre accès\xa0: Jeunesse, Blanzay et Civray, jusqu’au" in mail.outbox[0].body
    # Sent again, it says the same.
    first = espace.invitations.get()
    connecte(chargee).post(url, {"geste": "renvoyer", "objet": first.pk})
    assert "Votre accès\xa0: Jeunesse, Blanzay et Civray, jusqu’au" in mail.outbox[1].body
    link = mail.outbox[1].body.partition("/espaces/invitation/")[2].partition("/")[0]
    invited = Client()
    page = invited.get(reverse("espaces:invitation_detail", args=[link])).text
    assert "Votre accès\xa0: Jeunesse, Blanzay et Civray" in page
    assert 'value="Camille, Les Passeurs"' in page
    invited.post(
        reverse("espaces:invitation_detail", args=[link]),
        {"geste": "creer", "nom_affiche": "Camille", "password": "Un-Matin-De-Mars-2026"},
    )
    place = espace.membres.get(compte__email="camille@exemple.fr")
    assert place.limites == Limites(frozenset({"86024", "86078"}), jeunesse)
    assert place.dernier_jour == last


def test_an_invitation_to_a_place_already_over_opens_nothing(espace, chargee):
    invitation = submit_invitation(
        by=chargee,
        espace=espace,
        email="invitee@exemple.fr",
        place=PlaceProposee(Role.ELU, dernier_jour=timezone.localdate()),
        build_url=str,
    )
    invitation.date_fin = timezone.localdate()
    invitation.save()
    with pytest.raises(EspaceRefuse, match="déjà fini"):
        validate_invitation(by=create_compte("invitee"), invitation=invitation)
    with pytest.raises(EspaceRefuse, match="est passé"):
        submit_invitation(
            by=chargee,
            espace=espace,
            email="b@exemple.fr",
            place=PlaceProposee(Role.ELU, dernier_jour=timezone.localdate() - timedelta(days=1)),
            build_url=str,
        )


def test_a_place_that_ended_is_offered_again_as_it_was(place, espace, chargee, connecte):
    close_membre(by=chargee, membre=place)
    url = reverse("espaces:membre_list", args=[espace.pk])
    page = connecte(chargee).get(url).text
    assert "Accès qui ont pris fin" in page
    connecte(chargee).post(url, {"geste": "reproposer", "objet": place.pk})
    invitation = espace.invitations.get()
    assert (invitation.email, invitation.role, invitation.limites) == ("elue@exemple.fr", Role.ELU, place.limites)
    validate_invitation(by=place.compte, invitation=invitation)
    renewed = get_membre(place.compte, espace.pk)
    assert renewed != place
    assert renewed.limites == place.limites
    assert "Accès qui ont pris fin" not in connecte(chargee).get(url).text
    # A place that is held is not offered twice.
    page = connecte(chargee).post(url, {"geste": "reproposer", "objet": renewed.pk}).text
    assert "déjà membre" in page


def test_several_people_hold_the_same_role(espace, elue, chargee):
    other = create_membre(espace, create_compte("elu"), Role.ELU)
    assert espace.membres.filter(role=Role.ELU).count() == 2
    close_membre(by=chargee, membre=other)
    assert get_membre(elue, espace.pk) is not None


def test_members_page_asks_as_much_with_one_limited_place_as_with_twenty(
    place, espace, chargee, connecte, django_assert_max_num_queries
):
    client = connecte(chargee)
    url = reverse("espaces:membre_list", args=[espace.pk])
    for i in range(20):
        other = create_membre(espace, create_compte(f"p{i}"), Role.PARTENAIRE)
        other.communes = ["86078"]
        other.save()
        other.thematiques.set(place.thematiques.all())
    with django_assert_max_num_queries(15):
        client.get(url)
