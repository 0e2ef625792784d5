"""The pages, a module for each family; every route says whom it is for."""

from fastapi import APIRouter

from communique.web.pages import account, administration, documents, dossiers, entry, subjects

ROUTERS: tuple[APIRouter, ...] = (
    entry.router,
    dossiers.router,
    documents.router,
    subjects.router,
    account.router,
    administration.router,
)
