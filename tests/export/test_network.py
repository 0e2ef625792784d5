import csv
import io
from collections import Counter
from datetime import date
from itertools import combinations
from pathlib import Path

import networkx as nx
import pytest

import communique as cq
from communique.export import Selection, find_format
from communique.export.days import span_of
from communique.linking.types import Encounter
from communique.records import DateRange, Engagement, Evidence, Official, Tenure

write_graphml = find_format("graphml").load()
write_edges = find_format("edges").load()

KEYS = ("relation", "status", "count", "first", "last", "forms", "encounters")


def _open(selection: Selection) -> nx.MultiGraph:
    page = "".join(write_graphml(selection)).encode()
    graph = nx.read_graphml(io.BytesIO(page), force_multigraph=True)
    assert not graph.is_directed()
    return graph


def _of_parties(encounters: list[Encounter]) -> Counter[tuple[str, str, str]]:
    return Counter(
        (*pair, encounter.status)
        for encounter in encounters
        for pair in combinations(sorted(set(encounter.parties)), 2)
    )


def _of_people(encounters: list[Encounter]) -> Counter[tuple[str, str, str]]:
    return Counter(
        (*pair, encounter.status)
        for encounter in encounters
        for pair in combinations(sorted({p.person for p in encounter.people if p.person}), 2)
    )


def _count(graph: nx.MultiGraph, of: str) -> Counter[tuple[str, str, str]]:
    counted: Counter[tuple[str, str, str]] = Counter()
    for left, right, told in graph.edges(data=True):
        if told["relation"] == "encounter" and graph.nodes[left]["type"] == of:
            assert graph.nodes[right]["type"] == of
            key = (*sorted((left, right)), told["status"])
            assert key not in counted
            counted[key] = told["count"]
    return counted


def test_ties_count_the_encounters(selection: Selection) -> None:
    graph = _open(selection)
    encounters = list(selection.memory.encounters)
    assert _count(graph, "party") == _of_parties(encounters)
    assert _count(graph, "person") == _of_people(encounters)
    assert len(_of_parties(encounters)) > 30 and len(_of_people(encounters)) > 5
    # Not every tie is one of a kind: this is what the graph has several edges for.
    assert graph.number_of_edges("CHN", "GBR") > 1


def test_nodes_tell_who_they_are(selection: Selection) -> None:
    graph = _open(selection)
    encounters = selection.memory.encounters
    assert graph.nodes["CHN"] == {
        "type": "party",
        "label": "China",
        "name": "China",
        "code": "CHN",
        "kind": "state",
        "encounters": sum("CHN" in encounter.parties for encounter in encounters),
    }
    assert graph.nodes["g20"]["kind"] == "grouping"
    people = {p.id: p for p in selection.memory.people}
    seen = {p.person for encounter in encounters for p in encounter.people if p.person}
    persons = {key for key, told in graph.nodes(data="type") if told == "person"}
    assert persons == seen
    for key in persons:
        assert graph.nodes[key]["name"] == people[key].name
        acting = [n for n in graph[key] if graph.nodes[n]["type"] == "party"]
        assert acting == ([people[key].party] if people[key].party else [])


def test_ties_lead_to_their_encounters_and_their_days(selection: Selection) -> None:
    by_id = {encounter.id: encounter for encounter in selection.memory.encounters}
    ties = [t for _, _, t in _open(selection).edges(data=True) if t["relation"] == "encounter"]
    for told in ties:
        meant = [by_id[key] for key in told["encounters"].split()]
        assert len(meant) == told["count"] == told["weight"]
        assert {e.status for e in meant} == {told["status"]}
        forms = Counter(e.form for e in meant)
        assert told["forms"] == ", ".join(f"{f} {n}" for f, n in sorted(forms.items()))
        dated = [e.date for e in meant if span_of(e.date)]
        assert ("first" in told) == ("last" in told) == bool(dated)
        if dated:
            assert min(d.start for d in dated if d.start).isoformat().startswith(told["first"][:4])
            assert max(d.end for d in dated if d.end).isoformat().startswith(told["last"])
    assert any("first" not in told for told in ties)


