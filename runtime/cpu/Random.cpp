// Random numbers as NumPy's legacy functions draw them: the Mersenne Twister of 32-bit words (Matsumoto and Nishimura, 1998),
// and what is drawn from it directly. Distributions beyond these are stdlib source. Each thread has a generator of its own.
#include "runtime/abi/Runtime.h"
#include "runtime/cpu/ThreadExit.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <new>
#include <sys/random.h>

namespace {

class MersenneTwister {
public:
  void seed(uint32_t value) {
    for (int i = 0; i < length; ++i) {
      words[i] = value;
      value = 1812433253u * (value ^ (value >> 30)) + uint32_t(i) + 1;
    }
    restart();
  }

  void seed(const uint32_t *keys, int64_t count) {
    seed(19650218u);
    int i = 1;
    int64_t j = 0;
    auto next = [&] {
      if (++i >= length) {
        words[0] = words[length - 1];
        i = 1;
      }
    };
    for (int64_t k = std::max<int64_t>(length, count); k > 0; --k) {
      words[i] = (words[i] ^ ((words[i - 1] ^ (words[i - 1] >> 30)) * 1664525u)) + keys[j] + uint32_t(j);
      next();
      if (++j >= count)
        j = 0;
    }
    for (int k = length - 1; k > 0; --k) {
      words[i] = (words[i] ^ ((words[i - 1] ^ (words[i - 1] >> 30)) * 1566083941u)) - uint32_t(i);
      next();
    }
    words[0] = 0x80000000u;
    restart();
  }

  uint32_t next() {
    if (!isSeeded)
      seedFromSystem();
    if (position == length)
      renew();
    uint32_t y = words[position++];
    y ^= y >> 11;
    y ^= (y << 7) & 0x9d2c5680u;
    y ^= (y << 15) & 0xefc60000u;
    return y ^ (y >> 18);
  }

  /// 53 bits, in [0, 1).
  double nextDouble() {
    uint32_t high = next() >> 5, low = next() >> 6;
    return (high * 67108864.0 + low) / 9007199254740992.0;
  }

  /// Two of them come at once, by the polar method; the second is kept.
  double nextGauss() {
    if (hasGauss) {
      hasGauss = false;
      return gauss;
    }
    double x, y, square;
    do {
      x = 2.0 * nextDouble() - 1.0;
      y = 2.0 * nextDouble() - 1.0;
      square = x * x + y * y;
    } while (square >= 1.0 || square == 0.0);
    double factor = std::sqrt(-2.0 * std::log(square) / square);
    gauss = factor * x;
    hasGauss = true;
    return factor * y;
  }

private:
  static constexpr int length = 624, shift = 397;
  uint32_t words[length];
  int position = length;
  bool isSeeded = false, hasGauss = false;
  double gauss = 0;

  void restart() {
    position = length;
    isSeeded = true;
    hasGauss = false;
  }

  void seedFromSystem() {
    uint32_t keys[8] = {};
    if (getrandom(keys, sizeof keys, 0) != sizeof keys)
      keys[0] = uint32_t(reinterpret_cast<uintptr_t>(this));
    seed(keys, 8);
  }

  void renew() {
    for (int i = 0; i < length; ++i) {
      uint32_t y = (words[i] & 0x80000000u) | (words[(i + 1) % length] & 0x7fffffffu);
      words[i] = words[(i + shift) % length] ^ (y >> 1) ^ (y & 1 ? 0x9908b0dfu : 0u);
    }
    position = 0;
  }
};

/// Too large for the room that a library has in every thread.
__thread MersenneTwister *ofThread __attribute__((tls_model("initial-exec")));

MersenneTwister &generator() {
  if (!ofThread) {
    void *memory = malloc(sizeof(MersenneTwister));
    if (!memory)
      abort();
    ofThread = new (memory) MersenneTwister;
    amaru::rt::watchThreadExit();
  }
  return *ofThread;
}

} // namespace

void amaru::rt::freeRandomGenerator() {
  free(ofThread);
  ofThread = nullptr;
}

extern "C" {

void amaru_rt_random_seed(int64_t value) { generator().seed(uint32_t(value)); }

void amaru_rt_random_seed_array(void *keys, int64_t count) {
  generator().seed(static_cast<const uint32_t *>(keys), count);
}

int32_t amaru_rt_random_u32() { return int32_t(generator().next()); }

double amaru_rt_random_double() { return generator().nextDouble(); }

double amaru_rt_random_gauss() { return generator().nextGauss(); }

double amaru_rt_libm_exp(double x) { return std::exp(x); }

double amaru_rt_libm_log(double x) { return std::log(x); }

double amaru_rt_libm_log1p(double x) { return std::log1p(x); }

double amaru_rt_libm_pow(double x, double y) { return std::pow(x, y); }

int64_t amaru_rt_random_bounded(int64_t most) {
  uint64_t limit = uint64_t(most), mask = limit, value;
  if (limit == 0)
    return 0;
  for (int bits = 1; bits < 64; bits *= 2)
    mask |= mask >> bits;
  do {
    value = generator().next();
    if (limit > 0xffffffffu)
      value = value << 32 | generator().next();
    value &= mask;
  } while (value > limit);
  return int64_t(value);
}
}
