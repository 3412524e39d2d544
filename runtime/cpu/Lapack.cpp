// Linear algebra by LAPACK. The library is opened on first use, so that no other program pays for it; workspaces are asked
// for and given here. Matrices lie column by column. Every function returns LAPACK's `info`: 0, or where it went wrong;
// `noLibrary` if there is none, `noMemory` if there is not enough memory.
#include "runtime/abi/Runtime.h"

#include <algorithm>
#include <complex>
#include <cstdio>
#include <cstdlib>
#include <dlfcn.h>
#include <memory>
#include <pthread.h>

namespace {

constexpr int64_t noLibrary = -1000, noMemory = -1001;

void *library;
pthread_once_t libraryOnce = PTHREAD_ONCE_INIT;

void openLibrary() {
  // OpenBLAS first: it is the faster one, and NumPy's own.
  for (const char *name : {"libopenblas.so.0", "liblapack.so.3"})
    if ((library = dlopen(name, RTLD_NOW | RTLD_LOCAL)))
      return;
}

/// One routine for the four types of elements, which differ in the first letter; those of complex numbers may have a name of
/// their own.
struct Routine {
  const char *real, *complex;
  constexpr Routine(const char *real, const char *complex = nullptr) : real(real), complex(complex ? complex : real) {}

  /// Fortran takes everything by reference; the lengths of texts follow. False where there is no such routine.
  template <typename... Args> bool call(int64_t kind, Args... args) const {
    pthread_once(&libraryOnce, openLibrary);
    char name[16];
    snprintf(name, sizeof name, "%c%s_", "sdcz"[kind], kind >= 2 ? complex : real);
    void *address = library ? dlsym(library, name) : nullptr;
    if (!address)
      return false;
    reinterpret_cast<void (*)(Args..., size_t, size_t)>(address)(args..., 1, 1);
    return true;
  }
};

enum Kind { f32, f64, c64, c128 };

bool isComplex(int64_t kind) { return kind >= c64; }
bool isDouble(int64_t kind) { return kind % 2 == 1; }
size_t bytesOf(int64_t kind) { return (isDouble(kind) ? 8 : 4) * (isComplex(kind) ? 2 : 1); }
size_t bytesOfReal(int64_t kind) { return isDouble(kind) ? 8 : 4; }

struct Free {
  void operator()(void *memory) const { free(memory); }
};
using Memory = std::unique_ptr<void, Free>;

Memory elements(size_t count, size_t bytes) { return Memory(malloc(std::max<size_t>(count, 1) * bytes)); }

/// The number that a query of the workspace left in its first element.
int32_t lengthIn(const void *first, int64_t kind) {
  return int32_t(isDouble(kind) ? *static_cast<const double *>(first) : double(*static_cast<const float *>(first)));
}

/// Calls `run(work, length)` to ask how much it wants, then with that much.
template <typename Run> int64_t withWorkspace(int64_t kind, Run run) {
  std::complex<double> first = 0;
  int32_t asks = -1;
  int64_t info = run(static_cast<void *>(&first), &asks);
  if (info)
    return info;
  int32_t length = std::max(lengthIn(&first, kind), 1);
  Memory work = elements(length, bytesOf(kind));
  return work ? run(work.get(), &length) : noMemory;
}

} // namespace

