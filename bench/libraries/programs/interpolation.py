import numpy as np
from interpolation import interp
from interpolation.splines import CubicSpline, LinearSpline, UCGrid, CGrid, eval_linear, filter_cubic, eval_cubic, nodes
from interpolation.complete_poly import CompletePolynomial
from interpolation.smolyak import SmolyakGrid

g = np.linspace(0, 1, 11)
interp(g, g**2, 0.55)
interp(g, g**2, np.array([0.1, 0.9]))
interp(g, g, np.outer(g, g), np.array([0.1, 0.9]), np.array([0.3, 0.2]))
grid = UCGrid((0.0, 1.0, 11), (0.0, 1.0, 6))
values = np.sin(nodes(grid)).sum(axis=1).reshape(11, 6)
points = np.random.default_rng(0).random((7, 2))
eval_linear(grid, values, points)
eval_cubic(grid, filter_cubic(grid, values), points)
s = CubicSpline([0, 0], [1, 1], [11, 6], values)
s(points)
LinearSpline([0, 0], [1, 1], [11, 6], values)(points)
cp = CompletePolynomial(2, 3); cp.fit_values(points, points[:, 0]); cp(points)
