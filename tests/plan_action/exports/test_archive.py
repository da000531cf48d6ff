"""The archive of a plan comes back the same in an empty plan, and an archive that someone made up is refused whole."""

import io
import json
import zipfile
from datetime import date
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from convive.acteurs.actions.fichier_importe import FichierRecu
from convive.acteurs.models import Organisation, Personne
from convive.convention.models import Ctg, OrientationPlan, PlanExterne, TypePlan
from convive.diagnostic.models import Constat
from convive.documents.actions.piece import SaisiePiece, create_piece
from convive.documents.inspection import inspect_fichier
from convive.documents.models import PieceJointe
from convive.espaces.models import Espace, Membre, Thematique
from convive.journal.models import Journal
from convive.plan_action.actions.archive import PLEIN, create_archive, import_archive
from convive.plan_action.exports.archive_plan import render_archive
from convive.plan_action.models import (
    EtapeFiche,
    EtiquettePlan,
    FicheAction,
    ImportPlan,
    LienFiches,
    LigneBudget,
    MeteoFiche,
    NiveauPlan,
    NoeudPlan,
    NoteSuivi,
)
from convive.plan_action.rules import plan as regles
from convive.plan_action.rules.archive import DONNEES, ArchiveRefusee, read_archive
from convive.plan_action.rules.plan import PlanRefuse
from convive.plan_action.rules.statuts import Statut
from convive.plan_action.selectors.archive import build_donnees
from convive.plan_action.selectors.plan import get_dossier_plan
from tests.espaces.factories import create_espace_civraisien
from tests.plan_action.fiche_pleine import fill_fiche

pytestmark = pytest.mark.django_db


def get_place(espace: Espace, compte: Any) -> Membre:
    found = Membre.objects.select_related("espace", "compte").get(espace=espace, compte=compte)
    found.espace = espace
    return found


def create_ctg(espace: Espace, nom: str = "CTG d’accueil") -> Ctg:
    ctg = Ctg.objects.create(espace=espace, nom=nom, date_debut=date(2024, 1, 1), date_fin=date(2028, 12, 31))
    ctg.espace = espace
    return ctg


def render(ctg: Ctg, compte: Any) -> bytes:
    membre = get_place(ctg.espace, compte)
    dossier = get_dossier_plan(membre, timezone.localdate(), ctg.pk)
    assert dossier is not None
    return render_archive(membre, dossier)[1]


def take_up(contenu: bytes, ctg: Ctg, compte: Any, choix: Any = None) -> None:
    fichier = create_archive(by=compte, ctg=ctg, fichier=FichierRecu("plan.zip", "zip", contenu))
    import_archive(by=compte, fichier=fichier, choix=choix or {})


@pytest.fixture
def voisin(chargee) -> Ctg:
    """A CTG in an espace where nothing else is."""
    espace = create_espace_civraisien(chargee, nom="Espace voisin")
    Thematique.objects.filter(espace=espace).delete()
    return create_ctg(espace)


def read(contenu: bytes) -> dict[str, Any]:
    with zipfile.ZipFile(io.BytesIO(contenu)) as archive:
        return json.loads(archive.read(DONNEES))


