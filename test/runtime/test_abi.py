"""The library exports exactly what RuntimeFunctions.def says, needs libc and libm only, and loads without running code."""

import os
import re
import subprocess

from conftest import ROOT, ROW


def readelf(*options):
    return subprocess.run(["readelf", "-W", *options, os.environ["AMARU_RT_LIBRARY"]], capture_output=True, text=True, check=True).stdout


def test_exports_are_the_table():
    table = (ROOT / "runtime/abi/RuntimeFunctions.def").read_text()
    declared = {row[0] for row in ROW.findall(table)}
    assert len(declared) == table.count("\nAMARU_RT_FUNCTION(")
    exported = set()
    for line in readelf("--dyn-syms").splitlines():
        fields = line.split()
        if len(fields) == 8 and fields[4] == "GLOBAL" and fields[6] != "UND":
            exported.add(fields[7].split("@")[0])
    assert exported == declared | {"amaru_rt_interrupted", "amaru_rt_stack_limit"}


def test_every_row_has_a_known_effect_and_a_line_of_documentation():
    table = (ROOT / "runtime/abi/RuntimeFunctions.def").read_text()
    rows = re.findall(r'^AMARU_RT_FUNCTION\(\w+, \w+, \([\w, ]*\), "(\w+)", "(\(.*\): .+)"\)$', table, re.M)
    assert len(rows) == len(ROW.findall(table))
    assert {effect for effect, _ in rows} <= {"pure", "read", "write", "count", "alloc", "raise", "error", "io"}


def test_needs_little():
    needed = set(re.findall(r"\(NEEDED\).*\[(.*)\]", readelf("-d")))
    assert needed <= {"libc.so.6", "libm.so.6"}
    # One entry is the compiler's own empty frame_dummy.
    size = re.search(r"\(INIT_ARRAYSZ\)\s+(\d+)", readelf("-d"))
    assert not size or int(size[1]) <= 8
