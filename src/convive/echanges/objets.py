"""The address of a discussion, for the pages that lead to it."""

from django.urls import reverse

from convive.echanges.models import Discussion


def get_url_discussion(discussion: Discussion) -> str:
    return reverse("echanges:discussion_detail", args=[discussion.espace_id, discussion.pk])
