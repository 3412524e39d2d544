#!/usr/bin/env python3
"""Adds up what the entries of the test suite found, and prints it.

    test-summary.py RESULTS [--filter NAME]

RESULTS holds ctest.xml (every entry, as ctest saw it), NAME.json (what utils/run-tests.py wrote for an entry) and
gtest/NAME.json (what a GoogleTest binary wrote). An entry that left no counts is one test. Prints the failed tests,
then `N passed, N failed, N skipped` alone on a line, then the skipped tests. Exit 1 if any failed or none ran.
"""

import json
import os
import sys
import xml.etree.ElementTree as ElementTree


def read_gtest(name, path):
    with open(path) as file:
        suites = json.load(file)["testsuites"]
    passed, failed, skipped = 0, [], []
    for suite in suites:
        for test in suite["testsuite"]:
            label = f"{name}: {test['classname']}.{test['name']}"
            if test.get("failures"):
                failed.append(label)
            elif test.get("result") == "SKIPPED":
                skipped.append(label)
            elif test.get("status") == "NOTRUN" and test["name"].startswith("DISABLED_"):
                skipped.append(label)
            elif test.get("status") == "RUN":
                passed += 1
    return {"passed": passed, "failed": failed, "skipped": skipped}


def read_entry(results, case):
    """The counts of one ctest entry."""
    name, status = case.get("name"), case.get("status")
    own = os.path.join(results, name.replace("/", ".") + ".json")
    gtest = os.path.join(results, "gtest", name.split("/")[-1] + ".json")
    if os.path.exists(own):
        with open(own) as file:
            found = json.load(file)
    elif name.startswith("unit/") and os.path.exists(gtest):
        found = read_gtest(name, gtest)
    elif status == "run":
        return {"passed": 1, "failed": [], "skipped": []}
    elif (
        status in ("notrun", "disabled")
        and case.find("skipped") is not None
        and "SKIP" in case.find("skipped").get("message", "")
    ):
        return {"passed": 0, "failed": [], "skipped": [name]}
    else:
        found = {"passed": 0, "failed": [], "skipped": []}
    if status != "run" and not found["failed"]:
        found["failed"].append(f"{name} ({'did not run' if status == 'notrun' else 'crashed or ran out of time'})")
    return found


def main():
    results = sys.argv[1]
    wanted = sys.argv[3] if sys.argv[2:3] == ["--filter"] else ""
    passed, failed, skipped = 0, [], []
    try:
        cases = list(ElementTree.parse(os.path.join(results, "ctest.xml")).iter("testcase"))
    except (OSError, ElementTree.ParseError):
        cases = []
    for case in cases:
        found = read_entry(results, case)
        passed += found["passed"]
        failed += found["failed"]
        skipped += found["skipped"]
    for name in failed:
        print(f"failed: {name}")
    print(f"{passed} passed, {len(failed)} failed, {len(skipped)} skipped")
    for name in skipped:
        print(f"skipped: {name}")
    if passed + len(failed) + len(skipped) == 0:
        print(f"no test has '{wanted}' in its name" if wanted else "no test ran", file=sys.stderr)
        return 1
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
