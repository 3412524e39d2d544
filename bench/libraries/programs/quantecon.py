import numpy as np
import quantecon as qe
from quantecon import game_theory as gt
from quantecon import optimize, markov

rng = np.random.default_rng(0)
P = np.array([[0.5, 0.5, 0.0], [0.2, 0.3, 0.5], [0.0, 0.4, 0.6]])
chain = qe.MarkovChain(P)
chain.simulate(20, init=0, random_state=1)
chain.stationary_distributions
qe.markov.tauchen(5, 0.9, 0.1)
qe.markov.rouwenhorst(5, 0.9, 0.1)
R, Q = np.array([[5.0, 10.0], [-1.0, 2.0]]), np.array([[[0.5, 0.5], [0.0, 1.0]], [[0.0, 1.0], [0.5, 0.5]]])
for method in ("vi", "pi", "mpi"):
    markov.DiscreteDP(R, Q, 0.95).solve(method=method)
markov.DiscreteDP(np.array([5.0, 10.0, -1.0]), Q.reshape(4, 2)[:3], 0.95, [0, 0, 1], [0, 1, 0]).solve(method="pi")
qe._gridtools.cartesian([np.arange(3.0), np.arange(4.0)])
qe._gridtools.mlinspace([0, 0], [1, 1], [3, 4])
qe._gridtools.simplex_grid(3, 4)
qe._gridtools.num_compositions_jit(3, 4)
qe.random.probvec(3, 4, random_state=1)
qe.random.utilities.draw(np.array([0.2, 0.6, 1.0]), 5)
qe.util.combinatorics.next_k_array(np.array([0, 1, 3]))
qe.util.combinatorics.k_array_rank_jit(np.array([0, 2, 3]))
qe.util.searchsorted(np.array([0.2, 0.4, 1.0]), 0.3)
A, b, c = np.array([[2.0, 1.0], [1.0, 3.0]]), np.array([4.0, 6.0]), np.array([3.0, 2.0])
optimize.linprog_simplex(c, A_ub=A, b_ub=b)
optimize.solve_qcp if hasattr(optimize, "solve_qcp") else None
g = gt.NormalFormGame([gt.Player(rng.integers(0, 9, (3, 3)).astype(float)), gt.Player(rng.integers(0, 9, (3, 3)).astype(float))])
gt.lemke_howson(g)
gt.support_enumeration(g)
gt.vertex_enumeration(g)
gt.mclennan_tourky(g)
gt.polymatrix_game if hasattr(gt, "polymatrix_game") else None
qe.lss.simulate_linear_model(np.eye(2) * 0.5, np.array([1.0, 2.0]), np.ones((2, 5)), 5)
qe.quad.qnwnorm(5)
qe.quad.qnwlege(5, 0.0, 1.0)
qe.quad.qnwbeta(4, 1.0, 2.0)
qe.quad.qnwgamma(4, 1.0, 2.0)
qe.quad.qnwcheb(4, 0, 1)
qe.quad.quadrect(lambda x: x, 5, 0, 1)
qe.lorenz_curve(np.array([1.0, 2.0, 5.0]))
qe.gini_coefficient(np.array([1.0, 2.0, 5.0]))
qe.shorrocks_index(P)
qe.rank_size(np.array([1.0, 2.0, 5.0, 7.0]))
try:
    from numba import njit

    f = njit(lambda x: (x - 1.0) * (x + 2.0))
    g1 = njit(lambda x: 2 * x + 1.0)
    optimize.newton(f, 0.5, g1), optimize.brentq(f, 0.0, 3.0), optimize.bisect(f, 0.0, 3.0), optimize.newton_secant(f, 0.5)
    optimize.brent_max(njit(lambda x: -((x - 0.3) ** 2)), 0.0, 1.0)
    optimize.nelder_mead(njit(lambda x: -(x[0] ** 2) - (x[1] - 1) ** 2), np.array([1.0, 2.0]))
except Exception as error:
    print(error)
