from django.urls import path

from convive.espaces.views.agenda_export import agenda_export
from convive.espaces.views.confirmation_create import confirmation_create
from convive.espaces.views.confirmation_list import confirmation_list
from convive.espaces.views.corbeille_delete import corbeille_delete
from convive.espaces.views.echeance_list import echeance_list
from convive.espaces.views.espace_clone import espace_clone
from convive.espaces.views.espace_copie import espace_copie
from convive.espaces.views.espace_create import espace_create
from convive.espaces.views.espace_delete import espace_delete
from convive.espaces.views.espace_detail import espace_detail
from convive.espaces.views.espace_droits import espace_droits
from convive.espaces.views.espace_import import espace_import
from convive.espaces.views.espace_journal import espace_journal
from convive.espaces.views.espace_list import espace_list
from convive.espaces.views.espace_reset import espace_reset
from convive.espaces.views.espace_restore import espace_restore
from convive.espaces.views.invitation_detail import invitation_detail
from convive.espaces.views.lien_create import lien_create
from convive.espaces.views.lien_demande import lien_demande
from convive.espaces.views.lien_detail import lien_detail
from convive.espaces.views.lien_list import lien_list
from convive.espaces.views.membre_list import membre_list
from convive.espaces.views.membre_update import membre_update
from convive.espaces.views.note_create import note_create
from convive.espaces.views.note_delete import note_delete
from convive.espaces.views.note_detail import note_detail
from convive.espaces.views.note_list import note_list
from convive.espaces.views.note_update import note_update
from convive.espaces.views.partage_detail import partage_detail
from convive.espaces.views.partage_list import partage_list
from convive.espaces.views.perimetre_update import perimetre_update
from convive.espaces.views.territoire_detail import territoire_detail
from convive.espaces.views.territoire_list import territoire_list
from convive.espaces.views.thematique_list import thematique_list
from convive.espaces.views.version_detail import version_detail
from convive.espaces.views.version_list import version_list

app_name = "espaces"

urlpatterns = [
    path("", espace_list, name="espace_list"),
    path("creer/", espace_create, name="espace_create"),
    path("reprendre/", espace_import, name="espace_import"),
    path("invitation/<str:cle>/", invitation_detail, name="invitation_detail"),
    path("lien/", lien_demande, name="lien_demande"),
    path("lien/<str:cle>/", lien_detail, name="lien_detail"),
    path("agenda/<str:cle>.ics", agenda_export, name="agenda_export"),
    path("partage/<str:cle>/", partage_detail, name="partage_detail"),
    path("<uuid:espace_uuid>/", espace_detail, name="espace_detail"),
    path("<uuid:espace_uuid>/membres/", membre_list, name="membre_list"),
    path("<uuid:espace_uuid>/membres/<uuid:membre_uuid>/", membre_update, name="membre_update"),
    path("<uuid:espace_uuid>/membres/a-confirmer/", confirmation_list, name="confirmation_list"),
    path("<uuid:espace_uuid>/ma-place/", confirmation_create, name="confirmation_create"),
    path("<uuid:espace_uuid>/echeances/", echeance_list, name="echeance_list"),
    path("<uuid:espace_uuid>/liens/", lien_list, name="lien_list"),
    path("<uuid:espace_uuid>/liens/envoyer/", lien_create, name="lien_create"),
    path("<uuid:espace_uuid>/perimetre/", perimetre_update, name="perimetre_update"),
    path("<uuid:espace_uuid>/partages/", partage_list, name="partage_list"),
    path("<uuid:espace_uuid>/territoires/", territoire_list, name="territoire_list"),
    path("<uuid:espace_uuid>/territoires/<uuid:partage_uuid>/", territoire_detail, name="territoire_detail"),
    path("<uuid:espace_uuid>/thematiques/", thematique_list, name="thematique_list"),
    path("<uuid:espace_uuid>/qui-voit-quoi/", espace_droits, name="espace_droits"),
    path("<uuid:espace_uuid>/journal/", espace_journal, name="espace_journal"),
    path("<uuid:espace_uuid>/carnet/", note_list, name="note_list"),
    path("<uuid:espace_uuid>/carnet/corbeille/effacer/", corbeille_delete, name="corbeille_delete"),
    path("<uuid:espace_uuid>/carnet/ecrire/", note_create, name="note_create"),
    path("<uuid:espace_uuid>/carnet/<uuid:note_uuid>/", note_detail, name="note_detail"),
    path("<uuid:espace_uuid>/carnet/<uuid:note_uuid>/modifier/", note_update, name="note_update"),
    path("<uuid:espace_uuid>/carnet/<uuid:note_uuid>/supprimer/", note_delete, name="note_delete"),
    path("<uuid:espace_uuid>/textes/<str:cle>/<uuid:objet_uuid>/versions/", version_list, name="version_list"),
    path(
        "<uuid:espace_uuid>/textes/<str:cle>/<uuid:objet_uuid>/versions/<uuid:version_uuid>/",
        version_detail,
        name="version_detail",
    ),
    path("<uuid:espace_uuid>/copie/", espace_copie, name="espace_copie"),
    path("<uuid:espace_uuid>/copie/cloner/", espace_clone, name="espace_clone"),
    path("<uuid:espace_uuid>/copie/remettre-a-zero/", espace_reset, name="espace_reset"),
    path("<uuid:espace_uuid>/copie/supprimer/", espace_delete, name="espace_delete"),
    path("<uuid:espace_uuid>/restaurer/", espace_restore, name="espace_restore"),
]
