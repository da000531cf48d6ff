"""What one may choose above the list of a plan, and what this person chose before."""

from dataclasses import dataclass

from convive.acteurs.models import Organisation, Personne
from convive.convention.models import Ctg
from convive.espaces.models import Membre, Thematique
from convive.plan_action.models import ColonnesPlan, FicheAction
from convive.plan_action.rules.liste import Colonne, parse_colonnes
from convive.plan_action.selectors.fiche import list_fiches
from convive.plan_action.selectors.vues_gardees import VueGardee, get_vues


@dataclass(frozen=True, slots=True)
class ChoixListe:
    """Pairs of an identifier and a name, in order; `colonnes` are those that this person kept, none for the usual."""

    thematiques: list[tuple[str, str]]
    vues: list[VueGardee]
    pilotes: list[tuple[str, str]]
    organisations: list[tuple[str, str]]
    colonnes: tuple[Colonne, ...]


def get_choix_liste(membre: Membre, ctg: Ctg) -> ChoixListe:
    """The thématiques of the espace, archived ones last; the views in the order of `list_vues`; who pilots and who
    carries an action that this place reads. Five queries, of short lists."""
    themes = Thematique.objects.filter(espace=membre.espace_id).order_by()
    lus = themes.values_list("pk", "nom", "ordre", "date_archivage")
    vues = get_vues(membre).order_by().values_list("pk", "nom", "partagee", "par_defaut")
    visibles = list_fiches(membre).filter(ctg=ctg).order_by()
    pilotes = FicheAction.pilotes.through._default_manager.filter(ficheaction__in=visibles.values("pk"))
    personnes = Personne.objects.filter(pk__in=pilotes.order_by().values("personne")).order_by()
    porteuses = visibles.filter(organisation_porteuse__isnull=False).values("organisation_porteuse")
    organisations = Organisation.objects.filter(pk__in=porteuses).order_by()
    siennes = ColonnesPlan.objects.filter(espace=membre.espace_id, compte=membre.compte_id).order_by()
    return ChoixListe(
        [
            (str(pk), nom)
            for pk, nom, *_ in sorted(lus, key=lambda row: (row[3] is not None, row[2], row[1].casefold(), str(row[0])))
        ],
        [
            VueGardee(pk, nom, not partagee, par_defaut)
            for pk, nom, partagee, par_defaut in sorted(vues, key=lambda row: (row[2], row[1].casefold(), str(row[0])))
        ],
        [
            (str(pk), f"{prenom} {nom}" if prenom else nom)
            for pk, nom, prenom in sorted(
                personnes.values_list("pk", "nom", "prenom"),
                key=lambda row: (row[1].casefold(), row[2].casefold(), str(row[0])),
            )
        ],
        [
            (str(pk), nom)
            for pk, nom in sorted(
                organisations.values_list("pk", "nom"), key=lambda row: (row[1].casefold(), str(row[0]))
            )
        ],
        next((parse_colonnes([texte]) for texte in siennes.values_list("colonnes", flat=True)), ()),
    )
