"""A letter to a group: whom it goes to, what each copy says, that it leaves once."""

import pytest
from django.utils import timezone

from convive.acteurs.actions.lettre_groupe import (
    attach_destinataires,
    create_opposition,
    delete_lettre,
    delete_lettres_anciennes,
    delete_opposition,
    reopen_destinataires,
    submit_lettre,
)
from convive.acteurs.models import EchangeActeur, LettreGroupe, OppositionLettre
from convive.acteurs.rules.annuaire import ActeurRefuse
from convive.acteurs.rules.lettres_groupe import EtatDestinataire
from convive.acteurs.selectors.lettre_groupe import Cible, list_plis
from convive.journal.models import Journal
from tests.acteurs.factories import (
    create_fonction_essai,
    create_lettre_essai,
    create_organisation_essai,
    create_personne_essai,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def aline(espace):
    return create_personne_essai(espace, "Verdier", "Aline", civilite="madame", email="aline@exemple.fr")


def send(chargee, lettre, **options) -> bool:
    lettre.refresh_from_db()
    return submit_lettre(by=chargee, lettre=lettre, version=lettre.version, **options)


def test_each_copy_is_that_of_one_person(espace, chargee, aline, mailoutbox, django_capture_on_commit_callbacks):
    club = create_organisation_essai(espace, "Le club", adresse="1, rue du Port")
    create_fonction_essai(aline, create_organisation_essai(espace, "Mairie"), "Maire")
    poste = create_personne_essai(espace, "Sablon", "Odile", civilite="madame")
    texte = "{civilité} {nom}, {qualité}, {organisation}"
    lettre = create_lettre_essai(chargee, espace, aline, poste, club, objet="À {nom}", texte=texte)
    with django_capture_on_commit_callbacks(execute=True):
        assert send(chargee, lettre, is_vides_acceptes=True)
    (message,) = mailoutbox
    assert (message.to, message.subject, message.reply_to) == (["aline@exemple.fr"], "À Verdier", [chargee.email])
    assert message.body.startswith("Madame Verdier, Maire, Mairie\n")
    copies = {str(copie): copie for copie in lettre.destinataires.all()}
    assert {nom: copie.etat for nom, copie in copies.items()} == {
        "Aline Verdier": EtatDestinataire.PARTI,
        "Odile Sablon": EtatDestinataire.PAPIER,
        "Le club": EtatDestinataire.PAPIER,
    }
    assert (copies["Le club"].texte, copies["Le club"].adresse) == ("Le club", "1, rue du Port")
    # It is an exchange, on the card of each.
    echange = aline.echanges.get()
    assert (echange.nature, echange.texte) == ("courriel", "Lettre à un groupe\u00a0: À Verdier")
    assert poste.echanges.get().nature == "courrier"
    assert club.echanges.get().sujet.objet_uuid == lettre.pk


def test_sent_twice_leaves_once(espace, chargee, aline, mailoutbox, django_capture_on_commit_callbacks):
    lettre = create_lettre_essai(chargee, espace, aline)
    with django_capture_on_commit_callbacks(execute=True):
        assert (send(chargee, lettre), send(chargee, lettre)) == (True, False)
    assert (len(mailoutbox), EchangeActeur.objects.count()) == (1, 1)
    assert Journal.objects.filter(objet_uuid=lettre.pk, geste="notifier").count() == 1
    for change in (
        lambda: attach_destinataires(by=chargee, lettre=lettre, cibles=[]),
        lambda: delete_lettre(by=chargee, lettre=lettre),
    ):
        with pytest.raises(ActeurRefuse, match="ne change plus"):
            change()


def test_what_cannot_leave_says_why(espace, chargee, aline):
    with pytest.raises(ActeurRefuse, match=r"\{ville\}"):
        create_lettre_essai(chargee, espace, texte="{ville}")
    lettre = create_lettre_essai(chargee, espace, texte="{qualité}")
    with pytest.raises(ActeurRefuse, match="Personne à qui"):
        send(chargee, lettre)
    vue = lettre.version
    attach_destinataires(by=chargee, lettre=lettre, cibles=[Cible(aline, None), Cible(aline, None)])
    with pytest.raises(ActeurRefuse, match="a changé"):
        submit_lettre(by=chargee, lettre=lettre, version=vue)
    with pytest.raises(ActeurRefuse, match="vide"):
        send(chargee, lettre)
    (pli,) = list_plis(LettreGroupe.objects.select_related("espace").get())
    assert pli.vides == ("qualité",)
    assert LettreGroupe.objects.get().is_brouillon


def test_who_wants_no_more_letters_is_left_out(espace, chargee, aline, mailoutbox, django_capture_on_commit_callbacks):
    assert [create_opposition(by=None, espace=espace, email="ALINE@exemple.fr") for _ in range(2)] == [True, False]
    assert "aline" not in str(Journal.objects.get(objet_type="opposition_lettre").__dict__)
    lettre = create_lettre_essai(chargee, espace, aline)
    with pytest.raises(ActeurRefuse, match="Personne à qui"):
        send(chargee, lettre)
    autre = create_personne_essai(espace, "Sablon", email="odile@exemple.fr")
    attach_destinataires(by=chargee, lettre=lettre, cibles=[Cible(autre, None)])
    with django_capture_on_commit_callbacks(execute=True):
        send(chargee, lettre)
    assert [message.to for message in mailoutbox] == [["odile@exemple.fr"]]
    assert lettre.destinataires.get(personne=aline).etat == EtatDestinataire.ECARTE
    delete_opposition(by=chargee, opposition=OppositionLettre.objects.get())
    assert not OppositionLettre.objects.exists()


def test_refused_copy_leaves_again_to_the_address_of_today(
    espace, chargee, aline, mailoutbox, django_capture_on_commit_callbacks
):
    lettre = create_lettre_essai(chargee, espace, aline)
    with django_capture_on_commit_callbacks(execute=True):
        send(chargee, lettre)
    (copie,) = lettre.destinataires.all()
    assert reopen_destinataires(by=chargee, lettre=lettre, destinataires=[copie]) == 0, "it left: not twice"
    lettre.destinataires.update(etat=EtatDestinataire.REFUSE.value, raison="550 No such user")
    aline.email = "a.verdier@exemple.fr"
    aline.save()
    with django_capture_on_commit_callbacks(execute=True):
        assert reopen_destinataires(by=chargee, lettre=lettre, destinataires=[copie]) == 1
    assert mailoutbox[-1].to == ["a.verdier@exemple.fr"]


def test_old_letters_go_and_drafts_stay(espace, chargee, aline):
    partie = create_lettre_essai(chargee, espace, aline)
    LettreGroupe.objects.update(envoyee_le=timezone.now())
    create_lettre_essai(chargee, espace, aline, objet="Brouillon")
    assert delete_lettres_anciennes(timezone.now()) == 1
    assert not LettreGroupe.objects.filter(pk=partie.pk).exists()
    assert LettreGroupe.objects.get().objet == "Brouillon"
