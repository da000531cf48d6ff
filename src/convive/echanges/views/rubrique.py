"""The menu entry under which the discussions of an espace are."""

from convive.espaces.views.page import Rubrique

DISCUSSIONS = "echanges:discussion_list"

ECHANGES = Rubrique(DISCUSSIONS)
