"""Print what every pattern and parser costs at its worst: `python -m tests.patterns`; exit 1 above the limit."""

import os
import sys

import django

SHOWN = 12


def main() -> int:
    """Measure everything, print the dearest and the verdict, and return the exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    from tests.patterns.measuring import CPU_SECONDS_MAX, costs

    found = costs()
    for cost in found[:SHOWN]:
        sys.stdout.write(f"{cost}\n")
    worst = found[0].seconds
    sys.stdout.write(f"patterns and parsers: {len(found)}  worst_cpu_s={worst:.3f}  limit={CPU_SECONDS_MAX}\n")
    return 1 if worst > CPU_SECONDS_MAX else 0


if __name__ == "__main__":
    sys.exit(main())
