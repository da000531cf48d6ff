"""How long things are kept: the file, what an installation changes in it, and who deletes."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.utils import timezone

from convive.comptes.actions.conservation import delete_perimes
from convive.comptes.conservation import get_regle, get_regles, purges
from convive.comptes.models import Compte
from convive.comptes.traitements import list_traitements
from convive.journal.models import Geste, Journal

SANS_PURGE = {
    "comptes_inactifs": "convive comptes_inactifs",
    "comptes_sans_place": "convive comptes_inactifs",
    "delai_effacement": "convive conservation, demande par demande",
}


def test_each_rule_is_applied_by_someone():
    assert set(get_regles()) == {*purges.get_all(), *SANS_PURGE}


def test_rules_are_sentences_in_french():
    for regle in get_regles().values():
        assert "'" not in regle.libelle + regle.depart + regle.sort + regle.source
        assert regle.duree_libelle.endswith((regle.unite, "ans", "aussitôt"))
    assert get_regle("sessions").duree_libelle == "aussitôt"
    assert "6 ans" in {regle.duree_libelle for regle in get_regles().values()}
    assert get_regle("comptes_inactifs").durees == (24, 25, 26)


def test_each_rule_is_that_of_a_record_of_processing():
    assert {cle for fiche in list_traitements() for cle in fiche.conservation} == set(get_regles())
    assert all(fiche.regles or fiche.sans_duree for fiche in list_traitements())


def write(tmp_path, settings, texte: str) -> None:
    settings.CONSERVATION_FILE = tmp_path / "durees.yaml"
    settings.CONSERVATION_FILE.write_text(texte, encoding="utf-8")


def test_an_installation_changes_the_duration_that_it_names(tmp_path, settings):
    write(tmp_path, settings, "liens: {duree: 6}\ninvitations: {duree: 1, unite: mois, source: notre délégué}\n")
    assert get_regle("liens").duree_libelle == "6 mois"
    assert get_regle("invitations").delai.days == 30
    assert get_regle("sessions").durees == (0,)


@pytest.mark.parametrize(
    ("texte", "dit"),
    [
        ("inconnue: {duree: 6}", "inconnue"),
        ("liens: 6", "liens"),
        ("liens: {duree: six}", "liens"),
        ("liens: {duree: -1}", "liens"),
        ("liens: {duree: true}", "liens"),
        ("liens: {unite: siècles}", "unité"),
        ("liens: {source: ''}", "source"),
        ("comptes_inactifs: {duree: 12}", "trois durées"),
        ("comptes_inactifs: {duree: [30, 25, 26]}", "comptes_inactifs"),
        ("- liens", "une règle par clé"),
        ("{", "illisibles"),
    ],
)
def test_a_wrong_file_stops_with_what_is_wrong(tmp_path, settings, texte, dit):
    write(tmp_path, settings, texte)
    with pytest.raises(ImproperlyConfigured, match=dit):
        get_regles()


def test_a_missing_file_is_said(tmp_path, settings):
    settings.CONSERVATION_FILE = tmp_path / "absent.yaml"
    with pytest.raises(ImproperlyConfigured, match=r"absent\.yaml"):
        get_regles()


@pytest.mark.django_db
def test_what_is_too_old_goes_and_the_rest_stays(compte, capsys):
    now = timezone.now()
    for jours in (10, 40):
        attempt = AccessAttempt.objects.create(
            username=f"a{jours}", ip_address="192.0.2.1", user_agent="x", failures_since_start=1
        )
        AccessAttempt.objects.filter(pk=attempt.pk).update(attempt_time=now - timedelta(days=jours))
        Session.objects.create(session_key=f"s{jours}", session_data="", expire_date=now + timedelta(days=25 - jours))
    for geste, jours in ((Geste.CONSULTER, 400), (Geste.CONSULTER, 10), (Geste.CREER, 4000)):
        Journal.objects.create(
            auteur_nom="x", geste=geste, objet_type="x", objet_uuid=compte.pk, at=now - timedelta(days=jours)
        )
    call_command("conservation", dry_run=True)
    assert "Un lien personnel qui ne sert plus : 12 mois" in capsys.readouterr().out
    assert AccessAttempt.objects.count() == 2
    call_command("conservation")
    said = capsys.readouterr().out
    assert "Effacé, les mots de passe faux : 1." in said
    assert "Comptes effacés à leur demande : 0." in said
    assert AccessAttempt.objects.get().username == "a10"
    assert Session.objects.get().session_key == "s10"
    assert sorted(Journal.objects.values_list("geste", flat=True)) == ["consulter", "creer"]
    assert [ligne.nombre for ligne in delete_perimes()] == [0] * len(purges.get_all())
    assert Compte.objects.count() == 1