def test_a_full_plan_comes_back_the_same_elsewhere(plan, chargee, voisin):
    fiche = fill_fiche(plan, chargee)
    saisie = SaisiePiece("Convention signée", "Par tous.", "interne")
    image = inspect_fichier("note.txt", b"Un compte rendu.")
    create_piece(by=chargee, espace=plan.ctg.espace, objet=fiche, saisie=saisie, fichier=image)
    contenu = render(plan.ctg, chargee)
    take_up(contenu, voisin, chargee)
    avant, apres = read(contenu), read(render(voisin, chargee))
    # What a plan points at in the diagnosis or in the inventory stays there; all the rest comes.
    perdus = {"diagnostic.constat", "diagnostic.enjeu", "offre.serviceequipement", "diagnostic.indicateurespace"}
    for label, rows in avant["externes"].items():
        assert apres["externes"][label] == ([] if label in perdus else rows), label
    for label, rows in avant["lignes"].items():
        vidés = {"constats": [], "enjeux": [], "services": [], "indicateur": None}
        liens = {} if label == "plan_action.valeurindicateurfiche" else vidés
        attendues = [{**row, **{c: v for c, v in liens.items() if c in row}} for row in rows]
        assert apres["lignes"][label] == attendues, label
    assert apres["pieces"] == avant["pieces"]
    piece = PieceJointe.objects.get(espace=voisin.espace)
    with piece.actuelle.fichier.open() as flux:
        assert flux.read() == b"Un compte rendu."
    # What is computed is computed again.
    neuve = FicheAction.objects.get(ctg=voisin, titre=fiche.titre)
    assert (neuve.completude, neuve.nb_etapes, neuve.meteo_pilote) == (fiche.completude, 2, "appuis_necessaires")
    assert neuve.versions.count() == 1
    # The file itself is not kept: only what undoing asks.
    assert ImportPlan.objects.get(ctg=voisin).lecture.keys() == {"sorte", "niveaux"}
    assert Journal.objects.filter(geste="importer", espace_uuid=voisin.espace_id).count() == 1


textes = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["C"]), max_size=40)
remplis = textes.filter(str.strip)
jours = st.none() | st.dates(date(2024, 1, 1), date(2028, 12, 31))
montants = st.none() | st.decimals(0, 99_999, places=2)


@st.composite
def fiches(draw: st.DrawFn) -> dict[str, Any]:
    debut, fin = draw(jours), draw(jours)
    if debut and fin and fin < debut:
        debut, fin = fin, debut
    return {
        "champs": {
            "titre": draw(remplis),
            "description": draw(textes),
            "objectifs_operationnels": draw(textes),
            "statut": draw(st.sampled_from([s.value for s in Statut])),
            "visibilite": draw(st.sampled_from([v.value for v in regles.Visibilite])),
            "publics": draw(st.lists(st.sampled_from(list(regles.PUBLICS)), unique=True, max_size=3)),
            "communes": draw(st.lists(st.sampled_from(["86078", "86001"]), unique=True)),
            "etp": draw(st.none() | st.decimals(0, 50, places=2)),
            "effectif_vise": draw(st.none() | st.integers(0, 10_000)),
            "avancement_saisi": draw(st.none() | st.integers(0, 100)),
            "date_debut": debut,
            "date_fin": fin,
        },
        "noeud": draw(st.none() | st.integers(0, 2)),
        "parente": draw(st.booleans()),
        "porteuse": draw(st.none() | st.integers(0, 2)),
        "pilotes": draw(st.sets(st.integers(0, 2))),
        "themes": draw(st.sets(st.integers(0, 1))),
        "etapes": draw(st.lists(st.tuples(remplis, jours, jours), max_size=3)),
        "budget": draw(
            st.lists(
                st.tuples(st.none() | st.integers(2024, 2028), st.sampled_from(["charge", "produit"]), montants, montants,
                          st.booleans(), st.none() | st.integers(0, 2)),
                max_size=3,
            )
        ),
        "meteos": draw(st.lists(st.tuples(st.sampled_from(list(regles.Regard)), st.sampled_from(list(regles.NiveauMeteo)),
                                          st.dates(date(2024, 1, 1), date(2026, 1, 1))), max_size=3)),
        "notes": draw(st.lists(st.tuples(remplis, st.sampled_from(["interne", "partagee"])), max_size=2)),
    }  # fmt: skip


