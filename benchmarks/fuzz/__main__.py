"""Fuzz readers, quotations and dates; say what broke, and what grew too fast.

    python -m benchmarks.fuzz readers quotes dates --inputs 200000 [--keep FOLDER]

Each target gets the inputs twice: once made by the coverage-guided fuzzer (atheris, from the extra
``fuzz``), once by Hypothesis without looking. Then what the fuzzer kept as its corpus, since each of
these reached something new, is repeated to 16 and 128 KB and timed. Inputs that break something stay
in FOLDER, one file each; exit code 1.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.fuzz.growth import LONG, SHORT, grow
from benchmarks.fuzz.targets import TARGETS, Target

LONGEST = 4096
"""Bytes of one input; longer ones are the growth check's."""
PUMPED = 300
"""Inputs of the corpus that are repeated, chosen at random."""


def guided(name: str, target: Target, inputs: int, folder: Path) -> bool:
    """Coverage-guided inputs; whether none of them broke anything."""
    corpus = folder / name / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for n, seed in enumerate(target.seeds):
        (corpus / f"seed-{n}").write_bytes(seed)
    words = folder / name / "words.dict"
    words.write_text("".join(f'"{_escaped(t)}"\n' for t in target.tokens), "ascii")
    flags = [
        f"-runs={inputs}", f"-max_len={LONGEST}", f"-dict={words}", f"-artifact_prefix={folder / name}/",
        "-timeout=20", "-rss_limit_mb=4096", "-seed=1", "-print_final_stats=1", "-verbosity=1",
    ]  # fmt: skip
    start = time.monotonic()
    with (folder / name / "log").open("w") as log:
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.fuzz.guided", name, str(corpus), *flags],
            stdout=log,
            stderr=log,
        )
    kept = len(list(corpus.iterdir()))
    told = "nothing broke" if done.returncode == 0 else f"broke: see {folder / name}"
    print(f"{name}: {inputs:,} guided inputs in {time.monotonic() - start:.0f} s, {kept:,} kept; {told}")
    return done.returncode == 0


def _escaped(token: bytes) -> str:
    return "".join(f"\\x{byte:02x}" for byte in token)


def blind(name: str, target: Target, inputs: int) -> bool:
    """Inputs made by Hypothesis: pieces that the target knows of, and noise between them."""
    from hypothesis import HealthCheck, Phase, given, settings
    from hypothesis import strategies as st

    piece = st.one_of(st.sampled_from(target.tokens), st.binary(max_size=6), st.sampled_from(target.seeds))
    head = st.binary(min_size=target.prefix, max_size=target.prefix)
    made = st.builds(lambda h, parts: h + b"".join(parts), head, st.lists(piece, max_size=24))
    start = time.monotonic()

    @settings(
        max_examples=inputs, database=None, deadline=None, suppress_health_check=list(HealthCheck),
        phases=(Phase.generate, Phase.shrink), derandomize=True,
    )  # fmt: skip
    @given(made)
    def run(data: bytes) -> None:
        target.check(data)

    try:
        run()
    except Exception as error:
        print(f"{name}: random inputs broke it: {error!r}")
        return False
    print(f"{name}: {inputs:,} random inputs in {time.monotonic() - start:.0f} s; nothing broke")
    return True


def growth(name: str, target: Target, folder: Path) -> bool:
    """What the corpus holds, repeated; whether all of it grows as it should."""
    corpus = sorted((folder / name / "corpus").iterdir())
    chosen = random.Random(1).sample(corpus, min(PUMPED, len(corpus)))
    grown = [grow(target.check, path.read_bytes(), target.prefix) for path in chosen]
    slow = [g for g in grown if g.suspect]
    worst = max(grown, key=lambda g: g.long)
    print(
        f"{name}: {len(grown)} inputs at {SHORT // 1024} and {LONG // 1024} KB: {len(slow)} grow too fast; "
        f"slowest {worst.long:.2f} s (exponent {worst.exponent:.2f})"
    )
    for g in slow:
        print(f"  exponent {g.exponent:.2f}, {g.long:.2f} s: {g.data[:120]!r}")
    return not slow


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("targets", nargs="+", choices=sorted(TARGETS))
    parser.add_argument("--inputs", type=int, default=200_000)
    parser.add_argument("--keep", type=Path, help="folder for what is found (default: a temporary one)")
    options = parser.parse_args()
    folder = options.keep or Path(tempfile.mkdtemp(prefix="kg-fuzz-"))
    fine = True
    for name in options.targets:
        target = TARGETS[name]
        fine &= guided(name, target, options.inputs, folder)
        fine &= blind(name, target, options.inputs)
        fine &= growth(name, target, folder)
    sys.exit(0 if fine else 1)


if __name__ == "__main__":
    main()
