#include <stdint.h>

void run(int64_t n, int64_t limit, int32_t *restrict out) {
#pragma omp parallel for schedule(dynamic)
  for (int64_t i = 0; i < n; i++)
    for (int64_t j = 0; j < n; j++) {
      double cr = -2.0 + 2.5 * j / n, ci = -1.25 + 2.5 * i / n, zr = 0, zi = 0;
      int32_t k = 0;
      while (k < limit && zr * zr + zi * zi <= 4.0) {
        double t = zr * zr - zi * zi + cr;
        zi = 2.0 * zr * zi + ci;
        zr = t;
        k++;
      }
      out[i * n + j] = k;
    }
}