extern "C" {

int64_t amaru_rt_lapack_solve(int64_t kind, int64_t size, int64_t columns, void *a, void *b) {
  constexpr Routine gesv("gesv");
  int32_t n = int32_t(size), right = int32_t(columns), lead = std::max(n, 1), info = 0;
  Memory pivots = elements(size, sizeof(int32_t));
  if (!pivots)
    return noMemory;
  return gesv.call(kind, &n, &right, a, &lead, pivots.get(), b, &lead, &info) ? info : noLibrary;
}

int64_t amaru_rt_lapack_factor(int64_t kind, int64_t size, void *a, void *pivots) {
  constexpr Routine getrf("getrf");
  int32_t n = int32_t(size), lead = std::max(n, 1), info = 0;
  return getrf.call(kind, &n, &n, a, &lead, pivots, &info) ? info : noLibrary;
}

int64_t amaru_rt_lapack_cholesky(int64_t kind, int64_t size, void *a) {
  constexpr Routine potrf("potrf");
  int32_t n = int32_t(size), lead = std::max(n, 1), info = 0;
  return potrf.call(kind, "L", &n, a, &lead, &info) ? info : noLibrary;
}

int64_t amaru_rt_lapack_qr(int64_t kind, int64_t rows, int64_t columns, void *a, void *tau) {
  constexpr Routine geqrf("geqrf");
  int32_t m = int32_t(rows), n = int32_t(columns), lead = std::max(m, 1), info = 0;
  return withWorkspace(kind, [&](void *work, int32_t *length) {
    return geqrf.call(kind, &m, &n, a, &lead, tau, work, length, &info) ? int64_t(info) : noLibrary;
  });
}

int64_t amaru_rt_lapack_q(int64_t kind, int64_t rows, int64_t columns, int64_t reflectors, void *a, void *tau) {
  constexpr Routine orgqr("orgqr", "ungqr");
  int32_t m = int32_t(rows), n = int32_t(columns), k = int32_t(reflectors), lead = std::max(m, 1), info = 0;
  return withWorkspace(kind, [&](void *work, int32_t *length) {
    return orgqr.call(kind, &m, &n, &k, a, &lead, tau, work, length, &info) ? int64_t(info) : noLibrary;
  });
}

int64_t amaru_rt_lapack_svd(int64_t kind, int64_t job, int64_t rows, int64_t columns, void *a, void *s, void *u,
                            void *vt) {
  constexpr Routine gesdd("gesdd");
  int32_t m = int32_t(rows), n = int32_t(columns), few = std::min(m, n), many = std::max(m, n), info = 0;
  char want = char(job);
  int32_t leadA = std::max(m, 1), leadU = std::max(m, 1), leadV = std::max(want == 'S' ? few : n, 1);
  Memory integers = elements(8 * size_t(few), sizeof(int32_t));
  size_t reals =
      std::max(5 * size_t(few) * few + 5 * size_t(few), 2 * size_t(many) * few + 2 * size_t(few) * few + few);
  Memory real = elements(isComplex(kind) ? std::max(reals, 7 * size_t(few)) : 0, bytesOfReal(kind));
  if (!integers || !real)
    return noMemory;
  return withWorkspace(kind, [&](void *work, int32_t *length) {
    bool found = isComplex(kind) ? gesdd.call(kind, &want, &m, &n, a, &leadA, s, u, &leadU, vt, &leadV, work, length,
                                              real.get(), integers.get(), &info)
                                 : gesdd.call(kind, &want, &m, &n, a, &leadA, s, u, &leadU, vt, &leadV, work, length,
                                              integers.get(), &info);
    return found ? int64_t(info) : noLibrary;
  });
}

int64_t amaru_rt_lapack_eig(int64_t kind, int64_t wantsVectors, int64_t size, void *a, void *real, void *imaginary,
                            void *vectors) {
  constexpr Routine geev("geev");
  int32_t n = int32_t(size), lead = std::max(n, 1), one = 1, info = 0;
  int32_t *leadVectors = wantsVectors ? &lead : &one;
  const char *job = wantsVectors ? "V" : "N";
  Memory reals = elements(isComplex(kind) ? 2 * size_t(n) : 0, bytesOfReal(kind));
  if (!reals)
    return noMemory;
  return withWorkspace(kind, [&](void *work, int32_t *length) {
    void *none = nullptr;
    bool found = isComplex(kind) ? geev.call(kind, "N", job, &n, a, &lead, real, none, &one, vectors, leadVectors, work,
                                             length, reals.get(), &info)
                                 : geev.call(kind, "N", job, &n, a, &lead, real, imaginary, none, &one, vectors,
                                             leadVectors, work, length, &info);
    return found ? int64_t(info) : noLibrary;
  });
}

int64_t amaru_rt_lapack_eigh(int64_t kind, int64_t wantsVectors, int64_t isUpper, int64_t size, void *a, void *values) {
  constexpr Routine syevd("syevd", "heevd");
  int32_t n = int32_t(size), lead = std::max(n, 1), info = 0;
  const char *job = wantsVectors ? "V" : "N", *triangle = isUpper ? "U" : "L";
  int32_t integerLength = 3 + 5 * n, realLength = 1 + 5 * n + 2 * n * n;
  Memory integers = elements(integerLength, sizeof(int32_t));
  Memory reals = elements(isComplex(kind) ? realLength : 0, bytesOfReal(kind));
  if (!integers || !reals)
    return noMemory;
  return withWorkspace(kind, [&](void *work, int32_t *length) {
    bool found = isComplex(kind) ? syevd.call(kind, job, triangle, &n, a, &lead, values, work, length, reals.get(),
                                              &realLength, integers.get(), &integerLength, &info)
                                 : syevd.call(kind, job, triangle, &n, a, &lead, values, work, length, integers.get(),
                                              &integerLength, &info);
    return found ? int64_t(info) : noLibrary;
  });
}

int64_t amaru_rt_lapack_lstsq(int64_t kind, int64_t rows, int64_t columns, int64_t right, void *a, void *b, void *s,
                              void *limit, void *rank) {
  constexpr Routine gelsd("gelsd");
  int32_t m = int32_t(rows), n = int32_t(columns), k = int32_t(right), info = 0;
  int32_t leadA = std::max(m, 1), leadB = std::max({m, n, 1}), found = 0;
  // Room for the levels of the divided problem, as LAPACK's documentation counts them, with at most 32 levels.
  size_t few = size_t(std::max(std::min(m, n), 1));
  Memory integers = elements(3 * few * 32 + 11 * few, sizeof(int32_t));
  size_t reals = isComplex(kind) ? 10 * size_t(std::max(m, n)) + 2 * few * 25 + 8 * few * 32 + 3 * 25 * size_t(k) +
                                       std::max<size_t>(26 * 26, few * (1 + size_t(k)) + 2 * size_t(k)) + 1000
                                 : 0;
  Memory real = elements(reals, bytesOfReal(kind));
  if (!integers || !real)
    return noMemory;
  int64_t status = withWorkspace(kind, [&](void *work, int32_t *length) {
    bool there = isComplex(kind) ? gelsd.call(kind, &m, &n, &k, a, &leadA, b, &leadB, s, limit, &found, work, length,
                                              real.get(), integers.get(), &info)
                                 : gelsd.call(kind, &m, &n, &k, a, &leadA, b, &leadB, s, limit, &found, work, length,
                                              integers.get(), &info);
    return there ? int64_t(info) : noLibrary;
  });
  *static_cast<int64_t *>(rank) = found;
  return status;
}
}
