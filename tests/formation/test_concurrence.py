"""A room that signs at the same instant: on a real SQLite file, and on PostgreSQL."""

from collections import Counter
from functools import partial
from uuid import uuid4

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from convive.formation.cles.emargement import build_cle
from convive.formation.models import Emargement, Inscription
from convive.journal.models import Journal
from tests.base_fichier import do_together
from tests.formation.presence_essai import TRACE, at, create_session_du_jour, get_matin

SALLE = 30


def test_thirty_phones_sign_at_once_behind_one_address(base_fichier, chargee, monkeypatch):
    """Each one sends twice: its owner taps again, or the script was not answered in time."""
    matin = get_matin(create_session_du_jour(chargee, stagiaires=SALLE))
    monkeypatch.setattr(timezone, "now", lambda: at(matin))
    url = reverse("formation:emargement_update", args=[build_cle(matin)])
    envois = [
        {"personne": str(pk), "cle": str(uuid4()), "trace": TRACE}
        for pk in Inscription.objects.filter(session=matin.session).values_list("pk", flat=True)
    ]

    def send(data: dict[str, str]) -> int:
        return Client(REMOTE_ADDR="10.0.0.1").post(url, data, headers={"HX-Request": "true"}).status_code

    answers = do_together([partial(send, data) for data in (*envois, *envois)])
    assert Counter(answers) == {200: 2 * SALLE}
    assert Emargement.objects.filter(presence="present", moyen="telephone").count() == SALLE
    assert Journal.objects.filter(geste="signer").count() == SALLE
