"""Whether extraction stays linear in the length of an article.

    python -m benchmarks.long_articles [--longest 1000000]

Texts of five kinds, each at four lengths up to the longest: ordinary prose, one paragraph without a break,
one sentence without an end, nothing but quotations, nothing but dates. Printed are processor seconds per
100,000 code points of the whole extraction and of the bare spaCy pipeline in the same run, their ratio,
and the exponent of the power law between the shortest and the longest (1 is linear).
"""

from __future__ import annotations

import argparse
import math
import time
from collections.abc import Callable

from kg.annotate.parser import CHUNK, DEFAULT_MODEL, load
from kg.model import Document
from kg.pipeline import extract_all

PROSE = (
    "The envoy of the northern republic said on Tuesday that talks on the canal would resume in May. "
    "“We have agreed on nothing yet,” Ilse Brandt told reporters in the capital, but the minister denied it. "
    "Last year the two governments cancelled a summit two days before it was to open.\n\n"
)
KINDS: dict[str, str] = {
    "prose": PROSE,
    "one paragraph": PROSE.replace("\n\n", " "),
    "one sentence": "the envoy and the minister of the republic met in the capital and ",
    "quotations": "“No,” she said. “Not ‘yet’,” he added. ",
    "dates": "from 3 to 5 May 2018 and in January or February two years later ",
}
STEPS = 4


def _seconds(run: Callable[[], object]) -> float:
    start = time.process_time()
    run()
    return time.process_time() - start


def measure(unit: str, length: int) -> tuple[float, float]:
    """Processor seconds of the bare pipeline and of extraction over one text of that length."""
    text = (unit * (length // len(unit) + 1))[:length]
    nlp = load(DEFAULT_MODEL)
    parts = [text[at : at + CHUNK] for at in range(0, length, CHUNK)]
    bare = _seconds(lambda: [len(doc) for doc in nlp.pipe(parts)])
    document = Document(id="long", source="long.txt", text=text)
    return bare, _seconds(lambda: list(extract_all([document])))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--longest", type=int, default=1_000_000, help="code points")
    parser.add_argument("--kind", choices=sorted(KINDS), action="append")
    options = parser.parse_args()
    lengths = [options.longest >> n for n in reversed(range(STEPS))]
    measure(PROSE, 5_000)
    for kind in options.kind or KINDS:
        times = [measure(KINDS[kind], n) for n in lengths]
        for length, (bare, ours) in zip(lengths, times, strict=True):
            print(
                f"{kind:14} {length:>9,} code points: {ours / length * 1e5:6.2f} s per 100,000, bare "
                f"{bare / length * 1e5:6.2f}, ratio {ours / bare:.2f}",
                flush=True,
            )
        exponent = math.log(times[-1][1] / times[0][1]) / math.log(lengths[-1] / lengths[0])
        print(f"{kind:14} exponent {exponent:.2f}", flush=True)


if __name__ == "__main__":
    main()
