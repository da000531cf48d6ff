"""An action that has everything: what the tests of its page share."""

from datetime import date, timedelta
from decimal import Decimal

from convive.acteurs.models import Organisation
from convive.comptes.models import Compte
from convive.diagnostic.models import (
    Constat,
    Enjeu,
    IndicateurEspace,
    MesureEspace,
    NatureConstat,
    Parole,
    PreuveConstat,
)
from convive.offre.models import ServiceEquipement
from convive.plan_action.actions.calculs import update_calculs
from convive.plan_action.models import (
    BilanAnnuelFiche,
    ChangementStatut,
    EtapeFiche,
    EtiquettePlan,
    FicheAction,
    IndicateurFiche,
    LienFiches,
    LigneBudget,
    LigneSppe,
    MeteoFiche,
    NoteSuivi,
    PartenaireFiche,
    RisqueFiche,
    ValeurIndicateurFiche,
)
from tests.plan_action.factories import TODAY, Plan, create_fiche, create_personne


def fill_fiche(plan: Plan, by: Compte, *, lignes: int = 2) -> FicheAction:
    """`plan.complete`, with `lignes` rows of each kind; one shared note and one internal note at least."""
    fiche, espace, today = plan.complete, plan.ctg.espace, TODAY()
    organisations = [Organisation.objects.create(espace=espace, nom=f"Partenaire {n:02}") for n in range(lignes)]
    for rang in range(lignes):
        _add_lignes(fiche, organisations[rang], rang, by, today)
        _add_liens(fiche, rang, today)
    MeteoFiche.objects.create(
        fiche=fiche,
        regard="pilote",
        niveau="appuis_necessaires",
        phrase="Il manque un accord.",
        date=today,
        auteur=by,
        auteur_nom="Pilote",
    )
    MeteoFiche.objects.create(
        fiche=fiche, regard="caf", niveau="objectifs_securises", phrase="Tout va.", date=today, auteur_nom="Caf"
    )
    NoteSuivi.objects.create(
        fiche=fiche, date=today, texte="Note interne secrète.", auteur=by, auteur_libelle="Chargée"
    )
    ChangementStatut.objects.create(
        fiche=fiche, de="a_preparer", vers="validee", date=today, instance_libelle="COPIL", date_instance=today, par=by
    )
    fiche.elu_referent = create_personne(espace, "Élue")
    fiche.save()
    update_calculs([fiche.pk])
    fiche.refresh_from_db()
    fiche.espace = espace
    return fiche


def _add_lignes(fiche: FicheAction, organisation: Organisation, rang: int, by: Compte, today: date) -> None:
    EtapeFiche.objects.create(
        fiche=fiche, libelle=f"Étape {rang}", ordre=rang, echeance=today + timedelta(days=30 * rang - 60)
    )
    PartenaireFiche.objects.create(fiche=fiche, organisation=organisation, engagement=f"Un prêt de salle {rang}")
    LigneBudget.objects.create(
        fiche=fiche, annee=2026 + rang, sens="charge", nature="personnel", montant_prevu=Decimal("1000.50")
    )
    LigneBudget.objects.create(
        fiche=fiche,
        annee=2026 + rang,
        sens="produit",
        nature="communes",
        financeur=organisation,
        montant_prevu=Decimal(600),
        montant_realise=Decimal(0),
        confirme=rang == 0,
    )
    RisqueFiche.objects.create(fiche=fiche, libelle=f"Risque {rang}", gravite="forte", parade="Un repli")
    NoteSuivi.objects.create(
        fiche=fiche,
        date=today,
        texte=f"Note partagée {rang}.",
        visibilite="partagee",
        auteur=by,
        auteur_libelle="Chargée",
    )
    BilanAnnuelFiche.objects.create(
        fiche=fiche, annee=2025 - rang, freins="Le foncier", leviers="Une équipe", suites=""
    )
    propre = IndicateurFiche.objects.create(
        fiche=fiche, libelle=f"Places {rang}", unite="places", role="realisation", cible=20, ordre=rang
    )
    ValeurIndicateurFiche.objects.create(indicateur=propre, annee=2025, valeur=12)
    suivi = IndicateurEspace.objects.create(espace=fiche.espace, libelle=f"Taux {rang}", unite="%")
    MesureEspace.objects.create(indicateur=suivi, annee=2024, valeur=Decimal("52.3"))
    IndicateurFiche.objects.create(
        fiche=fiche, indicateur=suivi, libelle=f"Taux {rang}", unite="%", role="resultat", ordre=rang
    )


def _add_liens(fiche: FicheAction, rang: int, today: date) -> None:
    espace = fiche.espace
    constat = Constat.objects.create(espace=espace, texte=f"Constat {rang}", date_partage=today)
    parole = Parole.objects.create(
        espace=espace, verbatim=f"Parole {rang}", date_recueil=today, consentement="citer", est_anonyme=True
    )
    PreuveConstat.objects.create(constat=constat, nature=NatureConstat.PAROLE, parole=parole)
    fiche.constats.add(constat, Constat.objects.create(espace=espace, texte=f"Brouillon {rang}"))
    fiche.enjeux.add(
        Enjeu.objects.create(
            espace=espace,
            libelle=f"Enjeu {rang}",
            decision="retenu",
            date_decision=today,
            instance_libelle="COPIL",
            motif="Il le faut.",
        )
    )
    fiche.pilotes.add(create_personne(espace, f"Pilote {rang}"))
    fiche.services.add(ServiceEquipement.objects.create(espace=espace, nom=f"Service {rang}", type_cle="rpe"))
    fiche.etiquettes.add(EtiquettePlan.objects.create(espace=espace, nom=f"Étiquette {rang}"))
    LienFiches.objects.create(de=create_fiche(fiche.ctg, f"Voisine {rang}", statut="validee"), vers=fiche)
    create_fiche(fiche.ctg, f"Sous-action {rang}", statut="validee", fiche_parente=fiche)
    LigneSppe.objects.create(fiche=fiche, item=("besoins", "zones", "cibles", "metiers", "qualite", "couts")[rang])
