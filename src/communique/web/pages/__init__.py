"""The pages, a module for each family; every route says whom it is for."""

from fastapi import APIRouter

from communique.web.pages import (
    account,
    adding,
    administration,
    documents,
    dossiers,
    entry,
    operating,
    registers,
    reviewing,
    searching,
    subjects,
    watching,
)

ROUTERS: tuple[APIRouter, ...] = (
    entry.router,
    operating.router,
    dossiers.router,
    documents.router,
    registers.router,
    searching.router,
    subjects.router,
    watching.router,
    adding.router,
    reviewing.router,
    account.router,
    administration.router,
)
