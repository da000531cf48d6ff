"""The address of a long job, for the pages that ask for one."""

from convive.documents.models import Travail


def get_url_travail(travail: Travail) -> str:
    return travail.get_absolute_url()
