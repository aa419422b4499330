"""Measuring: medians of several runs, and what machine they were taken on. Times depend on it, ratios much less."""

import os
import platform
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from django.db import connection

Outcome = TypeVar("Outcome")

CPU = Path("/proc/cpuinfo")
MEMORY = Path("/proc/meminfo")


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds of a piece of work: the median, the quickest, and the first, which also loads what is loaded once."""

    median: float
    best: float
    first: float


def timed(work: Callable[[], Outcome], repeat: int) -> tuple[Timing, Outcome]:
    """Do a piece of work once, and `repeat` times more, of which the median and the quickest are; return its outcome."""
    first, outcome = _once(work)
    seconds = [_once(work)[0] for _ in range(max(repeat, 1))]
    return Timing(statistics.median(seconds), min(seconds), first), outcome


def _once(work: Callable[[], Outcome]) -> tuple[float, Outcome]:
    began = time.perf_counter()
    outcome = work()
    return time.perf_counter() - began, outcome


def machine() -> list[str]:
    """Return what the figures were taken on, and how busy it was."""
    model = _field(CPU, "model name") or platform.processor() or "unknown processor"
    memory = int((_field(MEMORY, "MemTotal") or "0 kB").split()[0]) / 1024**2
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        (server,) = cursor.fetchone()
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    return [
        f"{os.cpu_count()} x {model}, {memory:.0f} GiB, {platform.system()} {platform.release()}",
        f"Python {platform.python_version()}, PostgreSQL {server}, load {load}",
    ]


def _field(file: Path, name: str) -> str:
    if not file.exists():
        return ""
    lines = (line.partition(":") for line in file.read_text(encoding="utf-8").splitlines())
    return next((value.strip() for key, _, value in lines if key.strip() == name), "")
