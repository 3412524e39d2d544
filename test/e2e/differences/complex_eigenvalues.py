# The dtype of eigenvalues does not depend on them: those of a real matrix are real, or raise.
# expect: ValueError at line 5
import numpy as np

print(np.linalg.eigvals(np.array([[0.0, 1.0], [-1.0, 0.0]])))