def write_plan(ctg: Ctg, rows: list[dict[str, Any]]) -> None:
    espace, today = ctg.espace, timezone.localdate()
    niveau = NiveauPlan.objects.create(ctg=ctg, rang=1, nom_singulier="Cap", nom_pluriel="Caps", numerotation="{a}")
    sous = NiveauPlan.objects.create(ctg=ctg, rang=2, nom_singulier="Pas", nom_pluriel="Pas")
    axe = NoeudPlan.objects.create(espace=espace, ctg=ctg, niveau=niveau, code="A", libelle="Grandir", ordre=2)
    noeuds = [
        axe,
        NoeudPlan.objects.create(espace=espace, ctg=ctg, niveau=sous, parent=axe, libelle="Accueillir", ordre=1),
        NoeudPlan.objects.create(espace=espace, ctg=ctg, niveau=niveau, libelle="Parler", ordre=1),
    ]
    organisations = [Organisation.objects.create(espace=espace, nom=f"Organisation {n} du plan") for n in range(3)]
    personnes = [Personne.objects.create(espace=espace, prenom="Zoé", nom=f"Famille{'abc'[n] * 4}") for n in range(3)]
    themes = [Thematique.objects.create(espace=espace, nom=f"Thème {n} {ctg.pk}"[:40], ordre=90 + n) for n in range(2)]
    etiquette = EtiquettePlan.objects.create(espace=espace, nom=f"É {ctg.pk}"[:40])
    first = None
    for rang, row in enumerate(rows):
        fiche = FicheAction.objects.create(
            espace=espace, ctg=ctg, code=f"F{rang}", ordre=len(rows) - rang, **row["champs"],
            noeud=None if row["noeud"] is None else noeuds[row["noeud"]],
            fiche_parente=first if row["parente"] else None,
            organisation_porteuse=None if row["porteuse"] is None else organisations[row["porteuse"]],
        )  # fmt: skip
        fiche.pilotes.set([personnes[n] for n in row["pilotes"]])
        fiche.thematiques.set([themes[n] for n in row["themes"]])
        fiche.etiquettes.add(etiquette)
        for ordre, (libelle, echeance, faite_le) in enumerate(row["etapes"]):
            EtapeFiche.objects.create(fiche=fiche, libelle=libelle, echeance=echeance, faite_le=faite_le, ordre=ordre)
        for annee, sens, prevu, realise, confirme, qui in row["budget"]:
            LigneBudget.objects.create(
                fiche=fiche, annee=annee, sens=sens, montant_prevu=prevu, montant_realise=realise, confirme=confirme,
                financeur=None if qui is None else organisations[qui],
            )  # fmt: skip
        for regard, niveau_meteo, jour in row["meteos"]:
            MeteoFiche.objects.create(fiche=fiche, regard=regard, niveau=niveau_meteo, date=jour, auteur_nom="Zoé")
        for texte, visibilite in row["notes"]:
            NoteSuivi.objects.create(fiche=fiche, date=today, texte=texte, visibilite=visibilite)
        if first is not None:
            LienFiches.objects.create(de=first, vers=fiche)
        first = first or fiche


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(rows=st.lists(fiches(), min_size=1, max_size=4))
def test_any_plan_comes_back_the_same(rows, espace, chargee):
    source = create_ctg(espace, "CTG d’origine")
    write_plan(source, rows)
    accueil = create_ctg(create_espace_civraisien(chargee, nom="Accueil"))
    contenu = render(source, chargee)
    take_up(contenu, accueil, chargee)
    assert build_donnees(accueil) == build_donnees(source)
    for ctg in (source, accueil):
        # The next example finds the directory as this one did.
        FicheAction.objects.filter(ctg=ctg).delete()
        ctg.delete()
    Personne.objects.filter(espace=espace).delete()
    Organisation.objects.filter(espace=espace).delete()


