"""How records came about, as W3C PROV (PROV-JSON): read by the program, decided on by people."""

import json
from collections.abc import Iterator
from typing import Any

from communique.export.selection import Selection

_PREFIX = {"cq": "urn:communique:", "prov": "http://www.w3.org/ns/prov#"}


def write(selection: Selection) -> Iterator[str]:
    """Yield one PROV-JSON document.

    Documents and records are entities; reading a document is an activity of a version of the
    program, a review one of the person who gave it, at its time.
    """
    made: dict[str, dict[str, Any]] = {
        kind: {}
        for kind in (
            "entity", "activity", "agent", "used", "wasGeneratedBy", "wasAssociatedWith",
            "wasDerivedFrom",
        )
    }  # fmt: skip
    for one in selection.summaries:
        version = one.extractor or "unknown"
        made["entity"][f"cq:document-{one.id}"] = {
            "prov:type": "document", "prov:label": one.name, "cq:sha256": one.sha256,
            **({"prov:location": one.url} if one.url else {}),
        }  # fmt: skip
        reading, agent = f"cq:reading-{one.id}", f"cq:program-{version}"
        made["activity"][reading] = {"prov:type": "reading"}
        made["agent"][agent] = {"prov:type": "prov:SoftwareAgent", "cq:version": version}
        made["used"][f"_:u-{one.id}"] = {
            "prov:activity": reading,
            "prov:entity": f"cq:document-{one.id}",
        }
        made["wasAssociatedWith"][f"_:a-{one.id}"] = {
            "prov:activity": reading,
            "prov:agent": agent,
        }
    for stored in selection.records():
        record, document = f"cq:record-{stored.id}", stored.document.id
        made["entity"][record] = {"prov:type": stored.record.kind}
        made["wasGeneratedBy"][f"_:g-{stored.id}"] = {
            "prov:entity": record,
            "prov:activity": f"cq:reading-{document}",
        }
        made["wasDerivedFrom"][f"_:d-{stored.id}"] = {
            "prov:generatedEntity": record,
            "prov:usedEntity": f"cq:document-{document}",
        }
    _add_reviews(selection, made)
    whole: dict[str, Any] = {"prefix": _PREFIX} | {
        kind: rows for kind, rows in made.items() if rows
    }
    yield json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _add_reviews(selection: Selection, made: dict[str, dict[str, Any]]) -> None:
    for review in selection.desk.reviews():
        reviewed = [t for t in review.targets if f"cq:record-{t}" in made["entity"]]
        corrected = review.made if f"cq:record-{review.made}" in made["entity"] else None
        if not reviewed and corrected is None:
            continue
        activity, person = f"cq:review-{review.id}", f"cq:person-{review.by.encode().hex()}"
        at = f"{review.at:%Y-%m-%dT%H:%M:%S}+00:00"
        made["activity"][activity] = {
            "prov:type": review.verdict, "prov:startTime": at, "prov:endTime": at,
        }  # fmt: skip
        made["agent"][person] = {"prov:type": "prov:Person", "prov:label": review.by}
        made["wasAssociatedWith"][f"_:ra-{review.id}"] = {
            "prov:activity": activity,
            "prov:agent": person,
        }
        for number, target in enumerate(reviewed):
            made["used"][f"_:ru-{review.id}-{number}"] = {
                "prov:activity": activity,
                "prov:entity": f"cq:record-{target}",
            }
        if corrected is not None:
            made["wasGeneratedBy"][f"_:rg-{review.id}"] = {
                "prov:entity": f"cq:record-{corrected}",
                "prov:activity": activity,
            }
