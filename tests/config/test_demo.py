"""The demonstration: one invented person per role, and nothing of anyone else is ever touched."""

import io
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.core.serializers import serialize
from django.utils import timezone
from playwright.sync_api import expect

from convive.comptes.models import Compte
from convive.comptes.personas import Persona
from convive.config.demo.actions import DemoRefusee, delete_demo, update_demo
from convive.config.demo.selectors import DemoSurPlace, get_espace_demo, read_scene
from convive.config.management.commands.serve import build_annonce
from convive.documents.models import Gel
from convive.documents.rules.gel import Verdict
from convive.documents.sceau import get_verdict
from convive.espaces.actions.espace import create_espace
from convive.espaces.actions.invitation import PlaceProposee, submit_invitation
from convive.espaces.actions.membre import close_membre
from convive.espaces.copie.ecriture import compute_empreinte_espace
from convive.espaces.models import Espace, Invitation, Membre, Note, PerimetreEspace, Role, TypeEspace
from convive.espaces.permissions import is_permis_membre
from convive.espaces.selectors.espace import get_perimetre_espace, list_espaces
from convive.espaces.selectors.membre import get_membre, list_membres
from convive.espaces.selectors.partage import list_partages_recus
from convive.journal.models import Geste
from convive.journal.selectors import get_journal
from convive.socle.formats import date_longue
from tests.espaces.factories import create_compte, create_espace_civraisien, create_membre
from tests.navigateur import check_axe


def run_demo(geste: str) -> str:
    sortie = io.StringIO()
    call_command("demo", geste, stdout=sortie)
    return sortie.getvalue()


def photograph(espace: Espace) -> str:
    """Every row of an espace, with its people."""
    rows = [
        *Espace.objects.filter(pk=espace.pk),
        *PerimetreEspace.objects.filter(espace=espace),
        *Membre.objects.filter(espace=espace).order_by("pk"),
        *Invitation.objects.filter(espace=espace).order_by("pk"),
    ]
    return serialize("json", rows)


def get_persona(cle: str) -> Compte:
    return Compte.objects.get(email=f"{cle}@exemple.invalid")


def get_equipe() -> list[Persona]:
    """Those who enter in the espace of the territoire."""
    scene = read_scene()
    return [persona for persona in scene.personas if scene.places[persona.cle][0].espace == TypeEspace.TERRITOIRE]


def test_file_has_one_invented_person_per_role_and_one_espace_per_type():
    scene = read_scene()
    assert sorted(persona.role for persona in get_equipe()) == sorted(Role.values)
    assert len({persona.cle for persona in scene.personas}) == len({persona.nom for persona in scene.personas}) == 11
    assert sorted(espace.type for espace in scene.espaces) == sorted(TypeEspace.values)
    assert all("(démonstration)" in espace.nom for espace in scene.espaces)
    for persona in scene.personas:
        assert persona.email.endswith("@exemple.invalid")
        assert persona.voit.endswith(".")
        assert "'" not in persona.nom + persona.fonction + persona.voit


@pytest.mark.parametrize(
    ("objet", "geste", "promesse"),
    [
        ("Les invitations", "gérer", " invite,"),
        ("L’accès d’un membre", "fermer", "modifie l’accès de chacun"),
        ("Le périmètre", "modifier", "et le périmètre"),
        ("La copie de l’espace", "télécharger", "télécharge une copie"),
        ("L’accueil de l’espace", "voir", ("oit l’accueil", "oit tout")),
        ("Le journal", "voir", ("et le journal",)),
        ("Le partage avec un département", "gérer", "choisit ce qui est montré à la Caf"),
    ],
)
def test_sentence_of_each_persona_says_what_her_place_may_do(demo, objet, geste, promesse):
    promesses = (promesse,) if isinstance(promesse, str) else promesse
    for persona in get_equipe():
        dit = any(mots in persona.voit for mots in promesses)
        membre = get_membre(Compte.objects.get(pk=persona.uuid), get_espace_demo().pk)
        assert dit is is_permis_membre(membre, "espaces", objet, geste), persona.cle


def test_sentence_of_a_limited_persona_says_which_notes_she_reads(demo):
    espace = get_espace_demo()
    lues = {}
    for cle in ("chargee", "coordinatrice", "partenaire", "consultante"):
        membre = get_membre(get_persona(cle), espace.pk)
        assert membre.limites.is_limitee is ("accès est limité" in read_scene().get_persona(cle).voit)
        lues[cle] = set(Note.objects.visible_to(membre.compte).values_list("titre", flat=True))
    petite_enfance, enfance, communes = (
        "Petite enfance, ce que disent les assistantes maternelles",
        "Accueils de loisirs, les petites vacances",
        "Rochegivre et Noirépine, venir jusqu’à nous",
    )
    assert lues["chargee"] - lues["coordinatrice"] == {enfance}
    assert lues["chargee"] - lues["partenaire"] == {petite_enfance, communes}
    assert lues["chargee"] - lues["consultante"] == {petite_enfance, enfance}


