#!/usr/bin/env python3
"""Measures Amaru against its peers: time ratios, of results that agree.

    run.py [--build FOLDER] [--kernels a,b] [--peers a,b] [--threads N] [--rounds N] [--quick] [--json FILE] [--readme]

Every peer lives in a process of its own below this one, started once per kernel. A round lets each peer run once, in an
order that rotates, so that whatever disturbs the machine disturbs all alike. From each round comes the ratio
peer / Amaru; shown are the median of the ratios and their interquartile range. Before a kernel is measured every peer's
result is compared with NumPy's (or, where that is missing, with C's); a setting with a wrong result is dropped and
named. A peer that cannot run is named with its reason. Without Amaru the ratios are to clang.
"""

import argparse
import datetime
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile

import worker

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
KERNELS = ["saxpy", "sum", "mandelbrot", "nbody", "matmul", "heat", "black_scholes"]
BEGIN, END = "<!-- begin: written by bench/run.py -->", "<!-- end -->"


class Peer:
    """A worker process."""

    def __init__(self, name, threads, options):
        threads_text = str(threads)
        environment = dict(
            os.environ,
            AMARU_BENCH_BUILD=options.scratch,
            PYTHONPATH=os.pathsep.join([os.path.join(options.build, "python"), os.path.join(ROOT, "python")]),
            PYTHONDONTWRITEBYTECODE="1",
            **{f"{library}_NUM_THREADS": threads_text for library in ("OMP", "OPENBLAS", "NUMBA", "AMARU", "MKL")},
        )
        environment.pop("AMARU_DISABLE_JIT", None)
        command = [sys.executable, os.path.join(HERE, "worker.py"), name, threads_text]
        if threads == 1:
            # One core for everybody: no peer gets a second one unnoticed.
            core = max(os.sched_getaffinity(0))
            command = ["taskset", "-c", str(core), *command]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
        )

    def ask(self, **request):
        try:
            self.process.stdin.write(json.dumps(request) + "\n")
            self.process.stdin.flush()
            line = self.process.stdout.readline()
        except BrokenPipeError:
            line = ""
        return json.loads(line) if line else {"missing": f"its process ended with {self.process.wait()}"}

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def quartiles(values):
    if len(values) < 2:
        return values[0], values[0], values[0]
    low, middle, high = statistics.quantiles(values, n=4, method="inclusive")
    return low, middle, high


