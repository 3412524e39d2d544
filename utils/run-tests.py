#!/usr/bin/env python3
"""Runs one entry of the test suite and writes down what it found, so that tests are counted one by one.

    run-tests.py lit NAME -- LIT ARGS…        a lit folder: every file is a test
    run-tests.py pytest NAME -- ARGS…         a pytest folder: every case is a test
    run-tests.py plain NAME -- COMMAND…       any command: one test, unless it writes $AMARU_TEST_RESULT_FILE itself

The result is a JSON file in $AMARU_TEST_RESULTS (default build/test-results): {"passed": 3, "failed": [names],
"skipped": [names]}. $AMARU_TEST_FILTER keeps only the tests whose name contains it. utils/test-summary.py adds up.
"""

import json
import os
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
RESULTS = os.environ.get("AMARU_TEST_RESULTS") or os.path.join(ROOT, "build", "test-results")


def run_lit(name, command, wanted):
    with tempfile.TemporaryDirectory() as folder:
        output = os.path.join(folder, "lit.json")
        extra = ["--filter", wanted] if wanted else []
        status = subprocess.call([*command, "-v", "--allow-empty-runs", "--output", output, *extra])
        if not os.path.exists(output):
            # lit stops early when the filter leaves nothing, and when its configuration is broken.
            return status, {"passed": 0, "failed": [name] if status else [], "skipped": []}
        with open(output) as file:
            tests = json.load(file)["tests"]
    of = lambda *codes: [f"{name}: {t['name'].split(' :: ')[-1]}" for t in tests if t["code"] in codes]
    skipped = of("UNSUPPORTED", "SKIPPED")
    failed = of("FAIL", "XPASS", "UNRESOLVED", "TIMEOUT")
    excluded = of("EXCLUDED")
    return status, {
        "passed": len(tests) - len(skipped) - len(failed) - len(excluded),
        "failed": failed,
        "skipped": skipped,
    }


def run_pytest(name, arguments, wanted):
    with tempfile.TemporaryDirectory() as folder:
        output = os.path.join(folder, "pytest.xml")
        extra = ["-k", wanted] if wanted else []
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:cacheprovider",
            f"--junitxml={output}",
            *arguments,
            *extra,
        ]
        status = subprocess.call(command)
        # 5: nothing was collected, which a filter may well cause.
        status = 0 if status == 5 and wanted else status
        result = {"passed": 0, "failed": [], "skipped": []}
        if os.path.exists(output):
            for case in ElementTree.parse(output).iter("testcase"):
                label = f"{name}: {case.get('classname', '')}.{case.get('name')}"
                if case.find("failure") is not None or case.find("error") is not None:
                    result["failed"].append(label)
                elif case.find("skipped") is not None:
                    result["skipped"].append(f"{label} ({case.find('skipped').get('message', '')})")
                else:
                    result["passed"] += 1
    return status, result


def run_plain(name, command, wanted):
    with tempfile.TemporaryDirectory() as folder:
        output = os.path.join(folder, "result.json")
        environment = dict(os.environ, AMARU_TEST_RESULT_FILE=output, AMARU_TEST_FILTER=wanted)
        status = subprocess.call(command, env=environment)
        if os.path.exists(output):
            with open(output) as file:
                return status, json.load(file)
    if status == 77:
        return 0, {"passed": 0, "failed": [], "skipped": [name]}
    # A runner that found nothing under the filter has not passed a test.
    return status, {"passed": int(status == 0 and not wanted), "failed": [name] if status else [], "skipped": []}


def main():
    kind, name, dashes, *command = sys.argv[1:]
    if dashes != "--":
        sys.exit(__doc__)
    wanted = os.environ.get("AMARU_TEST_FILTER", "")
    if wanted in name:
        # The whole entry was asked for.
        wanted = ""
    if kind == "plain" and wanted and os.environ.get("AMARU_TEST_COUNTS") != "1":
        # A command that counts as one test, and it is not the one asked for.
        status, result = 0, {"passed": 0, "failed": [], "skipped": []}
    else:
        run = {"lit": run_lit, "pytest": run_pytest, "plain": run_plain}[kind]
        status, result = run(name, command, wanted)
    if status and not result["failed"]:
        result["failed"].append(f"{name} (exit status {status})")
    os.makedirs(RESULTS, exist_ok=True)
    with open(os.path.join(RESULTS, name.replace("/", ".") + ".json"), "w") as file:
        json.dump(result, file, indent=1)
    sys.exit(1 if status else 0)


if __name__ == "__main__":
    main()
