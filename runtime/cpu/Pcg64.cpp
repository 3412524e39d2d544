// The numbers of NumPy's Generator: the permuted congruential generator PCG64 (O'Neill, 2014), seeded as NumPy's SeedSequence
// does, and what is drawn from it. The state lies in an array of the program: two words for the state, two for the increment,
// high word first, then whether half a number is left over, and that half.
#include "runtime/abi/Runtime.h"

#include <cmath>
#include <sys/random.h>

#include "runtime/cpu/Ziggurat.inc"

namespace {

using uint128_t = unsigned __int128;

struct State {
  uint64_t high, low, incrementHigh, incrementLow, hasHalf, half;

  uint64_t next() {
    constexpr uint128_t multiplier = uint128_t(0x2360ed051fc65da4u) << 64 | 0x4385df649fccf645u;
    uint128_t state = uint128_t(high) << 64 | low, increment = uint128_t(incrementHigh) << 64 | incrementLow;
    state = state * multiplier + increment;
    high = uint64_t(state >> 64);
    low = uint64_t(state);
    uint64_t folded = high ^ low;
    unsigned turn = unsigned(high >> 58);
    return folded >> turn | folded << (-turn & 63);
  }

  uint32_t nextHalf() {
    if (hasHalf) {
      hasHalf = 0;
      return uint32_t(half);
    }
    uint64_t word = next();
    hasHalf = 1;
    half = word >> 32;
    return uint32_t(word);
  }

  double nextDouble() { return double(next() >> 11) * (1.0 / 9007199254740992.0); }
};

State &stateIn(void *words) { return *static_cast<State *>(words); }

/// Entropy of any length as words of any number, each of which depends on all of it.
class SeedSequence {
public:
  SeedSequence(const uint32_t *entropy, int64_t count) {
    for (int i = 0; i < size; ++i)
      pool[i] = hashed(i < count ? entropy[i] : 0);
    for (int from = 0; from < size; ++from)
      for (int to = 0; to < size; ++to)
        if (from != to)
          pool[to] = mixed(pool[to], hashed(pool[from]));
    for (int64_t from = size; from < count; ++from)
      for (int to = 0; to < size; ++to)
        pool[to] = mixed(pool[to], hashed(entropy[from]));
  }

  uint64_t word() {
    uint64_t low = half();
    return uint64_t(half()) << 32 | low;
  }

private:
  static constexpr int size = 4;
  uint32_t pool[size];
  uint32_t constant = 0x43b0d7e5u, outputConstant = 0x8b51f9ddu;
  int position = 0;

  uint32_t hashed(uint32_t value) {
    value ^= constant;
    constant *= 0x931e8875u;
    value *= constant;
    return value ^ (value >> 16);
  }

  static uint32_t mixed(uint32_t x, uint32_t y) {
    uint32_t result = 0xca01f9ddu * x - 0x4973f715u * y;
    return result ^ (result >> 16);
  }

  uint32_t half() {
    uint32_t value = pool[position++ % size] ^ outputConstant;
    outputConstant *= 0x58f38dedu;
    value *= outputConstant;
    return value ^ (value >> 16);
  }
};

} // namespace

extern "C" {

void amaru_rt_pcg64_seed(void *words, void *entropy, int64_t count) {
  uint32_t ofSystem[4] = {};
  if (count < 0) {
    if (getrandom(ofSystem, sizeof ofSystem, 0) != sizeof ofSystem)
      ofSystem[0] = uint32_t(reinterpret_cast<uintptr_t>(words));
    count = 4;
    entropy = ofSystem;
  }
  SeedSequence sequence(static_cast<const uint32_t *>(entropy), count);
  uint64_t high = sequence.word(), low = sequence.word(), streamHigh = sequence.word(), streamLow = sequence.word();
  State &state = stateIn(words);
  state = {0, 0, streamHigh << 1 | streamLow >> 63, streamLow << 1 | 1, 0, 0};
  state.next();
  uint128_t sum = (uint128_t(state.high) << 64 | state.low) + (uint128_t(high) << 64 | low);
  state.high = uint64_t(sum >> 64);
  state.low = uint64_t(sum);
  state.next();
}

double amaru_rt_pcg64_double(void *words) { return stateIn(words).nextDouble(); }

int64_t amaru_rt_pcg64_bounded(void *words, int64_t most) {
  // By Lemire's multiplication: the high half of a product, drawn again where the low one is among the surplus.
  State &state = stateIn(words);
  uint64_t limit = uint64_t(most);
  if (limit == 0)
    return 0;
  if (limit < 0xffffffffu) {
    uint32_t count = uint32_t(limit) + 1;
    uint64_t product = uint64_t(state.nextHalf()) * count;
    if (uint32_t(product) < count) {
      uint32_t surplus = (0xffffffffu - uint32_t(limit)) % count;
      while (uint32_t(product) < surplus)
        product = uint64_t(state.nextHalf()) * count;
    }
    return int64_t(product >> 32);
  }
  if (limit == 0xffffffffu)
    return state.nextHalf();
  if (limit == UINT64_MAX)
    return int64_t(state.next());
  uint64_t count = limit + 1;
  uint128_t product = uint128_t(state.next()) * count;
  if (uint64_t(product) < count) {
    uint64_t surplus = (UINT64_MAX - limit) % count;
    while (uint64_t(product) < surplus)
      product = uint128_t(state.next()) * count;
  }
  return int64_t(uint64_t(product >> 64));
}

int64_t amaru_rt_pcg64_interval(void *words, int64_t most) {
  State &state = stateIn(words);
  uint64_t limit = uint64_t(most), mask = limit, value;
  if (limit == 0)
    return 0;
  for (int bits = 1; bits < 64; bits *= 2)
    mask |= mask >> bits;
  do
    value = (limit > 0xffffffffu ? state.next() : state.nextHalf()) & mask;
  while (value > limit);
  return int64_t(value);
}

double amaru_rt_pcg64_normal(void *words) {
  constexpr double tail = 3.6541528853610087963519472518, inverseTail = 0.27366123732975827203338247596;
  State &state = stateIn(words);
  for (;;) {
    uint64_t bits = state.next();
    unsigned layer = bits & 0xff;
    bool isNegative = bits >> 8 & 1;
    uint64_t place = bits >> 9 & 0x000fffffffffffffu;
    double x = double(place) * normalWidths[layer];
    if (isNegative)
      x = -x;
    if (place < normalLimits[layer])
      return x;
    if (layer == 0) {
      for (;;) {
        double beyond = -inverseTail * std::log1p(-state.nextDouble()), y = -std::log1p(-state.nextDouble());
        if (y + y > beyond * beyond)
          return place >> 8 & 1 ? -(tail + beyond) : tail + beyond;
      }
    }
    double height = (normalHeights[layer - 1] - normalHeights[layer]) * state.nextDouble() + normalHeights[layer];
    if (height < std::exp(-0.5 * x * x))
      return x;
  }
}

double amaru_rt_pcg64_exponential(void *words) {
  constexpr double tail = 7.69711747013104972;
  State &state = stateIn(words);
  for (;;) {
    uint64_t bits = state.next() >> 3;
    unsigned layer = bits & 0xff;
    uint64_t place = bits >> 8;
    double x = double(place) * exponentialWidths[layer];
    if (place < exponentialLimits[layer])
      return x;
    if (layer == 0)
      return tail - std::log1p(-state.nextDouble());
    double top = exponentialHeights[layer - 1], height = (top - exponentialHeights[layer]) * state.nextDouble();
    if (height + exponentialHeights[layer] < std::exp(-x))
      return x;
  }
}
}
