"""What the actions do, refuse, and write in the journal."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from convive.acteurs.models import Organisation
from convive.convention.actions.avenant import (
    ApresLaFin,
    create_avenant,
    delete_avenant,
    reopen_avenant,
    sign_avenant,
    update_avenant,
)
from convive.convention.actions.ctg import SaisieCtg, create_ctg, sign_ctg, update_ctg
from convive.convention.actions.jalon import SaisieJalon, create_jalon, create_types_usuels, delete_jalon, update_jalon
from convive.convention.actions.signataire import (
    SaisieDeliberation,
    SaisieSignataire,
    create_signataire,
    delete_signataire,
    update_deliberation,
    update_signataire,
)
from convive.convention.models import Avenant, Ctg, Deliberation, Jalon, Signataire, TypeJalon
from convive.convention.rules.avenants import Nature
from convive.convention.rules.ctg import ConventionRefusee
from convive.convention.selectors.signataire import build_tableau, list_signataires
from convive.espaces.actions.ecriture import FicheChangee
from convive.espaces.models import Espace
from convive.espaces.permissions import EspaceExpire
from convive.journal.models import Journal
from tests.convention.factories import (
    CAF,
    CIVRAY,
    EPCI,
    TODAY,
    build_contenu,
    build_saisies,
    create_avenant_essai,
    create_ctg_essai,
    create_projet,
    get_debut,
    get_fin,
    get_signataire,
)

pytestmark = pytest.mark.django_db


def list_gestes(objet_type: str) -> list[str]:
    return list(Journal.objects.filter(objet_type=objet_type).order_by("at").values_list("geste", flat=True))


def test_an_existing_ctg_is_entered_with_its_signatories_and_the_directory_follows(espace, ctg):
    assert ctg.nom == f"CTG {get_debut().year}-{get_fin().year}"
    assert {o.nom: (o.type, o.source) for o in Organisation.objects.filter(espace=espace)} == {
        EPCI: ("epci", "Saisie de la CTG"),
        CAF: ("caf", "Saisie de la CTG"),
        CIVRAY: ("commune", "Saisie de la CTG"),
    }
    # Signed by all on the day of the CTG; their délibérations are kept.
    deliberations = Deliberation.objects.filter(signataire__ctg=ctg)
    assert {(d.numero, d.date_signature) for d in deliberations} == {("12", ctg.date_signature)}
    assert TypeJalon.objects.filter(espace=espace).count() == 21
    assert list_gestes("ctg") == ["creer"]


def test_the_same_ctg_twice_is_refused_and_nothing_is_kept(espace, ctg, chargee):
    with pytest.raises(ConventionRefusee, match="a déjà une"):
        create_ctg_essai(espace, chargee)
    assert Ctg.objects.count() == 1
    assert Organisation.objects.filter(espace=espace).count() == 3


def test_a_wrong_date_keeps_nothing_of_the_signatories(espace, chargee):
    saisie = SaisieCtg(get_debut(), get_fin())
    demain = replace(build_saisies()[2], jour=TODAY() + timedelta(days=1))
    with pytest.raises(ConventionRefusee, match="est à venir"):
        create_ctg(by=chargee, espace=espace, saisie=saisie, signataires=[*build_saisies()[:2], demain])
    assert (Ctg.objects.count(), Organisation.objects.count(), Signataire.objects.count()) == (0, 0, 0)


def test_a_ctg_follows_another_one_and_not_itself(espace, ctg, chargee):
    suivante = create_projet(
        espace, chargee, date_debut=date(get_fin().year + 1, 1, 1), date_fin=date(get_fin().year + 5, 12, 31),
        ctg_precedente=ctg,
    )  # fmt: skip
    assert suivante.ctg_precedente == ctg
    saisie = SaisieCtg(suivante.date_debut, suivante.date_fin, ctg_precedente=suivante)
    with pytest.raises(ConventionRefusee, match="ne se suit pas"):
        update_ctg(by=chargee, ctg=suivante, saisie=saisie, version=suivante.version)
    with pytest.raises(ConventionRefusee, match="CTG précédente court"):
        create_projet(espace, chargee, nom="Trop tôt", ctg_precedente=ctg)


def test_a_change_of_dates_is_kept_once_and_a_late_form_is_told(ctg, chargee):
    saisie = SaisieCtg(ctg.date_debut, ctg.date_fin, "Notre CTG", ctg.date_signature, communes=frozenset({"86078"}))
    update_ctg(by=chargee, ctg=ctg, saisie=saisie, version=1)
    update_ctg(by=chargee, ctg=ctg, saisie=saisie, version=1)
    ctg.refresh_from_db()
    assert (ctg.nom, ctg.communes, ctg.version) == ("Notre CTG", ["86078"], 2)
    assert list_gestes("ctg") == ["creer", "modifier"]
    with pytest.raises(FicheChangee):
        update_ctg(by=chargee, ctg=ctg, saisie=replace(saisie, nom="Une autre"), version=1)


def test_signing_a_ctg_notes_the_signatures_that_were_awaited(espace, chargee):
    projet = create_projet(espace, chargee)
    hier = TODAY() - timedelta(days=1)
    update_deliberation(
        by=chargee, signataire=get_signataire(projet), avenant=None, saisie=SaisieDeliberation("7", hier, hier)
    )
    sign_ctg(by=chargee, ctg=projet, date_signature=TODAY())
    sign_ctg(by=chargee, ctg=projet, date_signature=TODAY())
    projet.refresh_from_db()
    assert projet.date_signature == TODAY()
    signatures = Deliberation.objects.filter(signataire__ctg=projet).values_list("date_signature", flat=True)
    assert sorted(signatures) == [hier, TODAY(), TODAY()]
    assert list_gestes("ctg") == ["creer", "signer", "signer"]
    # Two of them signed without a délibération that one knows of.
    tableau = build_tableau(list_signataires(projet), None)
    assert (len(tableau.attendus), len(tableau.a_completer)) == (0, 2)


def test_a_signatory_is_added_once_changed_and_withdrawn_while_nothing_is_signed(espace, chargee):
    projet = create_projet(espace, chargee)
    signataire = get_signataire(projet)
    with pytest.raises(ConventionRefusee, match="déjà signataire"):
        create_signataire(by=chargee, ctg=projet, saisie=SaisieSignataire(signataire.organisation))
    saisie = SaisieSignataire(None, representant_nom="Personne Deux", organe_deliberant="aucun")
    for _ in range(2):
        update_signataire(by=chargee, signataire=signataire, saisie=saisie, representant_actuel=None)
    signataire.refresh_from_db()
    assert (signataire.representant_nom, signataire.has_organe) == ("Personne Deux", False)
    for _ in range(2):
        delete_signataire(by=chargee, signataire=signataire)
    assert list_gestes("ctg") == ["creer", "modifier", "detacher"]
    assert Organisation.objects.filter(nom=CIVRAY).exists()
    with pytest.raises(ConventionRefusee, match="vient d’être retiré"):
        update_signataire(by=chargee, signataire=signataire, saisie=saisie, representant_actuel=None)


def test_whoever_has_signed_leaves_by_an_avenant(ctg, chargee):
    with pytest.raises(ConventionRefusee, match="avenant de retrait"):
        delete_signataire(by=chargee, signataire=get_signataire(ctg))
    avenant = create_avenant_essai(ctg, chargee, Nature.RETRAIT, sortant=get_signataire(ctg))
    assert get_signataire(ctg).date_sortie is None
    sign_avenant(by=chargee, avenant=avenant, date_signature=TODAY())
    assert get_signataire(ctg).date_sortie == avenant.date_effet - timedelta(days=1)
    # It signs the avenant by which it leaves, and no other.
    suivant = create_avenant_essai(ctg, chargee)
    concernes = [len(build_tableau(list_signataires(ctg), acte).lignes) for acte in (None, avenant, suivant)]
    assert concernes == [3, 3, 2]


def test_an_avenant_changes_nothing_before_it_is_signed_and_can_be_taken_back(ctg, chargee):
    fin = ctg.date_fin
    nouvelle = fin + timedelta(days=180)
    avenant = create_avenant_essai(
        ctg, chargee, Nature.PROROGATION, nouvelle_fin=nouvelle, communes=frozenset({"86078"}), date_effet=fin
    )
    ctg.refresh_from_db()
    assert (ctg.date_fin, ctg.communes) == (fin, [])
    sign_avenant(by=chargee, avenant=avenant, date_signature=TODAY())
    ctg.refresh_from_db()
    assert (ctg.date_fin, ctg.communes) == (nouvelle, ["86078"])
    with pytest.raises(ConventionRefusee, match="est signé"):
        sign_avenant(by=chargee, avenant=avenant, date_signature=TODAY())
    saisie = SaisieCtg(ctg.date_debut, fin, ctg.nom, ctg.date_signature, communes=frozenset({"86078"}))
    with pytest.raises(ConventionRefusee, match="vient de l’avenant n° 1"):
        update_ctg(by=chargee, ctg=ctg, saisie=saisie, version=ctg.version)
    reopen_avenant(by=chargee, avenant=avenant)
    ctg.refresh_from_db()
    avenant.refresh_from_db()
    assert (ctg.date_fin, ctg.communes, avenant.date_signature) == (fin, [], None)
    assert avenant.lus.date_fin == nouvelle
    assert not Deliberation.objects.filter(avenant=avenant, date_signature__isnull=False).exists()
    assert list_gestes("avenant") == ["creer", "signer", "rouvrir"]


def test_only_the_last_signed_avenant_goes_back(ctg, chargee):
    first, second = (create_avenant_essai(ctg, chargee, date_signature=TODAY()) for _ in range(2))
    assert (first.numero, second.numero) == (1, 2)
    with pytest.raises(ConventionRefusee, match="Seul le dernier"):
        reopen_avenant(by=chargee, avenant=first)


def test_an_adhesion_brings_a_signatory_who_signs_it(ctg, chargee):
    entrant = SaisieSignataire(None, "Commune de Charroux", "commune", organe_deliberant="conseil_municipal")
    avenant = create_avenant_essai(ctg, chargee, Nature.ADHESION, entrant=entrant)
    charroux = get_signataire(ctg, "Commune de Charroux")
    assert charroux.avenant_entree == avenant
    with pytest.raises(ConventionRefusee, match="ce projet d’avenant"):
        delete_signataire(by=chargee, signataire=charroux)
    noms = {str(ligne.signataire) for ligne in build_tableau(list_signataires(ctg), avenant).attendus}
    assert noms == {EPCI, CAF, CIVRAY, "Commune de Charroux"}
    assert len(build_tableau(list_signataires(ctg), None).lignes) == 3
    delete_avenant(by=chargee, avenant=avenant)
    assert not Signataire.objects.filter(pk=charroux.pk).exists()
    assert list_gestes("avenant") == ["creer", "supprimer"]


def test_a_project_changes_and_a_late_form_is_told(ctg, chargee):
    avenant = create_avenant_essai(ctg, chargee, Nature.RETRAIT, sortant=get_signataire(ctg))
    contenu = build_contenu(Nature.RETRAIT, numero=4, texte="Autre", sortant=get_signataire(ctg, CAF))
    update_avenant(by=chargee, avenant=avenant, contenu=contenu, version=avenant.version)
    changed = Avenant.objects.get()
    assert (changed.numero, changed.texte, [str(s) for s in changed.sortants.all()]) == (4, "Autre", [CAF])
    with pytest.raises(FicheChangee):
        update_avenant(by=chargee, avenant=avenant, contenu=contenu, version=avenant.version)
    autre = create_avenant_essai(ctg, chargee)
    with pytest.raises(ConventionRefusee, match="a déjà un avenant n° 4"):
        update_avenant(by=chargee, avenant=autre, contenu=contenu, version=autre.version)
    signe = build_contenu(Nature.RETRAIT, numero=4, date_signature=TODAY(), sortant=get_signataire(ctg, CAF))
    update_avenant(by=chargee, avenant=changed, contenu=signe, version=changed.version)
    assert get_signataire(ctg, CAF).date_sortie is not None


def test_an_avenant_after_the_end_is_refused_and_changes_nothing(ctg, chargee):
    with pytest.raises(ApresLaFin, match="a pris fin le"):
        create_avenant_essai(ctg, chargee, date_effet=ctg.date_fin + timedelta(days=1))
    finie = date(TODAY().year - 1, 12, 31)
    Ctg.objects.filter(pk=ctg.pk).update(date_fin=finie)
    ctg.refresh_from_db()
    with pytest.raises(ApresLaFin):
        create_avenant_essai(ctg, chargee, date_effet=finie, date_signature=TODAY())
    # Noted late, signed in time.
    create_avenant_essai(ctg, chargee, date_effet=finie, date_signature=finie)
    assert Avenant.objects.count() == 1


def test_deliberations_keep_their_dates_and_refuse_those_that_cannot_be(ctg, chargee):
    civray = get_signataire(ctg)
    saisie = SaisieDeliberation("33", get_debut(), get_debut())
    for _ in range(2):
        update_deliberation(by=chargee, signataire=civray, avenant=None, saisie=saisie)
    assert Deliberation.objects.get(signataire=civray).numero == "33"
    assert list_gestes("ctg") == ["creer", "signer"]
    demain = TODAY() + timedelta(days=1)
    with pytest.raises(ConventionRefusee) as refus:
        update_deliberation(by=chargee, signataire=civray, avenant=None, saisie=SaisieDeliberation("1", demain, demain))
    assert list(refus.value.champs) == ["date", "date_signature"]


def test_milestones_are_dated_changed_and_deleted(ctg, chargee):
    type_jalon = TypeJalon.objects.filter(phase="pilotage", is_annuel=True).first()
    saisie = SaisieJalon("pilotage", "Comité", type_jalon, date_prevue=TODAY() + timedelta(days=9))
    jalon = create_jalon(by=chargee, ctg=ctg, saisie=saisie)
    for _ in range(2):
        update_jalon(by=chargee, jalon=jalon, saisie=replace(saisie, date_reelle=TODAY()))
    assert Jalon.objects.get().date_reelle == TODAY()
    with pytest.raises(ConventionRefusee, match="est à venir"):
        update_jalon(by=chargee, jalon=jalon, saisie=replace(saisie, date_reelle=TODAY() + timedelta(days=1)))
    with pytest.raises(ConventionRefusee, match="sans objet"):
        update_jalon(by=chargee, jalon=jalon, saisie=replace(saisie, date_reelle=TODAY(), is_sans_objet=True))
    for _ in range(2):
        delete_jalon(by=chargee, jalon=jalon)
    with pytest.raises(ConventionRefusee, match="vient d’être supprimé"):
        update_jalon(by=chargee, jalon=jalon, saisie=saisie)
    assert list_gestes("ctg") == ["creer", "modifier", "modifier", "modifier"]


def test_usual_kinds_are_given_once(espace, ctg):
    create_types_usuels(espace)
    assert TypeJalon.objects.filter(espace=espace).count() == 21


def test_what_is_gone_is_said(ctg, chargee):
    avenant, perdue = create_avenant_essai(ctg, chargee), Ctg.objects.get(pk=ctg.pk)
    Avenant.objects.filter(pk=avenant.pk).delete()
    with pytest.raises(ConventionRefusee, match="avenant vient d’être supprimé"):
        delete_avenant(by=chargee, avenant=avenant)
    Ctg.objects.filter(pk=ctg.pk).delete()
    with pytest.raises(ConventionRefusee, match="CTG vient d’être supprimée"):
        create_avenant(by=chargee, ctg=perdue, contenu=build_contenu())


def test_an_espace_that_is_over_does_not_change(espace, ctg, chargee):
    Espace.objects.filter(pk=espace.pk).update(expire_le=TODAY() - timedelta(days=1))
    with pytest.raises(EspaceExpire):
        create_avenant_essai(Ctg.objects.get(pk=ctg.pk), chargee)