def test_an_organisation_is_the_one_that_was_chosen(plan, chargee, voisin):
    mienne = Organisation.objects.create(espace=voisin.espace, nom="Communauté de communes des essais")
    contenu = render(plan.ctg, chargee)
    # Nearly the same name is no sure match: someone says so.
    take_up(contenu, voisin, chargee, {"organisations": {"0": str(mienne.pk)}})
    assert FicheAction.objects.get(ctg=voisin, titre=plan.complete.titre).organisation_porteuse == mienne
    assert Organisation.objects.filter(espace=voisin.espace).count() == 1


def test_what_the_espace_has_already_is_linked_again(plan, chargee):
    espace = plan.ctg.espace
    autre = PlanExterne.objects.create(espace=espace, nom="Projet éducatif", type=TypePlan.values[0])
    orientation = OrientationPlan.objects.create(plan=autre, numero="2", texte="Grandir ensemble", ordre=1)
    constat = Constat.objects.create(
        espace=espace, texte="Une famille sur trois attend.", date_partage=date(2026, 1, 1)
    )
    plan.complete.orientations.add(orientation)
    plan.complete.plans_externes.add(autre)
    plan.complete.constats.add(constat)
    accueil = create_ctg(espace)
    take_up(render(plan.ctg, chargee), accueil, chargee)
    neuve = FicheAction.objects.get(ctg=accueil, titre=plan.complete.titre)
    assert list(neuve.orientations.all()) == [orientation]
    assert list(neuve.plans_externes.all()) == [autre]
    assert list(neuve.constats.all()) == [constat]
    assert list(neuve.pilotes.all()) == list(plan.complete.pilotes.all())


def test_a_card_of_another_espace_is_never_taken(plan, chargee, voisin):
    etrangere = plan.complete.organisation_porteuse
    take_up(render(plan.ctg, chargee), voisin, chargee, {"organisations": {"0": str(etrangere.pk)}})
    porteuse = FicheAction.objects.get(ctg=voisin, titre=plan.complete.titre).organisation_porteuse
    assert porteuse.espace_id == voisin.espace_id
    assert porteuse.nom == etrangere.nom


def test_a_plan_that_began_is_left_alone(plan, chargee):
    contenu = render(plan.ctg, chargee)
    with pytest.raises(PlanRefuse, match="plan vide"):
        create_archive(by=chargee, ctg=plan.ctg, fichier=FichierRecu("plan.zip", "zip", contenu))
    autre = create_ctg(plan.ctg.espace)
    fichier = create_archive(by=chargee, ctg=autre, fichier=FichierRecu("plan.zip", "zip", contenu))
    FicheAction.objects.create(espace=autre.espace, ctg=autre, titre="Arrivée entre-temps")
    with pytest.raises(PlanRefuse, match=PLEIN[:20]):
        import_archive(by=chargee, fichier=fichier, choix={})
    assert FicheAction.objects.filter(ctg=autre).count() == 1


def rewrite(contenu: bytes, change: Any) -> bytes:
    donnees, sortie = read(contenu), io.BytesIO()
    change(donnees)
    with zipfile.ZipFile(sortie, "w") as archive:
        archive.writestr(DONNEES, json.dumps(donnees))
    return sortie.getvalue()


def set_valeur(label: str, champ: str, valeur: Any) -> Any:
    def change(donnees: dict[str, Any]) -> None:
        donnees["lignes"][label][0][champ] = valeur

    return change


FICHE, NIVEAU = "plan_action.ficheaction", "plan_action.niveauplan"


