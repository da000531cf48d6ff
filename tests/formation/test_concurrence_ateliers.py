"""A room of thirty phones that write at the same instant: on a real SQLite file, and on PostgreSQL."""

from collections import Counter
from functools import partial

from django.test import Client
from django.urls import reverse

from convive.formation.cles.stagiaire import build_cle
from convive.formation.models import ReponseAtelier
from tests.base_fichier import do_together
from tests.formation.factories_atelier import create_atelier_essai, create_groupe_essai, create_salle_essai

SALLE, GROUPES = 30, 6


def test_thirty_phones_write_in_their_groups_and_nothing_is_lost(base_fichier, chargee):
    """Five to a group, each in a box of its group and in her own notes, twice: each box holds one text."""
    session, personnes = create_salle_essai(chargee, SALLE)
    atelier = create_atelier_essai(session, "dix_sept_objectifs", "cas")
    for rang in range(GROUPES):
        create_groupe_essai(atelier, *((qui, "") for qui in personnes[rang::GROUPES]), ordre=rang + 1)
    urls = [reverse("formation:atelier_stagiaire_detail", args=[build_cle(qui), atelier.pk]) for qui in personnes]

    def write(rang: int, champ: str) -> int:
        client = Client(REMOTE_ADDR=f"10.0.1.{rang}")
        saisie = {"champ": champ, "base": "", "texte": f"Écrit par {rang}"}
        return client.post(urls[rang], saisie, headers={"hx-request": "true"}).status_code

    answers = do_together([partial(write, rang, champ) for rang in range(SALLE) for champ in ("consigne-1", "notes")])
    assert Counter(answers) == {200: 2 * SALLE}
    assert ReponseAtelier.objects.filter(champ="notes").count() == SALLE
    groupe = ReponseAtelier.objects.filter(champ="consigne-1")
    # The first of each group is kept; the four others were shown both texts, and kept theirs on their phones.
    assert groupe.count() == GROUPES
    assert {row.texte for row in groupe} <= {f"Écrit par {rang}" for rang in range(SALLE)}
