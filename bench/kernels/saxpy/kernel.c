#include <stdint.h>

void run(int64_t n, float a, const float *restrict x, const float *restrict y, float *restrict out) {
#pragma omp parallel for
  for (int64_t i = 0; i < n; i++)
    out[i] = a * x[i] + y[i];
}