def test_caf_reads_what_the_territoire_shows_and_nothing_else(client, demo):
    arrivee = client.post("/compte/demo/", {"persona": "responsable_caf"}).headers["Location"]
    departement = get_espace_demo(TypeEspace.DEPARTEMENT)
    assert arrivee == f"/espaces/{departement.pk}/"
    [ligne] = list_partages_recus(get_membre(get_persona("responsable-caf"), departement.pk))
    voit = read_scene().get_persona("responsable_caf").voit
    assert [champ.cle for champ in ligne.champs] == ["perimetre", "thematiques", "indicateurs"]
    assert all(mot in voit for mot in ("le périmètre", "les thématiques", "chiffres du portrait"))
    page = client.get(f"{arrivee}territoires/{ligne.partage.pk}/")
    assert page.status_code == 200
    assert "Montorvelle" in page.text or "Fictiville" in page.text
    assert "Petite enfance" in page.text
    assert "Territoire d’exercice" in page.text
    for adresse in ("", "membres/", "carnet/"):
        assert client.get(f"/espaces/{get_espace_demo().pk}/{adresse}").status_code == 404
    # The conseillère has a place on both sides.
    assert {m.espace.type for m in list_espaces(get_persona("conseillere-caf"))} == {"territoire", "departement"}


def test_cabinet_has_a_mission_that_ends(client, demo):
    client.post("/compte/demo/", {"persona": "consultante"})
    cabinet = get_espace_demo(TypeEspace.CABINET)
    assert not cabinet.perimetres.exists()
    mission = get_membre(get_persona("consultante"), get_espace_demo().pk)
    assert mission.dernier_jour == timezone.localdate() + timedelta(days=44)
    page = client.get(f"/espaces/{cabinet.pk}/").text
    assert "Mes missions" in page
    assert f'href="/espaces/{get_espace_demo().pk}/"' in page
    assert '<td data-titre="Mon accès">Jeunesse</td>' in page
    assert date_longue(mission.dernier_jour) in page


def test_the_practice_espace_says_what_the_territoire_says(demo):
    territoire, exercice = get_espace_demo(), get_espace_demo(TypeEspace.ENTRAINEMENT)
    Espace.objects.filter(pk=exercice.pk).update(nom=territoire.nom, type=territoire.type)
    assert compute_empreinte_espace(exercice) == compute_empreinte_espace(territoire)


def test_training_organisation_finds_its_practice_espace(client, demo):
    client.post("/compte/demo/", {"persona": "formatrice"})
    page = client.get(f"/espaces/{get_espace_demo(TypeEspace.ORGANISME_FORMATION).pk}/").text
    assert f'href="/espaces/{get_espace_demo(TypeEspace.ENTRAINEMENT).pk}/"' in page


def test_demo_is_made_once(settings, pays):
    settings.DEMO = True
    assert "5\xa0espaces, 11\xa0comptes inventés" in run_demo("build")
    espace = get_espace_demo()
    assert list(dict.fromkeys(membre.role for membre in list_membres(espace))) == Role.values
    perimetre = get_perimetre_espace(espace)
    assert perimetre.fictif
    assert perimetre.communes
    before = photograph(espace)
    assert "rien n’a changé" in run_demo("build")
    assert photograph(get_espace_demo()) == before
    assert not any(compte.has_usable_password() for compte in Compte.objects.all())


@pytest.mark.parametrize("persona", get_equipe(), ids=lambda persona: persona.cle)
def test_persona_reaches_the_espace_with_her_own_rights(client, demo, persona):
    reponse = client.post("/compte/demo/", {"persona": persona.cle})
    base = f"/espaces/{get_espace_demo().pk}/"
    technique, discrets = persona.role == Role.ADMINISTRATEUR_TECHNIQUE, {"partenaire", "lecture", "formateur"}
    arrivee = f"/espaces/{get_espace_demo(read_scene().get_arrivee(persona.cle).espace).pk}/"
    assert (arrivee == base) == (persona.cle != "formatrice")
    debuts = {Role.ADMINISTRATEUR_TECHNIQUE: f"{base}qui-voit-quoi/", Role.ELU: f"{base}plan/mon-mandat/"}
    assert reponse.headers["Location"] == debuts.get(persona.role, arrivee)
    page = client.get(reponse.headers["Location"])
    assert page.status_code == 200
    assert persona.nom in page.text
    assert client.get(base).status_code == (403 if technique else 200)
    assert client.get(f"{base}membres/").status_code == (403 if persona.role in discrets else 200)
    lecteurs = {"charge_cooperation", "direction", "coordonnateur_thematique"}
    assert client.get(f"{base}journal/").status_code == (200 if persona.role in lecteurs else 403)


