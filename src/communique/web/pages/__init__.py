"""The pages, a module for each family; every route says whom it is for."""

from fastapi import APIRouter

from communique.web.pages import adding, documents, dossiers, entry, reviewing, subjects

ROUTERS: tuple[APIRouter, ...] = (
    entry.router,
    dossiers.router,
    documents.router,
    subjects.router,
    adding.router,
    reviewing.router,
)
