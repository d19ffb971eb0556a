"""Measure a seeded server, in paired runs: each run asks everything once, side by side."""

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from benchmarks.pages.exports import read_exports
from benchmarks.pages.load import Connection, burst, spread
from benchmarks.pages.pages import PAGES, Pages
from benchmarks.pages.server import Server, database_cpu, memory

CLIENTS = (1, 4, 16)


def measure(
    server: Server, pages: Pages, *, runs: int, seconds: float, exports: Sequence[str]
) -> dict[str, object]:
    """Return every figure of a server, warmed up first; `exports` are read at the end."""
    at_start = [memory(pid) for pid in server.workers()]
    first = _warm_up(server, pages, seconds)
    warm = [memory(pid) for pid in server.workers()]
    print(f"Warm after {first} s; memory {warm}", flush=True)
    found = {
        "first_page_seconds": first,
        "paired": _paired(server, pages, runs, seconds),
        "uncached": _uncached(server, pages, runs, seconds),
        "exports": read_exports(server, tuple(exports)),
    }
    at_end = [memory(pid) for pid in server.workers()]
    return found | {"memory": {"at_start": at_start, "warm": warm, "at_end": at_end}}


def _warm_up(server: Server, pages: Pages, seconds: float) -> float:
    """Ask until both workers have built what they keep; return the slowest answer's seconds."""
    slowest = burst(server.port, 16, 1, lambda one: one.get(pages.address("list")))
    for page in PAGES:
        burst(server.port, 8, seconds, lambda one, page=page: one.get(pages.address(page)))
    return round(max(slowest.times) / 1000, 1)


def _paired(server: Server, pages: Pages, runs: int, seconds: float) -> dict[str, object]:
    """Compare the bare view with unchanged and with kept pages, in turn, at four clients."""
    asked = {"bare": ("/bare/", "", 200)}
    for page in ("list", "detail", "home", "institution", "region", "late"):
        path = pages.address(page, is_fresh=False)
        etag = Connection(server.port).get(path).headers["etag"]
        asked[f"{page}, unchanged"] = (path, f"If-None-Match: {etag}\r\n", 304)
        asked[f"{page}, kept"] = (path, "", 200)
    rates, cpu = defaultdict(list), defaultdict(list)
    for _run in range(runs + 1):
        for name, (path, headers, status) in asked.items():
            before = server.cpu()
            load = burst(server.port, 4, seconds, lambda one: one.get(path, headers), status)  # noqa: B023
            rates[name].append(load.rate)
            cpu[name].append((server.cpu() - before) * 1000 / len(load.times))
    return {name: _pair(rates, cpu, name) for name in asked}


def _pair(rates: dict[str, list[float]], cpu: dict[str, list[float]], name: str) -> dict:
    """Leave out the first run, which warms the machine; ratios are taken run by run."""
    pairs = list(zip(rates[name], rates["bare"], strict=True))[1:]
    costs = list(zip(cpu["bare"], cpu[name], strict=True))[1:]
    return {
        "per_second": spread(rates[name][1:], 0),
        "cpu_ms": spread(cpu[name][1:]),
        "share_of_bare": spread([own / bare for own, bare in pairs]),
        "cpu_share_of_bare": spread([bare / own for bare, own in costs]),
    }


def _uncached(server: Server, pages: Pages, runs: int, seconds: float) -> dict[str, object]:
    """Time every page as nobody has asked for it before, at one, four and sixteen clients."""
    found: dict[str, dict[str, object]] = {}
    for page in PAGES:
        found[page] = {"clients": {}}
        costs = defaultdict(list)
        for clients in CLIENTS:
            loads = []
            for _run in range(runs):
                before, database = server.cpu(), database_cpu()
                load = burst(
                    server.port,
                    clients,
                    seconds,
                    lambda one, page=page: one.get(pages.address(page)),
                )
                loads.append(load)
                costs["cpu_ms"].append((server.cpu() - before) * 1000 / len(load.times))
                costs["database_cpu_ms"].append(
                    (database_cpu() - database) * 1000 / len(load.times)
                )
            found[page]["clients"][str(clients)] = {
                "p50_ms": spread([load.percentile(0.5) for load in loads], 1),
                "p95_ms": spread([load.percentile(0.95) for load in loads], 1),
                "per_second": spread([load.rate for load in loads], 1),
            }
        found[page] |= {name: spread(values) for name, values in costs.items()}
        print(f"{page}: {found[page]}", flush=True)
    return found


def machine() -> dict[str, object]:
    """Return what the measurement ran on."""
    cores = sum(
        line.startswith("processor") for line in Path("/proc/cpuinfo").read_text().splitlines()
    )
    load = float(Path("/proc/loadavg").read_text().split()[0])
    return {"cores": cores, "load_before": load}
