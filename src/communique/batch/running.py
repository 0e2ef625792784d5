"""A run: inputs sifted, copies found, records read, and the data set closed.

Each step goes on where an earlier session of the same run was stopped, on this machine or on
another; what comes out is the same to the byte.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from communique.batch.columns import schema_of
from communique.batch.engines import Engine
from communique.batch.heads import HEADS, find_heads
from communique.batch.outputs import (
    FORMAT_VERSION,
    Done,
    Outputs,
    check_same,
    read_sift,
    write_work,
)
from communique.batch.pages import Aside, Unit
from communique.batch.progress import Meter, Progress
from communique.batch.readme import describe
from communique.batch.settings import Settings
from communique.batch.sifting import aside_row
from communique.batch.units import find_units
from communique.batch.works import Part, Sift, Work, bundle, divide
from communique.batch.writing import TableFile
from communique.errors import CommuniqueError

#: Makes the engine of a run, given its folder, what it was asked for, and how many workers.
MakeEngine = Callable[[Outputs, Settings], Engine]

#: The name of the listing of inputs as a piece of work.
_LISTING = "inputs"


def run_batch(
    inputs: Sequence[str],
    folder: Path,
    settings: Settings,
    make_engine: MakeEngine,
    told: Callable[[Progress], None] = lambda progress: None,
    *,
    version: str,
) -> dict[str, Any]:
    """Read `inputs` into a data set in `folder`; return its manifest.

    `version` is the program's. `told` is called as the run goes on. Raises `CommuniqueError`
    where the run can't go on; what is done by then is done, and the same call goes on.
    """
    outputs = Outputs(folder)
    asked = {"inputs": list(inputs), "settings": settings.asked, "program": version}
    if (manifest := outputs.manifest()) is not None:
        check_same(manifest, asked, folder)
        outputs.clear()  # an earlier session may have been stopped just here
        return dict(manifest)
    try:
        with outputs.session():
            plan = outputs.plan() or _plan(inputs, outputs, asked)
            check_same(plan, asked, folder)
            with closing(make_engine(outputs, settings)) as engine:
                return _run(plan, outputs, engine, Meter(told))
    except OSError as error:
        raise CommuniqueError(_tell(error, folder)) from error


def _run(plan: dict[str, Any], outputs: Outputs, engine: Engine, meter: Meter) -> dict[str, Any]:
    """Do what is left of the plan; return the manifest."""
    sifted = _sift([read_sift(row) for row in plan["sifts"]], outputs, engine, meter)
    kept = [(name, done.counts.get("kept", 0)) for name, done in sifted.items()]
    meter.begin("finding copies", sum(count for _, count in kept))
    meter.tell(0, {})
    heads = outputs.done(HEADS) or _find_heads(kept, outputs)
    read = _extract(list(divide(kept)), outputs, engine, meter)
    return _close(plan, {**sifted, HEADS: heads, **read}, outputs, meter)


def _plan(inputs: Sequence[str], outputs: Outputs, asked: dict[str, Any]) -> dict[str, Any]:
    """List what there is to read, note it, and return it."""
    asides: list[Aside] = []

    def units() -> Iterator[Unit]:
        for one in find_units(inputs):
            if isinstance(one, Aside):
                asides.append(one)
            else:
                yield one

    plan = {**asked, "sifts": [write_work(sift) for sift in bundle(units())]}
    files = []
    if asides:
        files.append(outputs.folder / "set_aside" / f"{_LISTING}.parquet")
        with TableFile(files[0], schema_of("set_aside"), outputs.scratch) as file:
            for aside in asides:
                file.add(aside_row(aside))
    counts = {"set_aside": len(asides), "inputs_set_aside": len(asides)}
    outputs.finish(_LISTING, counts, iter(files))
    outputs.keep_plan(plan)
    return plan


def _sift(sifts: Sequence[Sift], outputs: Outputs, engine: Engine, meter: Meter) -> dict[str, Done]:
    meter.begin("sifting", sum(sift.bytes for sift in sifts))
    listed = outputs.done(_LISTING) or Done()
    meter.skip(0, listed.counts)
    sizes = {sift.name: sift.bytes for sift in sifts}
    done = _do(sifts, sizes, outputs, engine, meter)
    return {_LISTING: listed, **{sift.name: done[sift.name] for sift in sifts}}


def _find_heads(kept: Sequence[tuple[str, int]], outputs: Outputs) -> Done:
    names = [name for name, count in kept if count]
    return find_heads(names, sum(count for _, count in kept), outputs)


def _extract(
    parts: Sequence[Part], outputs: Outputs, engine: Engine, meter: Meter
) -> dict[str, Done]:
    sizes = {part.name: part.pages for part in parts}
    meter.begin("reading records", sum(sizes.values()))
    done = _do(parts, sizes, outputs, engine, meter)
    return {part.name: done[part.name] for part in parts}


def _do(
    works: Sequence[Work],
    sizes: dict[str, int],
    outputs: Outputs,
    engine: Engine,
    meter: Meter,
) -> dict[str, Done]:
    """Have done what isn't; return what became of each by name."""
    done: dict[str, Done] = {}
    left: list[Work] = []
    for work in works:
        if (earlier := outputs.done(work.name)) is None:
            left.append(work)
        else:
            done[work.name] = earlier
            meter.skip(sizes[work.name], earlier.counts)
    meter.tell(0, {})
    for one in engine.run(left):
        if one is None:
            at_hand = engine.at_hand()
            meter.tell(at_hand.pop("done", 0), at_hand)
        else:
            work, result = one
            done[work.name] = result
            meter.add(sizes[work.name], result.counts)
    return done


def _close(
    plan: dict[str, Any], done: dict[str, Done], outputs: Outputs, meter: Meter
) -> dict[str, Any]:
    """Write the manifest, and return it."""
    files = {
        name: value
        for one in done.values()
        for name, value in one.files.items()
        if not outputs.is_note(name)
    }
    totals: Counter[str] = Counter()
    for one in done.values():
        totals.update(one.counts)
    manifest = {
        "version": FORMAT_VERSION,
        **{name: plan[name] for name in ("inputs", "settings", "program")},
        "counts": dict(totals),
        "work": [
            {**row, "counts": dict(done[name].counts)}
            for row in plan["sifts"]
            if (name := read_sift(row).name)
        ],
        "files": files,
    }
    manifest = outputs.close(manifest, describe(totals))
    meter.begin("done", 0)
    meter.tell(0, {})
    return manifest


def _tell(error: OSError, folder: Path) -> str:
    what = (error.strerror or str(error)).lower()
    return (
        f"{error.filename or folder}: {what}; what is done is kept: mend that and repeat the "
        "command to go on"
    )