@pytest.mark.parametrize(
    "change",
    [
        set_valeur(FICHE, "statut", "inventé"),
        set_valeur(FICHE, "titre", ""),
        set_valeur(FICHE, "titre", "x" * 400),
        set_valeur(FICHE, "titre", 3),
        set_valeur(FICHE, "noeud", 99),
        set_valeur(FICHE, "noeud", "0"),
        set_valeur(FICHE, "pilotes", [7]),
        set_valeur(FICHE, "etp", "900.00"),
        set_valeur(FICHE, "date_fin", "1999-01-01"),
        set_valeur(FICHE, "created_at", "hier"),
        set_valeur(NIVEAU, "rang", 12),
        lambda donnees: donnees["lignes"][FICHE][0].pop("titre"),
        lambda donnees: donnees["lignes"][FICHE].append(dict(donnees["lignes"][FICHE][0])),
        lambda donnees: donnees["lignes"].update({"comptes.compte": [{"email": "x"}]}),
        lambda donnees: donnees["externes"]["acteurs.organisation"][0].update(type="inventé"),
    ],
)
def test_an_archive_that_does_not_hold_together_writes_nothing(plan, chargee, voisin, change):
    contenu = rewrite(render(plan.ctg, chargee), change)
    with pytest.raises(PlanRefuse):
        take_up(contenu, voisin, chargee)
    assert not FicheAction.objects.filter(ctg=voisin).exists()
    assert not NoeudPlan.objects.filter(ctg=voisin).exists()
    assert not Organisation.objects.filter(espace=voisin.espace).exists()
    assert not Personne.objects.filter(espace=voisin.espace).exists()


@pytest.mark.parametrize(
    "change",
    [
        lambda donnees: donnees.update(format="autre"),
        lambda donnees: donnees.update(version=99),
        lambda donnees: donnees.pop("lignes"),
        lambda donnees: donnees["lignes"].update({FICHE: [3]}),
        lambda donnees: donnees.update(externes=[]),
        lambda donnees: donnees.update(pieces=[{"fiche": 0, "fichier": "../etc/passwd"}]),
        lambda donnees: donnees.update(espace=3),
    ],
)
def test_what_is_no_archive_is_not_even_read(plan, chargee, change):
    with pytest.raises(ArchiveRefusee):
        read_archive(rewrite(render(plan.ctg, chargee), change))


@pytest.mark.parametrize("contenu", [b"", b"PK\x03\x04", b"texte"])
def test_a_damaged_file_is_refused(contenu):
    with pytest.raises(ArchiveRefusee):
        read_archive(contenu)


def test_a_file_that_unfolds_too_much_or_has_other_names_is_refused(monkeypatch):
    def build(*noms: str) -> bytes:
        sortie = io.BytesIO()
        with zipfile.ZipFile(sortie, "w", zipfile.ZIP_DEFLATED) as archive:
            for nom in noms:
                archive.writestr(nom, b" " * 5_000)
        return sortie.getvalue()

    with pytest.raises(ArchiveRefusee, match="archive"):
        read_archive(build(DONNEES, "autre.exe"))
    monkeypatch.setattr("convive.plan_action.rules.archive.MAX_OCTETS_DONNEES", 1_000)
    with pytest.raises(ArchiveRefusee, match="démesuré"):
        read_archive(build(DONNEES))


def test_a_document_that_would_not_be_accepted_stops_everything(plan, chargee, voisin):
    fiche = plan.complete
    saisie = SaisiePiece("Note", "", "tous")
    create_piece(
        by=chargee, espace=fiche.espace, objet=fiche, saisie=saisie, fichier=inspect_fichier("a.txt", b"Bonjour")
    )
    contenu, sortie = render(plan.ctg, chargee), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(contenu)) as source, zipfile.ZipFile(sortie, "w") as archive:
        for info in source.infolist():
            piege = info.filename.startswith("pieces/")
            archive.writestr(info, b"MZ\x90\x00 programme" if piege else source.read(info))
    with pytest.raises(PlanRefuse, match="document joint"):
        take_up(sortie.getvalue(), voisin, chargee)
    assert not FicheAction.objects.filter(ctg=voisin).exists()


def test_queries_do_not_follow_the_number_of_actions(plan, chargee, django_assert_max_num_queries):
    for rang in range(10):
        FicheAction.objects.create(espace=plan.ctg.espace, ctg=plan.ctg, titre=f"Action {rang}")
    with django_assert_max_num_queries(50):
        build_donnees(plan.ctg)
