"""The pages, a module for each family; every route says whom it is for."""

from fastapi import APIRouter

from communique.web.pages import (
    adding,
    documents,
    dossiers,
    entry,
    registers,
    searching,
    set_aside,
    subjects,
)

ROUTERS: tuple[APIRouter, ...] = (
    entry.router,
    dossiers.router,
    documents.router,
    registers.router,
    searching.router,
    subjects.router,
    set_aside.router,
    adding.router,
)
