"""The counts of the suite are those of its tests: each kind of entry, and entries that crash or leave nothing."""

import json
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))


def run(script, *arguments, **environment):
    command = [sys.executable, os.path.join(HERE, script), *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=dict(os.environ, **environment))


def entry(tmp_path, kind, name, *command, wanted=""):
    """Runs one entry and returns (exit status, counts)."""
    done = run(
        "run-tests.py",
        kind,
        name,
        "--",
        *command,
        AMARU_TEST_RESULTS=str(tmp_path),
        AMARU_TEST_FILTER=wanted,
        AMARU_TEST_COUNTS="",
    )
    with open(tmp_path / (name.replace("/", ".") + ".json")) as file:
        return done.returncode, json.load(file)


def test_pytest_cases_are_counted(tmp_path):
    (tmp_path / "test_it.py").write_text(
        "import pytest\ndef test_a(): pass\ndef test_b(): assert False\ndef test_c(): pytest.skip('no device')\n"
    )
    status, counts = entry(tmp_path, "pytest", "pytest/it", str(tmp_path))
    assert status == 1 and counts["passed"] == 1
    assert len(counts["failed"]) == 1 and counts["failed"][0].endswith("test_b")
    assert len(counts["skipped"]) == 1 and "no device" in counts["skipped"][0]


def test_command_is_one_test(tmp_path):
    assert entry(tmp_path, "plain", "check/it", "true") == (0, {"passed": 1, "failed": [], "skipped": []})
    assert entry(tmp_path, "plain", "check/it", "false") == (1, {"passed": 0, "failed": ["check/it"], "skipped": []})


def test_command_outside_of_the_filter_does_not_run(tmp_path):
    assert entry(tmp_path, "plain", "check/it", "false", wanted="other") == (
        0,
        {"passed": 0, "failed": [], "skipped": []},
    )
    assert entry(tmp_path, "plain", "check/it", "true", wanted="check") == (
        0,
        {"passed": 1, "failed": [], "skipped": []},
    )


def test_runner_counts_for_itself(tmp_path):
    counts = {"passed": 7, "failed": [], "skipped": ["x"]}
    write = f"import os; open(os.environ['AMARU_TEST_RESULT_FILE'], 'w').write({json.dumps(counts)!r})"
    assert entry(tmp_path, "plain", "run/it", sys.executable, "-c", write) == (0, counts)


def test_summary_adds_up(tmp_path):
    (tmp_path / "gtest").mkdir()
    tests = [
        {"name": "A", "classname": "S", "status": "RUN", "result": "COMPLETED"},
        {"name": "B", "classname": "S", "status": "RUN", "result": "COMPLETED", "failures": [{}]},
        {"name": "C", "classname": "S", "status": "RUN", "result": "SKIPPED"},
        {"name": "D", "classname": "S", "status": "NOTRUN", "result": "SUPPRESSED"},
    ]
    (tmp_path / "gtest" / "front.json").write_text(json.dumps({"testsuites": [{"testsuite": tests}]}))
    (tmp_path / "e2e.json").write_text(json.dumps({"passed": 10, "failed": [], "skipped": ["gpu"]}))
    (tmp_path / "ctest.xml").write_text(
        '<testsuite><testcase name="e2e" status="run"/><testcase name="unit/front" status="fail"/>'
        '<testcase name="unit/crashed" status="fail"/><testcase name="plain" status="run"/>'
        '<testcase name="unit/missing" status="notrun"/></testsuite>'
    )
    done = run("test-summary.py", str(tmp_path))
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    assert "12 passed, 3 failed, 2 skipped" in lines
    assert {"failed: unit/front: S.B", "skipped: gpu", "skipped: unit/front: S.C"} <= set(lines)
    assert any("unit/crashed" in line for line in lines) and any("unit/missing" in line for line in lines)


def test_nothing_at_all_is_a_failure(tmp_path):
    done = run("test-summary.py", str(tmp_path))
    assert done.returncode == 1 and "0 passed, 0 failed, 0 skipped" in done.stdout.splitlines()
