"""Prices of European options by Black and Scholes, through math.erf.

    amaru run examples/07_blackscholes.py [N]

Prices pass through log, exp and erf, so they are printed rounded.
"""

import math
import sys

import amaru
import numpy as np

RATE = 0.03
VOLATILITY = 0.2


@amaru.jit
def normal(x: float) -> float:
    """The cumulative normal distribution."""
    return 0.5 * (1.0 + math.erf(x * 0.7071067811865476))


@amaru.jit
def black_scholes(spot: amaru.f64[:], strike: amaru.f64[:], years: amaru.f64[:], call: amaru.f64[:], put: amaru.f64[:]):
    """The prices of a call and a put for each spot price, strike price and time to maturity."""
    for i in amaru.prange(len(spot)):
        deviation = VOLATILITY * math.sqrt(years[i])
        d1 = (math.log(spot[i] / strike[i]) + (RATE + 0.5 * VOLATILITY * VOLATILITY) * years[i]) / deviation
        d2 = d1 - deviation
        discounted = strike[i] * math.exp(-RATE * years[i])
        price = spot[i] * normal(d1) - discounted * normal(d2)
        call[i] = price
        put[i] = price - spot[i] + discounted


def main():
    n = 100000
    if len(sys.argv) > 1:
        n = int(sys.argv[1])
    spot = np.linspace(10.0, 50.0, n)
    strike = 60.0 - spot
    years = np.linspace(0.1, 2.0, n)
    call = np.zeros(n)
    put = np.zeros(n)
    black_scholes(spot, strike, years, call, put)
    for i in range(0, n, n // 4):
        print(f"spot {spot[i]:.4f} strike {strike[i]:.4f} years {years[i]:.4f} call {call[i]:.6f} put {put[i]:.6f}")
    print(f"mean call {np.sum(call) / n:.6f} mean put {np.sum(put) / n:.6f}")


main()
