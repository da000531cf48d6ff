"""Mounted at the root: the pages of an espace, whose views take `espace_uuid`, and those of a person."""

from django.urls import include, path

from convive.documents.views.document_list import document_list
from convive.documents.views.exemple_export import exemple_export
from convive.documents.views.exemple_list import exemple_list
from convive.documents.views.gel_comparaison import gel_comparaison
from convive.documents.views.gel_create import gel_create
from convive.documents.views.gel_delete import gel_delete
from convive.documents.views.gel_detail import gel_detail
from convive.documents.views.gel_export import gel_export
from convive.documents.views.gel_list import gel_list
from convive.documents.views.modele_depart_export import modele_depart_export
from convive.documents.views.modele_exemple_export import modele_exemple_export
from convive.documents.views.modele_export import modele_export
from convive.documents.views.modele_list import modele_list
from convive.documents.views.piece_create import piece_create
from convive.documents.views.piece_delete import piece_delete
from convive.documents.views.piece_detail import piece_detail
from convive.documents.views.piece_export import piece_export
from convive.documents.views.piece_list import piece_list
from convive.documents.views.piece_update import piece_update
from convive.documents.views.travail_detail import travail_detail
from convive.documents.views.travail_export import travail_export
from convive.documents.views.travail_list import travail_list

app_name = "documents"

DANS_UN_ESPACE = [
    path("", document_list, name="document_list"),
    path("modeles/", modele_list, name="modele_list"),
    path("modeles/<uuid:modele_uuid>/fichier/", modele_export, name="modele_export"),
    path("modeles/exemple/<slug:format>/", modele_exemple_export, name="modele_exemple_export"),
    path("modeles/depart/<slug:format>/", modele_depart_export, name="modele_depart_export"),
    path("pieces-jointes/", piece_list, name="piece_list"),
    path("pieces-jointes/joindre/<slug:objet_type>/<uuid:objet_uuid>/", piece_create, name="piece_create"),
    path("pieces-jointes/<uuid:piece_uuid>/", piece_detail, name="piece_detail"),
    path("pieces-jointes/<uuid:piece_uuid>/modifier/", piece_update, name="piece_update"),
    path("pieces-jointes/<uuid:piece_uuid>/retirer/", piece_delete, name="piece_delete"),
    path("pieces-jointes/<uuid:piece_uuid>/fichier/", piece_export, name="piece_export"),
    path("pieces-jointes/<uuid:piece_uuid>/fichier/<int:numero>/", piece_export, name="piece_export"),
    path("etats-figes/", gel_list, name="gel_list"),
    path("etats-figes/figer/<slug:objet_type>/<uuid:objet_uuid>/", gel_create, name="gel_create"),
    path("etats-figes/<uuid:gel_uuid>/", gel_detail, name="gel_detail"),
    path("etats-figes/<uuid:gel_uuid>/comparer/", gel_comparaison, name="gel_comparaison"),
    path("etats-figes/<uuid:gel_uuid>/fichier/", gel_export, name="gel_export"),
    path("etats-figes/<uuid:gel_uuid>/supprimer/", gel_delete, name="gel_delete"),
    path("preparations/", travail_list, name="travail_list"),
    path("preparations/<uuid:travail_uuid>/", travail_detail, name="travail_detail"),
    path("preparations/<uuid:travail_uuid>/fichier/", travail_export, name="travail_export"),
]
# The same pages for what a person asks outside any espace: the list has all of hers.
D_UNE_PERSONNE = [
    path("preparations/", travail_list, name="travail_list"),
    path("preparations/<uuid:travail_uuid>/", travail_detail, name="travail_detail"),
    path("preparations/<uuid:travail_uuid>/fichier/", travail_export, name="travail_export"),
]
# The gallery, open to anyone like that of the components.
DE_TOUS = [
    path("", exemple_list, name="exemple_list"),
    path("<slug:document>/<slug:format>/", exemple_export, name="exemple_export"),
]
urlpatterns = [
    path("espaces/<uuid:espace_uuid>/documents/", include(DANS_UN_ESPACE)),
    path("compte/", include(D_UNE_PERSONNE)),
    path("ui/documents/", include(DE_TOUS)),
]
