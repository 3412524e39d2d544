#include <stdint.h>

void run(int64_t n, const double *restrict x, double *restrict out) {
  double s = 0;
#pragma omp parallel for reduction(+ : s)
  for (int64_t i = 0; i < n; i++)
    s += x[i];
  out[0] = s;
}