def test_entering_is_written_in_the_journal(client, demo):
    client.post("/compte/demo/", {"persona": "elue"})
    visite, creation, *histoire = get_journal(get_espace_demo().pk)
    assert (visite.auteur_nom, visite.geste) == (get_persona("elue").nom_affiche, "consulter")
    assert creation.geste == "creer"
    assert {ligne.geste for ligne in histoire} == {"creer", "modifier", "commenter", "clore"}


def test_carnet_has_its_notes_their_versions_and_their_authors(demo):
    espace = get_espace_demo()
    note = Note.objects.get(espace=espace, titre="Comment nous travaillons ensemble")
    versions = list(note.versions.order_by("version"))
    assert [version.auteur_nom for version in versions] == ["Maëlle Orvelin", "Tugdual Rochemaure", "Soraya Bellegué"]
    assert (timezone.now() - versions[0].history_date).days in (63, 64)
    assert note.created_at == versions[0].history_date
    assert note.updated_at == versions[-1].history_date
    for autre in Note.objects.filter(espace=espace):
        assert "'" not in autre.titre + autre.texte
    limitees = Note.objects.filter(espace=espace, thematiques__isnull=False).values_list("thematiques__nom", flat=True)
    assert sorted(limitees) == ["Enfance", "Petite enfance"]


def test_what_was_shown_in_the_demonstration_is_frozen_and_intact(demo):
    espace = get_espace_demo()
    # The diagnosis has its own test.
    gels_notes = Gel.objects.filter(espace=espace, objet_type="note")
    regles, petite_enfance = gels_notes.order_by("date_gel")
    assert regles.auteur == "Tugdual Rochemaure, Direction"
    assert (timezone.now() - regles.date_gel).days in (35, 36)
    assert {get_verdict(gel) for gel in (regles, petite_enfance)} == {Verdict.INTACT}
    note = Note.objects.get(pk=regles.objet_uuid)
    fige = regles.read_contenu().donnees["texte"]
    assert "passe d’abord par la direction" in fige
    assert fige == note.versions.get(version=2).texte != note.texte
    assert set(Gel.objects.visible_to(get_persona("elue")).filter(objet_type="note")) == {regles, petite_enfance}


def test_persona_without_place_goes_to_the_list(client, demo):
    close_membre(by=get_persona("chargee"), membre=Membre.objects.get(compte=get_persona("elue")))
    assert client.post("/compte/demo/", {"persona": "elue"}).headers["Location"] == "/espaces/"


def test_unknown_persona_has_no_access(demo):
    assert DemoSurPlace().get_acces("inconnue") is None
    Compte.objects.filter(email="elue@exemple.invalid").update(is_active=False)
    assert DemoSurPlace().get_acces("elue") is None


def test_reset_restores_what_visitors_changed(demo):
    former = get_espace_demo()
    chargee, elue = get_persona("chargee"), get_persona("elue")
    submit_invitation(by=chargee, espace=former, email="x@exemple.invalid", place=PlaceProposee("elu"), build_url=str)
    close_membre(by=chargee, membre=Membre.objects.get(compte=elue))
    former.nom = "Autre nom"
    former.save()
    elue.set_password("Une-Cle-De-Visiteur-1")
    elue.nom_affiche, elue.email = "Quelqu’un", "ailleurs@exemple.invalid"
    elue.save()
    said = run_demo("reset")
    assert "Effacés : 5\xa0espaces, 11\xa0comptes" in said
    assert "5\xa0espaces, 11\xa0comptes inventés.\nLes autres espaces n’ont pas changé." in said
    espace = get_espace_demo()
    assert espace.nom == read_scene().nom
    assert not Espace.objects.filter(pk=former.pk).exists()
    assert not Invitation.objects.exists()
    noms = {membre.compte.nom_affiche for membre in list_membres(espace)}
    assert noms == {persona.nom for persona in (*get_equipe(), read_scene().get_persona("consultante"))}
    assert not get_persona("elue").has_usable_password()
    # The journal only grows: the new espace starts with a page of its own.
    assert not any(ligne.geste == Geste.INVITER for ligne in get_journal(espace.pk))


