from django.urls import path, register_converter
from django.urls.converters import SlugConverter

from convive.diagnostic.views.accueil import accueil
from convive.diagnostic.views.afom_detail import afom_detail
from convive.diagnostic.views.afom_list import afom_list
from convive.diagnostic.views.avis_create import avis_create
from convive.diagnostic.views.avis_list import avis_list
from convive.diagnostic.views.chapitre_detail import chapitre_detail
from convive.diagnostic.views.chapitre_list import chapitre_list
from convive.diagnostic.views.chapitre_update import chapitre_update
from convive.diagnostic.views.constat_create import constat_create
from convive.diagnostic.views.constat_delete import constat_delete
from convive.diagnostic.views.constat_detail import constat_detail
from convive.diagnostic.views.constat_list import constat_list
from convive.diagnostic.views.constat_update import constat_update
from convive.diagnostic.views.corbeille_list import corbeille_list
from convive.diagnostic.views.critere_list import critere_list
from convive.diagnostic.views.demande_avis_create import demande_avis_create
from convive.diagnostic.views.diagnostic_comparaison import diagnostic_comparaison
from convive.diagnostic.views.diagnostic_create import diagnostic_create
from convive.diagnostic.views.diagnostic_detail import diagnostic_detail
from convive.diagnostic.views.diagnostic_validate import diagnostic_validate
from convive.diagnostic.views.enjeu_create import enjeu_create
from convive.diagnostic.views.enjeu_delete import enjeu_delete
from convive.diagnostic.views.enjeu_detail import enjeu_detail
from convive.diagnostic.views.enjeu_list import enjeu_list
from convive.diagnostic.views.enjeu_synthese import enjeu_synthese
from convive.diagnostic.views.enjeu_update import enjeu_update
from convive.diagnostic.views.evolution_list import evolution_list
from convive.diagnostic.views.indicateur_carte import indicateur_carte
from convive.diagnostic.views.indicateur_carte_export import indicateur_carte_export
from convive.diagnostic.views.indicateur_detail import indicateur_detail
from convive.diagnostic.views.indicateur_espace_close import indicateur_espace_close
from convive.diagnostic.views.indicateur_espace_create import indicateur_espace_create
from convive.diagnostic.views.indicateur_espace_detail import indicateur_espace_detail
from convive.diagnostic.views.indicateur_espace_list import indicateur_espace_list
from convive.diagnostic.views.indicateur_espace_update import indicateur_espace_update
from convive.diagnostic.views.indicateur_export import indicateur_export
from convive.diagnostic.views.indicateur_list import indicateur_list
from convive.diagnostic.views.jumeau_list import jumeau_list
from convive.diagnostic.views.mesure_create import mesure_create
from convive.diagnostic.views.mesure_update import mesure_update
from convive.diagnostic.views.millesime_list import millesime_list
from convive.diagnostic.views.note_entretien_create import note_entretien_create
from convive.diagnostic.views.note_entretien_delete import note_entretien_delete
from convive.diagnostic.views.note_entretien_detail import note_entretien_detail
from convive.diagnostic.views.note_entretien_list import note_entretien_list
from convive.diagnostic.views.note_entretien_update import note_entretien_update
from convive.diagnostic.views.parole_create import parole_create
from convive.diagnostic.views.parole_delete import parole_delete
from convive.diagnostic.views.parole_detail import parole_detail
from convive.diagnostic.views.parole_list import parole_list
from convive.diagnostic.views.parole_update import parole_update
from convive.diagnostic.views.perimetre_create import perimetre_create
from convive.diagnostic.views.portrait_detail import portrait_detail
from convive.diagnostic.views.portrait_export import portrait_export
from convive.diagnostic.views.preuve_create import preuve_create
from convive.diagnostic.views.projection_detail import projection_detail
from convive.diagnostic.views.seuil_update import seuil_update
from convive.diagnostic.views.source_list import source_list
from convive.diagnostic.views.telechargement_create import telechargement_create
from convive.diagnostic.views.territoire_list import territoire_list
from convive.diagnostic.views.tour_vote_list import tour_vote_list
from convive.diagnostic.views.une_page_detail import une_page_detail
from convive.diagnostic.views.vote_create import vote_create

app_name = "diagnostic"
ESPACE = "espaces/<uuid:espace_uuid>/"
PAROLE = f"{ESPACE}paroles/<uuid:parole_uuid>/"
ENTRETIEN = f"{ESPACE}paroles/entretiens/<uuid:note_uuid>/"
CONSTAT = f"{ESPACE}constats/<uuid:constat_uuid>/"
ENJEU = f"{ESPACE}enjeux/<uuid:enjeu_uuid>/"
DIAGNOSTIC = f"{ESPACE}diagnostic/"
VERSION = f"{DIAGNOSTIC}<uuid:diagnostic_uuid>/"
PROPRE = f"{ESPACE}indicateurs/propres/<uuid:indicateur_uuid>/"
CHAPITRE = f"{VERSION}chapitres/<uuid:chapitre_uuid>/"


class ReferenceConverter(SlugConverter):
    """The reference of a périmètre, which is shorter than the identifier of an espace."""

    regex = r"[-a-zA-Z0-9_]{1,35}"


register_converter(ReferenceConverter, "reference")

# The same pages for any périmètre, and for the one of an espace.
INDICATEURS = ("portrait/<reference:reference>/indicateurs/", "espaces/<uuid:espace_uuid>/indicateurs/")
PAGES_INDICATEURS = (
    ("", indicateur_list),
    ("export/<slug:format>/", indicateur_export),
    ("fiche/<slug:indicateur>/", indicateur_detail),
    ("fiche/<slug:indicateur>/carte/", indicateur_carte),
    ("fiche/<slug:indicateur>/carte/<slug:format>/", indicateur_carte_export),
    ("changements/", evolution_list),
    ("jumeaux/", jumeau_list),
    ("projection/", projection_detail),
)

