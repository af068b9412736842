"""One campaign of the coverage-guided fuzzer, in a process of its own: libFuzzer ends the process itself.

python -m benchmarks.fuzz.guided TARGET CORPUS [libFuzzer's flags]
"""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["kg"]):
    from benchmarks.fuzz.targets import TARGETS


def main() -> None:
    name, *flags = sys.argv[1:]
    atheris.Setup([sys.argv[0], *flags], TARGETS[name].check)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
