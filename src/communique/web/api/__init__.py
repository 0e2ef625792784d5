"""The archive for programs: JSON under `/api/v1`, a module for each family of routes."""

from fastapi import APIRouter

from communique.web.api import (
    comparing,
    counting,
    describing,
    documents,
    dossiers,
    exporting,
    linked,
    records,
    reviews,
    searching,
)
from communique.web.api.place import PREFIX

__all__ = ["PREFIX", "ROUTERS"]

ROUTERS: tuple[APIRouter, ...] = tuple(
    part.router
    for part in (
        documents,
        records,
        searching,
        counting,
        dossiers,
        linked,
        comparing,
        reviews,
        exporting,
        describing,
    )
)
