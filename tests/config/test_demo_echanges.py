"""What is said in the demonstration: shared and internal, dated, with something new for each person."""

from datetime import timedelta

from django.utils import timezone

from convive.config.demo.selectors import get_espace_demo, read_scene
from convive.echanges.models import Commentaire, Discussion, Mention, Notification
from convive.echanges.panels import list_taches
from convive.echanges.selectors.lettre_semaine import build_contenu
from convive.echanges.selectors.mouvement import list_mouvements
from convive.echanges.selectors.notification import count_non_lues
from convive.espaces.models import Membre
from convive.journal.models import Journal
from convive.socle.texte import clean_texte
from tests.config.test_demo import get_equipe


def get_place(cle: str) -> Membre:
    [persona] = [persona for persona in read_scene().personas if persona.cle == cle]
    return Membre.objects.get(espace=get_espace_demo(), compte=persona.uuid)


def test_exchanges_are_shared_and_internal_and_told_at_their_day(demo):
    discussions = Discussion.objects.filter(espace=get_espace_demo())
    assert set(discussions.values_list("is_interne", flat=True)) == {True, False}
    assert discussions.filter(reglee_le__isnull=False).exists()
    assert set(discussions.values_list("objet_type", flat=True)) == {"note", "espace"}
    now = timezone.now()
    for discussion in discussions.prefetch_related("commentaires"):
        dates = [commentaire.publie_le for commentaire in discussion.commentaires.all()]
        assert (discussion.ouverte_le, discussion.active_le) == (dates[0], dates[-1])
        assert dates[-1] < now
        assert Journal.objects.filter(detail__discussion=str(discussion.pk), at=dates[-1]).exists()
    for texte in Commentaire.objects.values_list("texte", flat=True):
        assert texte == clean_texte(texte)
        assert "'" not in texte
    assert Mention.objects.exists()


def test_each_person_has_something_new_and_nothing_of_her_own(demo):
    for persona in get_equipe():
        compte = get_place(persona.cle).compte
        assert count_non_lues(compte) >= 1, persona.cle
        siennes = Notification.objects.filter(compte=compte)
        assert not siennes.filter(auteur=compte).exists(), persona.cle
        assert not siennes.filter(is_lue=False, created_at__lt=timezone.now() - timedelta(days=7)).exists()
        assert siennes.visible_to(compte).count() == siennes.count(), persona.cle


def test_whoever_reads_nothing_internal_is_told_nothing_internal(demo):
    assert Notification.objects.filter(compte=get_place("directeur").compte, is_interne=True).exists()
    for cle in ("elue", "conseillere_caf", "partenaire", "lectrice", "formatrice", "administrateur"):
        assert not Notification.objects.filter(compte=get_place(cle).compte, is_interne=True).exists(), cle


def test_home_and_letter_have_something_to_say(demo):
    chargee, today = get_place("chargee"), timezone.localdate()
    assert any(mouvement.geste_libelle.startswith("a ") for mouvement in list_mouvements(chargee, today))
    assert [tache.libelle for tache in list_taches(get_place("elue"), today)] == ["Répondre à Maëlle Orvelin"]
    assert not build_contenu(chargee.compte, timezone.now()).is_vide
