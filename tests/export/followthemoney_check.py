"""Check entities (JSON Lines on standard input) by the followthemoney library.

Prints a JSON object: `schemata` counts the entities, `problems` says what is wrong with them. Run
by an interpreter that has the library, which brings other versions of what Communiqué needs.
"""

import json
import sys
from collections import Counter

from followthemoney import model
from followthemoney.exc import InvalidData


def main() -> None:
    rows = [json.loads(line) for line in sys.stdin]
    schemata = {row["id"]: row["schema"] for row in rows}
    problems = [f"{key}: there more than once" for key, n in _count(rows).items() if n > 1]
    for row in rows:
        problems += [f"{row['id']} ({row['schema']}): {one}" for one in _check(row, schemata)]
    print(json.dumps({"schemata": Counter(schemata.values()), "problems": problems}))


def _count(rows):
    return Counter(row["id"] for row in rows)


def _check(row, schemata):
    schema = model.get(row["schema"])
    if schema is None or schema.abstract:
        return ["no such schema"]
    problems = []
    for name, values in row["properties"].items():
        prop = schema.properties.get(name)
        if prop is None or prop.stub:
            problems.append(f"no such property {name}")
            continue
        for value in values:
            if prop.type.clean(value) != value:
                problems.append(f"{name}: {value!r} would be {prop.type.clean(value)!r}")
            if prop.range is not None:
                if value not in schemata:
                    problems.append(f"{name}: no entity {value}")
                elif not model.get(schemata[value]).is_a(prop.range):
                    problems.append(f"{name}: {value} is no {prop.range.name}")
    try:
        schema.validate(row)
        # The library drops what it can't use, without a word.
        kept = model.get_proxy(row, cleaned=False).to_dict()["properties"]
    except InvalidData as error:
        return [*problems, f"{error} {getattr(error, 'errors', '')}"]
    if {k: sorted(v) for k, v in kept.items()} != {
        k: sorted(v) for k, v in row["properties"].items()
    }:
        problems.append("the library keeps less")
    return problems


if __name__ == "__main__":
    main()
