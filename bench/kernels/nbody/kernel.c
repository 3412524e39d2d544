#include <math.h>
#include <stdint.h>

void run(int64_t steps, double *restrict p, double *restrict v, const double *restrict m, double *restrict out) {
  enum { n = 5 };
  const double dt = 0.01;
  for (int64_t s = 0; s < steps; s++) {
    for (int i = 0; i < n; i++)
      for (int j = i + 1; j < n; j++) {
        double d[3], d2 = 0;
        for (int k = 0; k < 3; k++) {
          d[k] = p[i * 3 + k] - p[j * 3 + k];
          d2 += d[k] * d[k];
        }
        double mag = dt / (d2 * sqrt(d2));
        for (int k = 0; k < 3; k++) {
          v[i * 3 + k] -= d[k] * m[j] * mag;
          v[j * 3 + k] += d[k] * m[i] * mag;
        }
      }
    for (int i = 0; i < n * 3; i++)
      p[i] += dt * v[i];
  }
  double e = 0;
  for (int i = 0; i < n; i++) {
    e += 0.5 * m[i] * (v[i * 3] * v[i * 3] + v[i * 3 + 1] * v[i * 3 + 1] + v[i * 3 + 2] * v[i * 3 + 2]);
    for (int j = i + 1; j < n; j++) {
      double d2 = 0;
      for (int k = 0; k < 3; k++)
        d2 += (p[i * 3 + k] - p[j * 3 + k]) * (p[i * 3 + k] - p[j * 3 + k]);
      e -= m[i] * m[j] / sqrt(d2);
    }
  }
  out[0] = e;
}