def measure(kernel, options):
    """All peers on one kernel: a title, and for each peer its seconds, ratio and setting, or why it is missing."""
    spec = worker.load(kernel, "spec")
    size = max(spec.CPYTHON_SIZE, spec.SIZE // 10) if options.quick else spec.SIZE
    found = {"title": spec.TITLE, "size": size, "peers": {}}
    peers, reference = {}, None
    # NumPy first: its result is the reference of the others; C's where NumPy has none.
    for name in sorted(options.peers, key=lambda name: {"NumPy": 0, "clang": 1}.get(name, 2)):
        peer = Peer(name, options.threads, options)
        own_size = spec.CPYTHON_SIZE if name == "CPython" else size
        answer = peer.ask(do="open", kernel=kernel, size=own_size, reference=None if name == "CPython" else reference)
        if "missing" in answer:
            found["peers"][name] = {"missing": answer["missing"]}
            print(f"  {name}: {answer['missing']}", file=sys.stderr)
            peer.close()
            continue
        if reference is None and own_size == size:
            reference = os.path.join(options.scratch, f"{kernel}.npy")
            peer.ask(do="result", path=reference)
        peers[name] = peer
        scale = spec.work(size) / spec.work(own_size)
        found["peers"][name] = {
            "setting": answer["setting"],
            "dropped": answer["dropped"],
            "scale": scale,
            "rounds": [],
        }
    names = list(peers)
    number = 0
    while names and number < options.rounds:
        number += 1
        for name in names[number % len(names) :] + names[: number % len(names)]:
            answer = peers[name].ask(do="time")
            entry = found["peers"][name]
            if "missing" in answer:
                found["peers"][name] = answer
                names.remove(name)
                break
            entry["rounds"].append(answer["seconds"] * entry["scale"])
    for peer in peers.values():
        peer.close()
    base = next((name for name in ("Amaru", "clang", "NumPy", "Numba", "CPython") if name in names), None)
    found["base"] = base
    for name in names:
        entry = found["peers"][name]
        entry["seconds"] = statistics.median(entry["rounds"])
        ratios = [own / other for own, other in zip(entry["rounds"], found["peers"][base]["rounds"])]
        entry["low"], entry["ratio"], entry["high"] = quartiles(ratios)
    return found


def about_machine(options):
    cpu = platform.processor()
    with open("/proc/cpuinfo") as file:
        for line in file:
            if line.startswith("model name"):
                cpu = line.split(":")[1].strip()
                break
    versions = {}
    for name in options.peers:
        peer = Peer(name, 1, options)
        answer = peer.ask(do="about")
        versions[name] = answer.get("version") or f"missing: {answer.get('missing')}"
        peer.close()
    return {
        "cpu": cpu,
        "cores": len(os.sched_getaffinity(0)),
        "system": f"{platform.system()} {platform.machine()}, Python {platform.python_version()}",
        "date": datetime.date.today().isoformat(),
        "versions": versions,
    }


def cell(entry):
    if "missing" in entry:
        return "–"
    ratio = f"{entry['ratio']:.2f}" if entry["ratio"] < 100 else f"{entry['ratio']:.0f}"
    spread = (
        f"{entry['low']:.2f}–{entry['high']:.2f}" if entry["ratio"] < 100 else f"{entry['low']:.0f}–{entry['high']:.0f}"
    )
    return f"{ratio} ({spread})"


def table(report):
    """The report as Markdown."""
    machine, names = report["machine"], list(report["machine"]["versions"])
    threads = report["threads"]
    lines = [
        "Time / base's time: above 1 is slower than the base, which is Amaru (clang where Amaru did not run). "
        f"Median of the ratios of {report['rounds']} rounds (interquartile range), "
        f"{threads} thread{'s' if threads > 1 else ''}.",
        "",
        "| kernel | " + " | ".join(names) + " | base |",
        "|---" * (len(names) + 2) + "|",
    ]
    for kernel in report["kernels"].values():
        peers = kernel["peers"]
        base = f"{kernel['base']}, {peers[kernel['base']]['seconds'] * 1e3:.3g} ms" if kernel["base"] else "–"
        lines.append(f"| {kernel['title']} | " + " | ".join(cell(peers[name]) for name in names) + f" | {base} |")
    lines += ["", f"{machine['cpu']}, {machine['cores']} cores; {machine['system']}; {machine['date']}.", ""]
    lines += [f"- {name}: {version}" for name, version in machine["versions"].items()]
    settings, missing = [], {}
    for name, kernel in report["kernels"].items():
        for peer, entry in kernel["peers"].items():
            if "missing" in entry:
                missing.setdefault(f"{peer} did not run: {entry['missing'].replace(ROOT + os.sep, '')}", []).append(
                    name
                )
            elif peer == "Numba" or entry["dropped"]:
                dropped = f"; dropped {', '.join(entry['dropped'])}" if entry["dropped"] else ""
                settings.append(f"- {name}: {peer} with {entry['setting']}{dropped}")
    notes = settings + [f"- {', '.join(names)}: {reason}" for reason, names in missing.items()]
    return "\n".join(
        [
            *lines,
            "",
            "Settings, and who is missing:",
            "",
            *notes,
            "",
            "CPython runs a smaller size, scaled by the work in it.",
        ]
    )


def write_readme(text):
    path = os.path.join(HERE, "README.md")
    with open(path, encoding="utf-8") as file:
        page = file.read()
    before, rest = page.split(BEGIN, 1)
    after = rest.split(END, 1)[1]
    with open(path, "w", encoding="utf-8") as file:
        file.write(f"{before}{BEGIN}\n{text}\n{END}{after}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument(
        "--build", default=os.path.join(ROOT, "build", "dev"), help="the build folder with the extension"
    )
    parser.add_argument("--kernels", default=",".join(KERNELS))
    parser.add_argument("--peers", default=",".join(worker.PEERS))
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=11)
    parser.add_argument("--quick", action="store_true", help="a tenth of the size and 3 rounds: does everything work?")
    parser.add_argument("--json", default=os.path.join(ROOT, "build", "bench.json"), help="where the figures go")
    parser.add_argument("--readme", action="store_true", help="put the table into bench/README.md")
    options = parser.parse_args()
    options.kernels = options.kernels.split(",")
    options.peers = options.peers.split(",")
    for given, known in ((options.kernels, KERNELS), (options.peers, list(worker.PEERS))):
        unknown = set(given) - set(known)
        if unknown:
            parser.error(f"unknown: {', '.join(sorted(unknown))} (known: {', '.join(known)})")
    if options.quick:
        options.rounds = 3
    with tempfile.TemporaryDirectory() as options.scratch:
        report = {
            "machine": about_machine(options),
            "threads": options.threads,
            "rounds": options.rounds,
            "kernels": {},
        }
        for number, kernel in enumerate(options.kernels, 1):
            print(f"{kernel} ({number} of {len(options.kernels)})", file=sys.stderr, flush=True)
            report["kernels"][kernel] = measure(kernel, options)
    os.makedirs(os.path.dirname(options.json), exist_ok=True)
    with open(options.json, "w") as file:
        json.dump(report, file, indent=1)
    text = table(report)
    print(text)
    if options.readme:
        write_readme(text)


if __name__ == "__main__":
    main()