urlpatterns = [
    path("", accueil, name="accueil"),
    path("territoires/", territoire_list, name="territoire_list"),
    path("perimetres/composer/", perimetre_create, name="perimetre_create"),
    path("portrait/<slug:reference>/", portrait_detail, name="portrait_detail"),
    path("portrait/<slug:reference>/export/<slug:format>/", portrait_export, name="portrait_export"),
    path("sources/", source_list, name="source_list"),
    path("sources/telecharger/", telechargement_create, name="telechargement_create"),
    # The shared diagnosis of an espace.
    path(f"{ESPACE}paroles/", parole_list, name="parole_list"),
    path(f"{ESPACE}paroles/ajouter/", parole_create, name="parole_create"),
    path(f"{ESPACE}paroles/entretiens/", note_entretien_list, name="note_entretien_list"),
    path(f"{ESPACE}paroles/entretiens/ecrire/", note_entretien_create, name="note_entretien_create"),
    path(ENTRETIEN, note_entretien_detail, name="note_entretien_detail"),
    path(f"{ENTRETIEN}modifier/", note_entretien_update, name="note_entretien_update"),
    path(f"{ENTRETIEN}supprimer/", note_entretien_delete, name="note_entretien_delete"),
    path(PAROLE, parole_detail, name="parole_detail"),
    path(f"{PAROLE}modifier/", parole_update, name="parole_update"),
    path(f"{PAROLE}supprimer/", parole_delete, name="parole_delete"),
    path(f"{ESPACE}constats/", constat_list, name="constat_list"),
    path(f"{ESPACE}constats/ecrire/", constat_create, name="constat_create"),
    path(f"{ESPACE}constats/corbeille/", corbeille_list, name="corbeille_list"),
    path(f"{ESPACE}constats/qui-s-est-prononce/", avis_list, name="avis_list"),
    path(f"{ESPACE}constats/demander-des-avis/", demande_avis_create, name="demande_avis_create"),
    path(CONSTAT, constat_detail, name="constat_detail"),
    path(f"{CONSTAT}modifier/", constat_update, name="constat_update"),
    path(f"{CONSTAT}supprimer/", constat_delete, name="constat_delete"),
    path(f"{CONSTAT}avis/donner/", avis_create, name="avis_create"),
    path(f"{CONSTAT}preuves/ajouter/", preuve_create, name="preuve_create"),
    path(f"{ESPACE}afom/", afom_list, name="afom_list"),
    path(f"{ESPACE}afom/<uuid:thematique_uuid>/", afom_detail, name="afom_detail"),
    path(f"{ESPACE}enjeux/", enjeu_list, name="enjeu_list"),
    path(f"{ESPACE}enjeux/ecrire/", enjeu_create, name="enjeu_create"),
    path(f"{ESPACE}enjeux/sur-une-page/", enjeu_synthese, name="enjeu_synthese"),
    path(f"{ESPACE}enjeux/criteres/", critere_list, name="critere_list"),
    path(f"{ESPACE}enjeux/votes/", tour_vote_list, name="tour_vote_list"),
    # Without an identifier: the first enjeu that is left to note.
    path(f"{ESPACE}enjeux/voter/", vote_create, name="vote_create"),
    path(f"{ESPACE}enjeux/voter/<uuid:enjeu_uuid>/", vote_create, name="vote_create"),
    path(ENJEU, enjeu_detail, name="enjeu_detail"),
    path(f"{ENJEU}modifier/", enjeu_update, name="enjeu_update"),
    path(f"{ENJEU}supprimer/", enjeu_delete, name="enjeu_delete"),
    # Without an identifier: the latest version.
    path(DIAGNOSTIC, diagnostic_detail, name="diagnostic_detail"),
    path(f"{DIAGNOSTIC}commencer/", diagnostic_create, name="diagnostic_create"),
    path(f"{DIAGNOSTIC}comparer/", diagnostic_comparaison, name="diagnostic_comparaison"),
    path(f"{DIAGNOSTIC}une-page/", une_page_detail, name="une_page_detail"),
    path(VERSION, diagnostic_detail, name="diagnostic_detail"),
    path(f"{VERSION}sommaire/", chapitre_list, name="chapitre_list"),
    path(f"{VERSION}valider/", diagnostic_validate, name="diagnostic_validate"),
    path(CHAPITRE, chapitre_detail, name="chapitre_detail"),
    path(f"{CHAPITRE}ecrire/", chapitre_update, name="chapitre_update"),
    *(path(f"{base}{suite}", view, name=view.__name__) for suite, view in PAGES_INDICATEURS for base in INDICATEURS),
    # What an espace counts by itself.
    path(f"{ESPACE}indicateurs/fiche/<slug:indicateur>/seuil/", seuil_update, name="seuil_update"),
    path(f"{ESPACE}indicateurs/propres/", indicateur_espace_list, name="indicateur_espace_list"),
    path(f"{ESPACE}indicateurs/propres/creer/", indicateur_espace_create, name="indicateur_espace_create"),
    path(PROPRE, indicateur_espace_detail, name="indicateur_espace_detail"),
    path(f"{PROPRE}modifier/", indicateur_espace_update, name="indicateur_espace_update"),
    path(f"{PROPRE}archiver/", indicateur_espace_close, name="indicateur_espace_close"),
    path(f"{PROPRE}valeurs/ajouter/", mesure_create, name="mesure_create"),
    path(f"{PROPRE}valeurs/<int:annee>/", mesure_update, name="mesure_update"),
    path(f"{ESPACE}indicateurs/millesimes/", millesime_list, name="millesime_list"),
]
