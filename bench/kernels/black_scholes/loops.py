"""Each option on its own: the call in row 0 of the result, the put in row 1."""

import math


def make(jit, prange):
    @jit
    def normal(x):
        return 0.5 * (1.0 + math.erf(x * 0.7071067811865476))

    @jit
    def price(spot, strike, years, rate, volatility, out):
        for i in prange(spot.shape[0]):
            deviation = volatility * math.sqrt(years[i])
            d1 = (math.log(spot[i] / strike[i]) + (rate + 0.5 * volatility * volatility) * years[i]) / deviation
            d2 = d1 - deviation
            discounted = strike[i] * math.exp(-rate * years[i])
            call = spot[i] * normal(d1) - discounted * normal(d2)
            out[0, i] = call
            out[1, i] = call - spot[i] + discounted

    return lambda d: price(d["spot"], d["strike"], d["years"], d["rate"], d["volatility"], d["out"])
