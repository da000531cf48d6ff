"""What was told, to whom it has to be told again, what is no longer true."""

from datetime import date, time, timedelta

import pytest

from convive.formation.rules.envois import (
    EnvoiConnu,
    EtatConvocation,
    SorteEnvoi,
    build_annonce,
    is_utile,
    read_convocation,
)

JOUR = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("email", "envois", "etat"),
    [
        ("", [], EtatConvocation.SANS_ADRESSE),
        ("a@b.fr", [], EtatConvocation.A_CONVOQUER),
        ("a@b.fr", [EnvoiConnu("annulation", 0, "ici", True)], EtatConvocation.A_CONVOQUER),
        ("a@b.fr", [EnvoiConnu("convocation", 0, "ici", False)], EtatConvocation.EN_CHEMIN),
        ("a@b.fr", [EnvoiConnu("convocation", 0, "ici", True)], EtatConvocation.A_JOUR),
        ("a@b.fr", [EnvoiConnu("convocation", 0, "ailleurs", True)], EtatConvocation.DEPASSEE),
        (
            "a@b.fr",
            [EnvoiConnu("convocation", 1, "ici", True), EnvoiConnu("convocation", 0, "ailleurs", True)],
            EtatConvocation.A_JOUR,
        ),
    ],
    ids=str,
)
def test_where_a_convocation_stands(email, envois, etat):
    assert read_convocation(email, envois, "ici") is etat


def test_an_hour_or_a_place_that_moves_changes_what_is_told():
    def build(fin: time, lieu: str = "Salle") -> str:
        return build_annonce([(JOUR, time(9), fin)], lieu, "", "")

    assert build(time(12)) == build(time(12))
    assert len({build(time(12)), build(time(12, 30)), build(time(12), "Autre")}) == 3


@pytest.mark.parametrize(
    ("sorte", "session", "inscription", "fin", "utile"),
    [
        (SorteEnvoi.CONVOCATION, "ouverte", "inscrite", JOUR, True),
        (SorteEnvoi.CONVOCATION, "ouverte", "inscrite", date(2026, 11, 25), False),
        (SorteEnvoi.CONVOCATION, "ouverte", "inscrite", None, False),
        (SorteEnvoi.CONVOCATION, "annulee", "inscrite", JOUR, False),
        (SorteEnvoi.CONVOCATION, "ouverte", "desistement", JOUR, False),
        (SorteEnvoi.ANNULATION, "annulee", "attente", JOUR, True),
        (SorteEnvoi.ANNULATION, "preparation", "inscrite", JOUR, False),
        (SorteEnvoi.ADRESSE, "terminee", "abandon", None, True),
        (SorteEnvoi.LUNDI, "terminee", "inscrite", JOUR - timedelta(days=59), False),
        (SorteEnvoi.LUNDI, "terminee", "inscrite", JOUR - timedelta(days=60), True),
        (SorteEnvoi.LUNDI, "terminee", "inscrite", JOUR - timedelta(days=91), False),
        (SorteEnvoi.LUNDI, "terminee", "abandon", JOUR - timedelta(days=60), False),
        (SorteEnvoi.LUNDI, "terminee", "inscrite", None, False),
    ],
    ids=str,
)
def test_a_message_that_is_no_longer_true_does_not_leave(sorte, session, inscription, fin, utile):
    assert is_utile(sorte, etat_session=session, etat_inscription=inscription, date_fin=fin, today=JOUR) is utile
