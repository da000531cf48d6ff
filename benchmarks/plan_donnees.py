"""The plans that `benchmarks.plan` reads: espaces filled in bulk, with everything that belongs to a fiche-action.

An action has five steps, six budget lines over two years, three notes, five météos, two indicators with their values,
three partners, a pilote, an élu·e, a constat, an enjeu, a risk, two changes of status, two versions; one in three is
for three communes. Texts are invented.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from django.db import connection, models, transaction
from django.utils import timezone

from convive.acteurs.models import Fonction, Organisation, Personne
from convive.comptes.models import Compte
from convive.convention.models import Ctg, Jalon
from convive.convention.rules.phases import Phase
from convive.diagnostic.models import Constat, DecisionEnjeu, Enjeu
from convive.donnees.actions import import_territoires
from convive.donnees.sources.base import BASE_DIR
from convive.espaces.models import Espace, Membre, PerimetreEspace, Role, Thematique
from convive.plan_action.actions.calculs import update_calculs
from convive.plan_action.models import (
    BilanAnnuelFiche,
    ChangementStatut,
    EtapeFiche,
    FicheAction,
    IndicateurFiche,
    LigneBudget,
    MeteoFiche,
    NiveauPlan,
    NoeudPlan,
    NoteSuivi,
    PartenaireFiche,
    RisqueFiche,
    ValeurIndicateurFiche,
)
from convive.plan_action.rules.plan import PUBLICS, NiveauMeteo, Regard, RoleIndicateur, SensBudget
from convive.plan_action.rules.statuts import ACTIFS, Statut
from convive.territoires.actions import create_perimetre
from convive.territoires.models import Perimetre
from convive.territoires.rules import PREFIXE_REFERENCE_PERIMETRE
from convive.territoires.selectors import get_perimetre
from convive.territoires.selectors.resumes import has_territoires

TERRITOIRE = "200070035"
LOT = 2_000
AXES, OBJECTIFS = 4, 3
THEMES = ("Petite enfance", "Enfance", "Jeunesse", "Parentalité", "Vie sociale", "Accès aux droits")
STATUTS = (*[Statut.EN_COURS] * 8, *[Statut.VALIDEE] * 5, *[Statut.A_PREPARER] * 3, *[Statut.REALISEE] * 4)
STATUTS = (*STATUTS, Statut.BLOQUEE, Statut.EN_PAUSE, Statut.REPORTEE, Statut.ABANDONNEE)
METEOS = [niveau.value for niveau in NiveauMeteo]
PHRASE = "Les familles du plateau attendent des horaires plus larges, et les communes veulent une réponse commune. "


@dataclass(slots=True)
class EspacePlan:
    """What the benchmark needs: an espace, its CTG, a reader, one of its actions."""

    espace: Espace
    ctg: Ctg
    compte: Compte
    fiche: UUID
    actions: int


@dataclass(slots=True)
class Rows:
    """Rows of many models, written in batches, starting with those that others refer to."""

    held: dict[type[models.Model], list[Any]] = field(default_factory=dict)

    def add(self, row: Any) -> Any:
        self.held.setdefault(type(row), []).append(row)
        return row

    def write(self) -> None:
        # In the order of the first row of each model. The base manager computes no field, and does not feed the search.
        for model, rows in self.held.items():
            model._base_manager.bulk_create(rows, batch_size=LOT)
        self.held.clear()


def prepare_perimetre() -> Perimetre:
    """The communes of a real territory, shared by all the espaces."""
    if not has_territoires():
        import_territoires(dry_run=False, base_dir=BASE_DIR)
    codes = [commune.code for commune in get_perimetre(TERRITOIRE).communes]
    creation = create_perimetre(codes=codes, nom="Territoire d’essai", date_validite=date(2026, 1, 1))
    return Perimetre.objects.get(cle=creation.reference.removeprefix(PREFIXE_REFERENCE_PERIMETRE))


def build_espaces(tailles: list[int], perimetre: Perimetre, say: Callable[[str], None]) -> list[EspacePlan]:
    """One espace per size, each with its own chargé·e."""
    tirage, made = random.Random(len(tailles)), []  # noqa: S311 - drawn words, not a secret
    codes = [commune.code for commune in perimetre.communes.all()]
    for start in range(0, len(tailles), 50):
        with transaction.atomic():
            made += [_build_espace(taille, perimetre, codes, tirage) for taille in tailles[start : start + 50]]
        if len(tailles) > 50:
            say(f"{min(start + 50, len(tailles))} espaces sur {len(tailles)}")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return made


def _build_espace(taille: int, perimetre: Perimetre, codes: list[str], tirage: random.Random) -> EspacePlan:
    compte = Compte.objects.create_user(f"{uuid4().hex}@exemple.fr", None, nom_affiche="Camille Essai")
    rows, today = Rows(), timezone.localdate()
    espace = rows.add(Espace(nom=f"Territoire de {taille} actions", created_by=compte))
    rows.add(Membre(espace=espace, compte=compte, role=Role.CHARGE_COOPERATION, date_debut=today - timedelta(days=400)))
    rows.add(PerimetreEspace(espace=espace, perimetre=perimetre, date_debut=today - timedelta(days=400)))
    themes = [rows.add(Thematique(espace=espace, nom=nom, ordre=rang)) for rang, nom in enumerate(THEMES)]
    ctg = rows.add(
        Ctg(
            espace=espace,
            nom="CTG d’essai",
            date_debut=date(today.year - 1, 1, 1),
            date_fin=date(today.year + 3, 12, 31),
            date_signature=date(today.year - 1, 1, 1),
        )
    )
    for rang, phase in enumerate(list(Phase)[:3], 1):
        rows.add(Jalon(ctg=ctg, phase=phase, libelle=f"Jalon {rang}", date_prevue=date(today.year, 3 * rang, 1)))
    noeuds = list(_add_arbre(rows, espace, ctg))
    entourage = Entourage(
        [rows.add(Organisation(espace=espace, nom=f"Structure {r}", nom_compare=f"structure {r}")) for r in range(12)],
        [rows.add(Personne(espace=espace, prenom="Sacha", nom=f"Modèle {r}", nom_compare=f"m {r}")) for r in range(15)],
        [
            rows.add(Constat(espace=espace, texte=f"{PHRASE}Constat {r}.", date_partage=today, created_by=compte))
            for r in range(10)
        ],
        [
            rows.add(
                Enjeu(
                    espace=espace,
                    libelle=f"Enjeu {r} : {PHRASE}",
                    decision=DecisionEnjeu.RETENU,
                    instance_libelle="COPIL",
                    date_decision=today,
                    note_par=compte,
                )
            )
            for r in range(6)
        ],
        themes,
        noeuds,
        codes,
    )
    for personne in entourage.personnes:
        rows.add(
            Fonction(
                espace=espace, personne=personne, organisation=entourage.organisations[0], intitule="Coordinatrice"
            )
        )
    rows.write()
    fiches = [_add_fiche(rows, rang, ctg, compte, entourage, tirage) for rang in range(taille)]
    rows.write()
    pks = [fiche.pk for fiche in fiches]
    update_calculs(pks)
    # A complete action, in the middle of the plan.
    shown = next(fiche for fiche in fiches[len(fiches) // 2 :] if fiche.statut == Statut.EN_COURS and fiche.communes)
    return EspacePlan(espace, ctg, compte, shown.pk, taille)


@dataclass(frozen=True, slots=True)
class Entourage:
    organisations: list[Organisation]
    personnes: list[Personne]
    constats: list[Constat]
    enjeux: list[Enjeu]
    themes: list[Thematique]
    noeuds: list[NoeudPlan]
    codes: list[str]


def _add_arbre(rows: Rows, espace: Espace, ctg: Ctg) -> Iterator[NoeudPlan]:
    """Add the tree of the plan, and yield the nodes that have actions: those of the second level."""
    axe = rows.add(NiveauPlan(ctg=ctg, rang=1, nom_singulier="Axe", nom_pluriel="Axes", numerotation="Axe {n}"))
    objectif = rows.add(NiveauPlan(ctg=ctg, rang=2, nom_singulier="Objectif", nom_pluriel="Objectifs"))
    for rang in range(1, AXES + 1):
        parent = rows.add(
            NoeudPlan(
                espace=espace, ctg=ctg, niveau=axe, code=f"Axe {rang}", libelle=f"{THEMES[rang]} et famille", ordre=rang
            )
        )
        for sous in range(1, OBJECTIFS + 1):
            yield rows.add(
                NoeudPlan(
                    espace=espace,
                    ctg=ctg,
                    niveau=objectif,
                    parent=parent,
                    code=f"{rang}.{sous}",
                    libelle="Rapprocher les services des familles",
                    ordre=sous,
                )
            )


def _add_fiche(
    rows: Rows, rang: int, ctg: Ctg, compte: Compte, autour: Entourage, tirage: random.Random
) -> FicheAction:
    today, noeud = timezone.localdate(), autour.noeuds[rang % len(autour.noeuds)]
    statut, debut = tirage.choice(STATUTS), ctg.date_debut + timedelta(days=tirage.randrange(700))
    fiche = rows.add(
        FicheAction(
            espace_id=ctg.espace_id,
            ctg=ctg,
            noeud=noeud,
            code=f"{noeud.code}.{rang // len(autour.noeuds) + 1}",
            ordre=rang,
            titre=f"Ouvrir un accueil de proximité pour les familles du secteur {rang}",
            constat_texte=PHRASE,
            objectif_general=PHRASE,
            objectifs_operationnels="Ouvrir deux matinées\nFormer quatre personnes\nPartager les horaires",
            description=PHRASE * 4,
            publics=list(PUBLICS)[:2],
            effectif_vise=40,
            communes=tirage.sample(autour.codes, 3) if rang % 3 == 0 else [],
            organisation_porteuse=tirage.choice(autour.organisations),
            elu_referent=tirage.choice(autour.personnes),
            instance_suivi="COPIL",
            etp=Decimal("0.5"),
            moyens_humains="Une coordinatrice à mi-temps.",
            date_debut=debut,
            date_fin=debut + timedelta(days=tirage.randrange(60, 700)),
            resultats_attendus=PHRASE * 2,
            statut=statut,
            blocage_motif="Le local n’est pas prêt." if statut == Statut.BLOQUEE else "",
            created_by=compte,
            updated_by=compte,
        )
    )
    for pair in (
        FicheAction.thematiques.through(ficheaction=fiche, thematique=tirage.choice(autour.themes)),
        FicheAction.pilotes.through(ficheaction=fiche, personne=tirage.choice(autour.personnes)),
        FicheAction.constats.through(ficheaction=fiche, constat=tirage.choice(autour.constats)),
        FicheAction.enjeux.through(ficheaction=fiche, enjeu=tirage.choice(autour.enjeux)),
    ):
        rows.add(pair)
    _add_vie(rows, fiche, compte, autour, today, tirage)
    _add_moyens(rows, fiche, autour, today, tirage)
    return fiche


def _add_vie(
    rows: Rows, fiche: FicheAction, compte: Compte, autour: Entourage, today: date, tirage: random.Random
) -> None:
    for rang in range(5):
        echeance = fiche.date_debut + timedelta(days=60 * rang)  # type: ignore[operator]  # every action has dates here
        faite = echeance if echeance < today and (rang < 3 or fiche.statut not in ACTIFS) else None
        rows.add(
            EtapeFiche(
                fiche=fiche,
                libelle=f"Étape {rang + 1} : réunir les communes",
                ordre=rang,
                echeance=echeance,
                responsable=tirage.choice(autour.personnes),
                faite_le=faite,
            )
        )
    for rang, regard in enumerate((*Regard, Regard.PILOTE, Regard.PILOTE)):
        rows.add(
            MeteoFiche(
                fiche=fiche,
                regard=regard,
                niveau=tirage.choice(METEOS),
                phrase="Le calendrier tient, le financement reste à confirmer.",
                date=today - timedelta(days=20 * (rang + 1)),
                auteur=compte,
                auteur_nom="Camille Essai",
            )
        )
    for rang in range(3):
        rows.add(
            NoteSuivi(
                fiche=fiche,
                date=today - timedelta(days=30 * rang),
                texte=PHRASE * 2,
                visibilite="partagee" if rang else "interne",
                auteur=compte,
                auteur_libelle="Camille Essai",
            )
        )
    for rang, (de, vers) in enumerate((("", Statut.A_PREPARER), (Statut.A_PREPARER, Statut.VALIDEE))):
        rows.add(
            ChangementStatut(
                fiche=fiche,
                de=de,
                vers=vers,
                date=today - timedelta(days=300 - 100 * rang),
                instance_libelle="COPIL" if rang else "",
                date_instance=today - timedelta(days=200) if rang else None,
                par=compte,
            )
        )
        rows.add(
            FicheAction.versions.model(
                uuid=fiche.pk,
                espace_id=fiche.espace_id,
                titre=fiche.titre,
                description=PHRASE * 2,
                version=rang + 1,
                history_date=datetime(today.year, 1, 1 + rang, tzinfo=UTC),
                history_type="~" if rang else "+",
                history_user=compte,
                auteur_nom="Camille Essai",
            )
        )
    rows.add(BilanAnnuelFiche(fiche=fiche, annee=today.year - 1, freins=PHRASE, leviers=PHRASE, suites="Continuer."))


def _add_moyens(rows: Rows, fiche: FicheAction, autour: Entourage, today: date, tirage: random.Random) -> None:
    for rang, organisation in enumerate(tirage.sample(autour.organisations, 3)):
        rows.add(
            PartenaireFiche(
                fiche=fiche,
                organisation=organisation,
                engagement="Prête une salle deux matinées par semaine.",
                confirme=(True, None, None)[rang],
            )
        )
    for annee in (today.year, today.year + 1):
        for sens, nature, montant, confirme in (
            (SensBudget.CHARGE, "", 12_500, False),
            (SensBudget.PRODUIT, "", 8_000, True),
            (SensBudget.PRODUIT, "", 3_000, False),
        ):
            rows.add(
                LigneBudget(
                    fiche=fiche,
                    annee=annee,
                    sens=sens,
                    nature=nature,
                    financeur=tirage.choice(autour.organisations) if sens == SensBudget.PRODUIT else None,
                    montant_prevu=montant,
                    confirme=confirme,
                )
            )
    rows.add(RisqueFiche(fiche=fiche, libelle="Le recrutement prend du retard", parade="Prévoir un remplacement."))
    for role in (RoleIndicateur.REALISATION, RoleIndicateur.RESULTAT):
        indicateur = rows.add(
            IndicateurFiche(fiche=fiche, libelle="Familles accueillies", unite="familles", role=role, cible=80)
        )
        for annee in (today.year - 1, today.year):
            rows.add(ValeurIndicateurFiche(indicateur=indicateur, annee=annee, valeur=tirage.randrange(20, 90)))
