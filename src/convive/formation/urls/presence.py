"""Attendance and the documents of a session."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
