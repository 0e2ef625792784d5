"""Kill `communique batch` at random moments, go on, and compare with an undisturbed run.

The archive is one of `crawl_world.py`, with damaged records among its own. Every kill takes the
whole group of processes with SIGKILL; the same command goes on.

    python benchmarks/killing.py --kills 50
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from archive import hash_set
from crawl_world import make_crawl


def command(crawl: Path, out: Path) -> list[str]:
    """Return the command that is killed."""
    words = ["batch", str(crawl / "*.warc.gz"), "--out", str(out), "--workers", "2"]
    return [sys.executable, "-m", "communique", *words, "--progress", "none"]


def damage(crawl: Path, chance: random.Random) -> None:
    """Damage some of the bytes of each file."""
    for path in sorted(crawl.glob("*.warc.gz")):
        data = bytearray(path.read_bytes())
        for _ in range(3):
            data[chance.randrange(len(data))] ^= 0xFF
        path.write_bytes(data)


def finish(words: list[str]) -> float:
    """Run a command to its end; return the seconds. Exit status 1 is that of damaged inputs."""
    begun = time.monotonic()
    done = subprocess.run(words, capture_output=True, text=True)
    if done.returncode not in (0, 1) or "Traceback" in done.stderr:
        sys.exit(f"the run failed: {done.stderr}")
    return time.monotonic() - begun


def main() -> None:
    """Kill, go on, compare; the exit status is 1 where a byte differs."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--kills", type=int, default=50)
    asked.add_argument("--megabytes", type=int, default=12)
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args()
    chance = random.Random(given.seed)
    with tempfile.TemporaryDirectory() as scratch:
        crawl, whole, killed = (Path(scratch) / name for name in ("crawl", "whole", "killed"))
        size = given.megabytes * 1_000_000
        made = make_crawl(crawl, compressed_bytes=size, seed=given.seed, files=6)
        damage(crawl, chance)
        seconds = finish(command(crawl, whole))
        print(f"undisturbed: {made.pages:,} pages in {seconds:.1f} s", flush=True)
        kills = runs = 0
        differing = 0
        while kills < given.kills:
            runs += 1
            out = Path(f"{killed}-{runs}")
            while kills < given.kills:
                process = subprocess.Popen(
                    command(crawl, out),
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    start_new_session=True,
                )
                try:
                    process.wait(chance.uniform(0, seconds))
                except subprocess.TimeoutExpired:
                    os.killpg(process.pid, signal.SIGKILL)
                    process.wait()
                    kills += 1
                else:
                    break
            finish(command(crawl, out))
            differing += hash_set(out) != hash_set(whole)
        print(f"{kills} kills over {runs} runs: {differing} data sets differ")
    sys.exit(1 if differing else 0)


if __name__ == "__main__":
    main()
