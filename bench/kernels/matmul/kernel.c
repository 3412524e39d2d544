#include <stdint.h>

void run(int64_t n, const double *restrict a, const double *restrict b, double *restrict out) {
#pragma omp parallel for
  for (int64_t i = 0; i < n; i++)
    for (int64_t j = 0; j < n; j++) {
      double s = 0;
      for (int64_t k = 0; k < n; k++)
        s += a[i * n + k] * b[k * n + j];
      out[i * n + j] = s;
    }
}