def test_reset_never_touches_another_espace(demo):
    reelle = create_compte("reelle")
    autre = create_espace_civraisien(reelle)
    homonyme = create_espace(by=reelle, reference="999900017", nom=read_scene().nom)
    elue = get_persona("elue")
    create_membre(autre, elue, Role.ELU)
    sien = create_espace_civraisien(get_persona("directeur"), nom="Espace d’une visite")
    Authenticator.objects.create(user=elue, type=Authenticator.Type.TOTP, data={})
    elue.nom_affiche = "Quelqu’un"
    elue.is_staff = True
    elue.save()
    before = [photograph(espace) for espace in (autre, homonyme, sien)]
    said = run_demo("reset")
    assert "Comptes gardés" in said
    assert "Quelqu’un" in said
    assert [photograph(espace) for espace in (autre, homonyme, sien)] == before
    elue.refresh_from_db()
    assert elue.nom_affiche != "Quelqu’un"
    assert not elue.is_staff
    assert not Authenticator.objects.exists()
    assert EmailAddress.objects.get(user=elue).email == "elue@exemple.invalid"
    assert Membre.objects.filter(espace=get_espace_demo()).count() == 10


def test_reset_is_all_or_nothing(demo):
    espace = get_espace_demo()
    before = photograph(espace)
    Compte.objects.filter(email="elue@exemple.invalid").update(email="autre@exemple.invalid")
    EmailAddress.objects.filter(email="elue@exemple.invalid").delete()
    Compte.objects.create_user("elue@exemple.invalid", nom_affiche="Une autre personne")
    with pytest.raises(DemoRefusee):
        update_demo()
    with pytest.raises(CommandError, match=r"elue@exemple\.invalid"):
        run_demo("reset")
    assert photograph(espace) == before


def test_delete_works_when_the_demo_is_off(settings, demo):
    settings.DEMO = False
    autre = create_espace_civraisien(create_compte("reelle"))
    assert "Effacés : 5\xa0espaces, 11\xa0comptes" in run_demo("delete")
    assert get_espace_demo() is None
    assert list(Espace.objects.all()) == [autre]
    assert Compte.objects.count() == 1
    assert delete_demo().espaces_effaces == 0


@pytest.mark.parametrize("geste", ["build", "reset"])
def test_nothing_is_made_when_the_demo_is_off(settings, db, geste):
    settings.DEMO = False
    with pytest.raises(CommandError, match="CONVIVE_DEMO=1"):
        run_demo(geste)
    assert not Espace.objects.exists()


def test_what_to_look_at_names_the_page_only_when_on(settings):
    settings.DEMO = False
    assert "/compte/demo/" not in build_annonce("http://x/")
    settings.DEMO = True
    assert "http://x/compte/demo/" in build_annonce("http://x/")


@pytest.fixture
def commande(settings, tmp_path):
    from convive.config.management.commands.prepare import Command

    settings.VAR_DIR, settings.DEMO = tmp_path, True
    return Command(stderr=io.StringIO())


def test_second_start_changes_nothing(commande, pays, django_assert_num_queries):
    commande._build_demo()
    before = photograph(get_espace_demo())
    with django_assert_num_queries(1):
        commande._build_demo()
    assert photograph(get_espace_demo()) == before


def test_start_follows_its_file_and_a_lost_espace(commande, demo):
    former = get_espace_demo()
    commande._get_stamp("demo").write_text("une autre version")
    commande._build_demo()
    assert get_espace_demo() != former
    delete_demo()
    commande._build_demo()
    assert get_espace_demo() is not None


def test_start_keeps_what_is_there_when_its_stamp_is_lost(commande, demo):
    before = photograph(get_espace_demo())
    commande._build_demo()
    assert photograph(get_espace_demo()) == before


def test_start_says_why_it_stops(commande, pays):
    Compte.objects.create_user("elue@exemple.invalid")
    with pytest.raises(CommandError, match=r"elue@exemple\.invalid"):
        commande._build_demo()


@pytest.mark.parametrize("ouverte", [True, False])
def test_preparation_makes_the_demo_only_when_on(commande, settings, db, monkeypatch, ouverte):
    settings.DEMO = ouverte
    faites = []
    for etape in ("_build_donnees", "_import_territoires", "_build_demo", "_collect_static"):
        monkeypatch.setattr(commande, etape, lambda etape=etape: faites.append(etape))
    commande.handle()
    assert ("_build_demo" in faites) is ouverte


@pytest.mark.parcours
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("largeur", [360, 1280])
def test_visitor_takes_the_place_of_a_persona(page_web, live_server, demo, largeur):
    page_web.set_viewport_size({"width": largeur, "height": 900})
    page_web.goto(f"{live_server.url}/compte/demo/")
    check_axe(page_web)
    assert page_web.evaluate("document.documentElement.scrollWidth") <= largeur
    page_web.get_by_role("button", name="Entrer à la place de Noëlle Vauclarin").click()
    expect(page_web.get_by_role("heading", level=1)).to_contain_text("Bonjour Noëlle Vauclarin")
    check_axe(page_web)