def test_the_table_has_the_ties_of_the_graph(selection: Selection) -> None:
    graph = _open(selection)
    rows = list(csv.DictReader(io.StringIO("".join(write_edges(selection)), newline="")))
    told_by_table = Counter(
        (frozenset((row["source"], row["target"])), *(row[key] for key in KEYS)) for row in rows
    )
    told_by_graph = Counter(
        (frozenset((left, right)), *(str(told.get(key, "")) for key in KEYS))
        for left, right, told in graph.edges(data=True)
    )
    assert len(rows) == graph.number_of_edges()
    assert told_by_table == told_by_graph
    for row in rows:
        assert row["source_name"] == graph.nodes[row["source"]]["name"]
        assert row["target_type"] == graph.nodes[row["target"]]["type"]


def test_networkx_reads_the_table(selection: Selection) -> None:
    pandas = pytest.importorskip("pandas")
    table = pandas.read_csv(io.StringIO("".join(write_edges(selection))))
    graph = nx.from_pandas_edgelist(table, edge_attr=True, create_using=nx.MultiGraph)
    assert graph.number_of_edges() == _open(selection).number_of_edges()


def test_a_period_is_no_day() -> None:
    def of(start: date, end: date, precision: str) -> tuple[str, str] | None:
        return span_of(
            DateRange.model_validate({"start": start, "end": end, "precision": precision})
        )

    assert of(date(2024, 7, 9), date(2024, 7, 11), "day") == ("2024-07-09", "2024-07-11")
    assert of(date(2024, 7, 1), date(2024, 7, 31), "month") == ("2024-07", "2024-07")
    assert of(date(2024, 7, 1), date(2024, 9, 30), "quarter") == ("2024", "2024")
    assert of(date(2020, 1, 1), date(2029, 12, 31), "decade") is None
    assert span_of(DateRange()) is None


def test_only_what_the_chosen_documents_tell(selection: Selection) -> None:
    narrow = Selection(selection.desk, since=date(2024, 1, 1), until=date(2024, 12, 31))
    chosen = [
        encounter
        for encounter in selection.memory.encounters
        if any(narrow.is_chosen(account.document) for account in encounter.accounts)
    ]
    assert _count(_open(narrow), "party") == _of_parties(chosen)
    assert 0 < len(chosen) < len(selection.memory.encounters)


def test_the_same_archive_gives_the_same_bytes(selection: Selection) -> None:
    again = Selection(selection.desk)
    assert list(write_graphml(selection)) == list(write_graphml(again))
    assert list(write_edges(selection)) == list(write_edges(again))


def test_markup_and_controls_in_names_break_nothing(tmp_path: Path) -> None:
    text = "Talks were held."
    document = cq.read_text(text)
    whole = Evidence(document_id=document.id, start=0, end=len(text), text=text, rule="test")
    shared = {"document_id": document.id, "evidence": (whole,)}
    odd = "a<b>&\x01\ufffe\"c'"
    records = cq.Records(
        [
            Engagement(
                form="talks",
                status="held",
                parties=("CHN", odd),
                people=(Official(name="Jane\x0b <Doe> & Sons", office="President", party="CHN"),),
                **shared,
            ),
            Tenure(
                person="Jane\x0b <Doe> & Sons",
                office="President",
                rank="head-of-state",
                party="CHN",
                **shared,
            ),
        ]
    )
    with cq.open_archive(str(tmp_path / "odd.db")) as desk:
        desk.add(document, records)
        selection = Selection(desk)
        graph = _open(selection)
        rows = list(csv.DictReader(io.StringIO("".join(write_edges(selection)), newline="")))
    assert "a<b>&\"c'" in graph
    assert graph.number_of_edges("CHN", "a<b>&\"c'") == 1
    assert "kind" not in graph.nodes["a<b>&\"c'"]
    assert odd in {row["target"] for row in rows}
    people = [told["name"] for _, told in graph.nodes(data=True) if told["type"] == "person"]
    assert people == ["Jane <Doe> & Sons"]
