"""Where the documents of an espace stand: an entry of the menu, whose tabs are its three views."""

from convive.documents.permissions import can_list_documents
from convive.espaces.views.page import Rubrique
from convive.espaces.views.sous_pages import SousPage

PAGE = "documents:document_list"

# The attachments and the frozen states come from the registry.
DOCUMENTS = Rubrique(PAGE, (SousPage("À télécharger", PAGE, "download", can_list_documents),))
