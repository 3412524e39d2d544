"""An exception of NumPy's own arrives as that class."""

import os

import amaru
import numpy as np
import pytest

build = os.environ.get("AMARU_BUILD")
if build and not os.path.exists(os.path.join(build, "lib", "libamaru-compiler.so")):
    pytest.skip("this build has no compiler", allow_module_level=True)


@amaru.jit
def inverse(a):
    return np.linalg.inv(a)


def test_a_class_of_numpy():
    assert inverse(np.eye(2)).tolist() == np.eye(2).tolist()
    with pytest.raises(np.linalg.LinAlgError, match="^Singular matrix$"):
        inverse(np.zeros((2, 2)))
