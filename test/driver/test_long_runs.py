"""Results of runs that only compiled code can manage in a test, known from elsewhere."""

import os

from conftest import ROOT


def test_nbody_has_the_energy_that_the_benchmarks_game_publishes(amaru):
    result = amaru("run", os.path.join(ROOT, "examples", "03_nbody.py"), "50000000")
    assert result.stdout == "-0.169075164\n-0.169059907\n"
