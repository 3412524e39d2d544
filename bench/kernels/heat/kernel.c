#include <stdint.h>

static void sweep(int64_t n, const double *restrict old, double *restrict new) {
#pragma omp parallel for
  for (int64_t i = 1; i < n - 1; i++)
    for (int64_t j = 1; j < n - 1; j++)
      new[i * n + j] = 0.2 * (old[i * n + j] + old[(i - 1) * n + j] + old[(i + 1) * n + j] + old[i * n + j - 1] +
                              old[i * n + j + 1]);
}

void run(int64_t n, int64_t sweeps, double *out, double *other) {
  for (int64_t s = 0; s < sweeps / 2; s++) {
    sweep(n, out, other);
    sweep(n, other, out);
  }
}
