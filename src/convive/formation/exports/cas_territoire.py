"""« Mon territoire en cas d’étude »: a case drawn from the portrait and the plan of a real territory, its names hidden.

It is computed when it is asked for and keeps no link with the espace that it comes from."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Count

from convive.acteurs.models import Organisation, Personne
from convive.diagnostic.exports.indicateurs import build_indicateur
from convive.diagnostic.exports.sources import get_source_courte
from convive.diagnostic.models import Constat, DecisionEnjeu, Enjeu
from convive.diagnostic.rules.indicateurs import LigneIndicateur
from convive.diagnostic.rules.themes import choose_lignes
from convive.diagnostic.selectors.catalogue import get_coeur, get_themes
from convive.diagnostic.selectors.comparaison import Choix, get_choix
from convive.espaces.models import Membre
from convive.espaces.selectors.espace import get_perimetre_espace
from convive.formation.refus import FormationRefusee
from convive.formation.rules.cas_territoire import (
    MAX_ECARTS,
    ActionCas,
    ChiffreCas,
    EnjeuCas,
    SourceCas,
    build_contenu,
    mask_contenu,
)
from convive.formation.rules.masquage import Masque, NomReel, SorteNom, find_noms
from convive.offre.models import ServiceEquipement
from convive.plan_action.models import FicheAction
from convive.plan_action.rules.plan import Recurrence
from convive.plan_action.selectors.fiche import list_fiches_actuelles
from convive.socle.formats import nombre, nombre_accorde
from convive.territoires.rules import PerimetreResolu
from convive.ui.glossaire import get_glossaire

SANS_TERRITOIRE = "Cet espace n’a pas encore de communes\u00a0: il n’a donc pas de portrait."
RESTE = "Un nom n’a pas pu être masqué\u00a0: le cas n’a pas été préparé."


def build_cas_espace(membre: Membre, cle: str, numero: int, today: date) -> dict[str, Any]:
    """The case of an espace, from what this membre may read in it. Raise FormationRefusee, DonneesAbsentes."""
    perimetre = get_perimetre_espace(membre.espace)
    if perimetre is None or not perimetre.communes:
        raise FormationRefusee(SANS_TERRITOIRE)
    return _build(_read_espace(membre, perimetre, today), cle, numero, today)


def build_cas_perimetre(perimetre: PerimetreResolu, cle: str, numero: int, today: date) -> dict[str, Any]:
    """The case of any territory that has a portrait: public figures, without a plan. Raise FormationRefusee."""
    return _build(_read_perimetre(perimetre, today), cle, numero, today)


def _build(source: SourceCas, cle: str, numero: int, today: date) -> dict[str, Any]:
    masque = Masque(source.noms, {sigle.upper() for sigle in get_glossaire()})
    source = replace(
        source,
        actions=tuple(_mask_action(row, masque) for row in source.actions),
        enjeux=tuple(
            EnjeuCas(masque.apply(row.libelle), row.decision, tuple(map(masque.apply, row.thematiques)))
            for row in source.enjeux
        ),
        constats=tuple(map(masque.apply, source.constats)),
    )
    contenu: dict[str, Any] = mask_contenu(build_contenu(source, cle, numero, today), masque.replace)
    if find_noms("\n".join(list_textes(contenu)), source.noms):
        raise FormationRefusee(RESTE)
    return contenu


def _mask_action(row: ActionCas, masque: Masque) -> ActionCas:
    return replace(
        row,
        titre=masque.apply(row.titre),
        porteur=masque.get(row.porteur),
        calendrier=masque.apply(row.calendrier),
        thematiques=tuple(map(masque.apply, row.thematiques)),
    )


def list_textes(contenu: Any) -> list[str]:
    """All the texts of a case."""
    if isinstance(contenu, str):
        return [contenu]
    rows = contenu.values() if isinstance(contenu, dict) else contenu if isinstance(contenu, list) else ()
    return [texte for row in rows for texte in list_textes(row)]


def _read_perimetre(perimetre: PerimetreResolu, today: date) -> SourceCas:
    choix = get_choix(perimetre, "", today)
    return SourceCas(
        perimetre.nom,
        _write_resume(perimetre, choix),
        tuple(_list_chiffres(choix)),
        tuple(_list_ecarts(choix.tableau.lignes.values())),
        is_fictif=perimetre.fictif,
        noms=tuple(_list_noms(perimetre)),
    )


def _read_espace(membre: Membre, perimetre: PerimetreResolu, today: date) -> SourceCas:
    choix = get_choix(perimetre, "", today)
    enjeux = Enjeu.objects.visible_to(membre.compte).filter(espace=membre.espace_id)
    enjeux = enjeux.exclude(decision=DecisionEnjeu.ECARTE).prefetch_related("thematiques").order_by("created_at", "pk")
    constats = Constat.objects.visible_to(membre.compte).filter(espace=membre.espace_id)
    actions = tuple(_list_actions(membre, today))
    return SourceCas(
        perimetre.nom,
        _write_resume(perimetre, choix),
        tuple(_list_chiffres(choix)),
        tuple(_list_ecarts(choix.tableau.lignes.values())),
        actions,
        tuple(EnjeuCas(row.libelle, row.get_decision_display(), _name_themes(row)) for row in enjeux),
        tuple(nom for nom in constats.order_by().values_list("thematiques__nom", flat=True).distinct() if nom),
        has_plan=bool(actions),
        is_fictif=perimetre.fictif,
        noms=(*_list_noms(perimetre), *_list_noms_espace(membre)),
    )


def _write_resume(perimetre: PerimetreResolu, choix: Choix) -> str:
    communes = nombre_accorde(len(perimetre.communes), "commune")
    population = choix.portrait.figures["population_municipale"]
    if not population.has_valeur:
        return f"{perimetre.nom}\u00a0: {communes}, population inconnue."
    habitants = nombre_accorde(round(population.valeur or 0), "habitant")
    tailles = sorted(row.population_municipale for row in perimetre.communes if row.population_municipale is not None)
    ecart = f", de {nombre(tailles[0])} à {nombre(tailles[-1])} chacune" if len(tailles) > 1 else ""
    source = get_source_courte(population, choix.tableau.sources_chargees)
    return f"{perimetre.nom}\u00a0: {communes}, {habitants} en {population.millesime} ({source}){ecart}."


def _list_chiffres(choix: Choix) -> Iterable[ChiffreCas]:
    """The key figures of each thématique of the portrait, and those of which one knows why there is none."""
    coeur, themes, chargees = get_coeur(), get_themes(), choix.tableau.sources_chargees
    deja: set[str] = set()
    for thematique in coeur.thematiques:
        for ligne in choose_lignes(themes[thematique.identifiant], coeur, choix.tableau.lignes, frozenset(deja)):
            deja.add(ligne.fiche.identifiant)
            figure = build_indicateur(coeur, ligne, chargees).figure
            valeur = figure.texte
            if figure.valeur:
                valeur = figure.texte.replace(figure.valeur, f"{figure.valeur}\u00a0{figure.unite}", 1)
            yield ChiffreCas(
                thematique.libelle,
                figure.libelle,
                valeur,
                figure.millesime,
                get_source_courte(ligne.figure, chargees),
                figure.comparaison,
                not figure.valeur,
            )


def _list_ecarts(lignes: Iterable[LigneIndicateur]) -> list[str]:
    """The sentences of the gaps that stand out, the surest and strongest first."""
    notables = [(ligne, ligne.lecture) for ligne in lignes if ligne.lecture and ligne.lecture.is_notable]

    def rank(lue: tuple[LigneIndicateur, Any]) -> tuple[bool, float]:
        ligne, lecture = lue
        return bool(lecture.reserve), -abs(lecture.ecart or 0) / (ligne.fiche.indicateur.ecart_notable or 1)

    return [
        f"{lecture.phrase} ({ligne.figure.millesime}{f'\u202f; {lecture.reserve}' if lecture.reserve else ''})"
        for ligne, lecture in sorted(notables, key=rank)[:MAX_ECARTS]
    ]


def _list_actions(membre: Membre, today: date) -> Iterable[ActionCas]:
    rows: Any = (
        list_fiches_actuelles(membre, today).select_related("organisation_porteuse").prefetch_related("thematiques")
    )
    rows = rows.annotate(
        nombre_pilotes=Count("pilotes", distinct=True), nombre_indicateurs=Count("indicateurs", distinct=True)
    )
    for row in rows.order_by("ordre", "created_at", "pk"):
        yield ActionCas(
            row.code,
            row.titre,
            row.statut,
            row.organisation_porteuse.nom if row.organisation_porteuse else "",
            row.nombre_pilotes,
            row.nombre_indicateurs,
            row.date_fin,
            row.prochaine_echeance,
            row.retard_le,
            row.calendrier_texte,
            Recurrence(row.recurrence).libelle.lower() if row.recurrence else "",
            _name_themes(row),
        )


def _name_themes(row: Enjeu | FicheAction) -> tuple[str, ...]:
    return tuple(sorted(theme.nom for theme in row.thematiques.all()))


def _list_noms(perimetre: PerimetreResolu) -> Iterable[NomReel]:
    """The names of the places, as they are and without what all of them have in common."""
    yield NomReel(perimetre.nom, SorteNom.TERRITOIRE, "territoire")
    if " d" in perimetre.nom:
        # « Trois Gués », in « Communauté de communes des Trois Gués ».
        for mot in (" des ", " du ", " de la ", " de l’", " de ", " d’"):
            if mot in perimetre.nom:
                yield NomReel(perimetre.nom.rsplit(mot, 1)[1], SorteNom.TERRITOIRE, "territoire")
                break
    for commune in perimetre.communes:
        yield NomReel(commune.nom, SorteNom.COMMUNE)
        yield NomReel(commune.departement_nom, SorteNom.DEPARTEMENT)
        yield NomReel(commune.region_nom, SorteNom.REGION)


def _list_noms_espace(membre: Membre) -> Iterable[NomReel]:
    """Everyone and everything named in the espace, archived or merged rows included."""
    espace = membre.espace
    yield NomReel(espace.nom, SorteNom.TERRITOIRE, "territoire")
    for pk, nom, sigle in (
        Organisation.objects.filter(espace=espace).order_by("created_at").values_list("pk", "nom", "sigle")
    ):
        yield NomReel(nom, SorteNom.ORGANISATION, f"{pk}")
        yield NomReel(sigle, SorteNom.ORGANISATION, f"{pk}")
    for nom in ServiceEquipement.objects.filter(espace=espace).order_by("created_at").values_list("nom", flat=True):
        yield NomReel(nom, SorteNom.ORGANISATION)
    personnes = [*Personne.objects.filter(espace=espace).order_by("created_at").values_list("prenom", "nom")]
    for prenom, nom in personnes:
        yield NomReel(f"{prenom} {nom}".strip(), SorteNom.PERSONNE)
    for prenom, nom in personnes:
        yield NomReel(nom, SorteNom.NOM_FAMILLE)
        yield NomReel(prenom, SorteNom.PRENOM)
    for affiche in Membre.objects.filter(espace=espace).order_by("pk").values_list("compte__nom_affiche", flat=True):
        yield NomReel(affiche or "", SorteNom.PERSONNE)
