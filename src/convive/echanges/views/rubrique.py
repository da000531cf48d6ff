"""Where the exchanges of an espace stand: an entry of the menu."""

from convive.espaces.views.page import Rubrique

DISCUSSIONS = "echanges:discussion_list"

ECHANGES = Rubrique(DISCUSSIONS)
