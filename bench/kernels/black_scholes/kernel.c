#include <math.h>
#include <stdint.h>

static double normal(double x) { return 0.5 * (1.0 + erf(x * 0.7071067811865476)); }

void run(int64_t n, const double *restrict spot, const double *restrict strike, const double *restrict years,
         double rate, double volatility, double *restrict out) {
#pragma omp parallel for
  for (int64_t i = 0; i < n; i++) {
    double deviation = volatility * sqrt(years[i]);
    double d1 = (log(spot[i] / strike[i]) + (rate + 0.5 * volatility * volatility) * years[i]) / deviation;
    double discounted = strike[i] * exp(-rate * years[i]);
    double call = spot[i] * normal(d1) - discounted * normal(d1 - deviation);
    out[i] = call;
    out[n + i] = call - spot[i] + discounted;
  }
}
