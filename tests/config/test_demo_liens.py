"""The links of the demonstration: one serves, one has expired and is asked again."""

from django.utils import timezone

from convive.config.demo.selectors import get_espace_demo
from convive.espaces.models import Membre
from convive.espaces.panels import list_taches_liens
from convive.espaces.rules import EtatLien
from convive.espaces.selectors.lien_magique import list_liens
from convive.socle.taches import Urgence


def test_demonstration_shows_a_link_that_serves_and_one_that_expired(demo):
    pilote = Membre.objects.get(espace=get_espace_demo(), role="direction")
    actif, expire = list_liens(pilote)
    assert (actif.etat, expire.etat) == (EtatLien.ACTIF, EtatLien.EXPIRE)
    assert actif.date_ouverture is not None
    assert "'" not in actif.lien.mot + expire.lien.mot
    [tache] = list_taches_liens(pilote, timezone.localdate())
    assert (tache.urgence, expire.lien.nom in tache.libelle) == (Urgence.A_FAIRE, True)
