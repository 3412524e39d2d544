// Parallel loops on one pool of threads per process. A loop's range is cut into pieces that threads take in order, so
// when a piece raises, all pieces below it have been taken and complete, and none above it is begun: the exception of
// the lowest failing iteration is the one that remains.
//
// The calling thread takes pieces itself and waits for a worker only while that worker runs one; so a loop inside a
// worker's piece, a second calling thread, or a forked child without workers all just proceed. Workers are started on
// the first loop that can use them, look for work for a few microseconds after each loop, then sleep.
//
// The pool is our own rather than oneTBB's because the order of pieces is what makes the lowest failure win, and
// because nothing has to be loaded for it.
#include "runtime/cpu/Error.h"
#include "runtime/cpu/Interrupt.h"

#include <climits>
#include <csignal>
#include <cstdlib>
#include <ctime>
#include <linux/futex.h>
#include <pthread.h>
#include <sched.h>
#include <sys/syscall.h>
#include <unistd.h>

using namespace amaru::rt;

namespace {

/// Enough pieces per thread to even out unequal ones.
constexpr int64_t piecesPerThread = 8;
constexpr int64_t spinNanoseconds = 20000;
constexpr int64_t maxThreads = 1024;

/// A loop in progress. It lies on the stack of its caller, which removes it from the pool and then waits until `users`
/// is 0.
struct Loop {
  amaru_rt_parallel_body body;
  void *context;
  int64_t begin, end, pieceSize, pieceCount;
  /// Threads besides the caller that may join.
  int64_t maxHelpers;
  Loop *nextInPool;

  alignas(64) int64_t nextPiece;
  /// The lowest piece that raised; pieceCount while none has.
  alignas(64) int64_t failedPiece;
  int32_t helpers;
  /// Helpers inside the loop; a futex for its caller.
  int32_t users;
  pthread_mutex_t errorMutex;
  void *error;
};

struct Pool {
  pthread_mutex_t mutex;
  Loop *loops;
  int64_t workers;
  /// Changes when a loop is added; sleeping workers wait on it.
  uint32_t generation;
  int32_t sleepers;
};

Pool pool = {PTHREAD_MUTEX_INITIALIZER, nullptr, 0, 0, 0};
int64_t requestedThreads = 0;
pthread_once_t forkHandlers = PTHREAD_ONCE_INIT;

/// The piece that this thread runs, if any.
__thread Loop *currentLoop __attribute__((tls_model("initial-exec")));
__thread int64_t currentPiece __attribute__((tls_model("initial-exec")));
__thread int64_t threadIndex __attribute__((tls_model("initial-exec")));

void futexWait(void *address, uint32_t expected) {
  syscall(SYS_futex, address, FUTEX_WAIT_PRIVATE, expected, nullptr, nullptr, 0);
}
void futexWake(void *address, int count) {
  syscall(SYS_futex, address, FUTEX_WAKE_PRIVATE, count, nullptr, nullptr, 0);
}

/// Tells the core that this thread spins.
void pauseBriefly() {
#ifdef __x86_64__
  __builtin_ia32_pause();
#endif
}

int64_t monotonicNanoseconds() {
  timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1000000000 + now.tv_nsec;
}

int64_t availableThreads() {
  cpu_set_t set;
  int64_t count = sched_getaffinity(0, sizeof(set), &set) == 0 ? CPU_COUNT(&set) : sysconf(_SC_NPROCESSORS_ONLN);
  return count < 1 ? 1 : count;
}

int64_t defaultThreads() {
  if (const char *text = getenv("AMARU_NUM_THREADS")) {
    char *end;
    long long count = strtoll(text, &end, 10);
    if (end != text && *end == '\0' && count > 0)
      return count < maxThreads ? count : maxThreads;
  }
  return availableThreads();
}

/// The running piece's exception, kept if it is the lowest so far.
void recordFailure(Loop &loop, int64_t piece) {
  void *error = amaru_rt_error_take();
  pthread_mutex_lock(&loop.errorMutex);
  int64_t lowest = __atomic_load_n(&loop.failedPiece, __ATOMIC_RELAXED);
  if (lowest == loop.pieceCount)
    // Pieces above that are running see this flag in their polls.
    __atomic_add_fetch(&amaru_rt_interrupted, cancellationUnit, __ATOMIC_RELAXED);
  if (piece < lowest) {
    __atomic_store_n(&loop.failedPiece, piece, __ATOMIC_RELEASE);
    void *previous = loop.error;
    loop.error = error;
    error = previous;
  }
  pthread_mutex_unlock(&loop.errorMutex);
  amaru_rt_error_drop(error);
}

/// Takes pieces until there are none, or one below has failed.
void runPieces(Loop &loop) {
  currentLoop = &loop;
  for (;;) {
    int64_t piece = __atomic_fetch_add(&loop.nextPiece, 1, __ATOMIC_RELAXED);
    if (piece >= loop.pieceCount || piece > __atomic_load_n(&loop.failedPiece, __ATOMIC_ACQUIRE))
      break;
    currentPiece = piece;
    int64_t low = loop.begin + piece * loop.pieceSize;
    int64_t high = piece == loop.pieceCount - 1 ? loop.end : low + loop.pieceSize;
    if (loop.body(loop.context, low, high))
      recordFailure(loop, piece);
  }
  currentLoop = nullptr;
}

/// A loop with room for one more helper; the caller has the mutex. Joining it keeps it alive.
Loop *joinSomeLoop() {
  for (Loop *loop = pool.loops; loop; loop = loop->nextInPool) {
    bool hasWork = __atomic_load_n(&loop->nextPiece, __ATOMIC_RELAXED) < loop->pieceCount &&
                   __atomic_load_n(&loop->failedPiece, __ATOMIC_RELAXED) == loop->pieceCount;
    if (!hasWork || loop->helpers >= loop->maxHelpers)
      continue;
    ++loop->helpers;
    __atomic_add_fetch(&loop->users, 1, __ATOMIC_RELAXED);
    return loop;
  }
  return nullptr;
}

void leaveLoop(Loop &loop) {
  // The caller may leave as soon as this is 0; waking a futex that is gone does no harm.
  if (__atomic_sub_fetch(&loop.users, 1, __ATOMIC_ACQ_REL) == 0)
    futexWake(&loop.users, 1);
}

/// Returns when the generation is no longer `seen`.
void awaitWork(uint32_t seen) {
  auto changed = [&] { return __atomic_load_n(&pool.generation, __ATOMIC_ACQUIRE) != seen; };
  for (int64_t until = monotonicNanoseconds() + spinNanoseconds; monotonicNanoseconds() < until;)
    for (int i = 0; i < 64; ++i) {
      if (changed())
        return;
      pauseBriefly();
    }
  __atomic_add_fetch(&pool.sleepers, 1, __ATOMIC_SEQ_CST);
  while (!changed())
    futexWait(&pool.generation, seen);
  __atomic_sub_fetch(&pool.sleepers, 1, __ATOMIC_RELAXED);
}

void *workerMain(void *index) {
  threadIndex = int64_t(index);
  for (;;) {
    pthread_mutex_lock(&pool.mutex);
    uint32_t seen = __atomic_load_n(&pool.generation, __ATOMIC_RELAXED);
    Loop *loop = joinSomeLoop();
    pthread_mutex_unlock(&pool.mutex);
    if (!loop) {
      awaitWork(seen);
      continue;
    }
    runPieces(*loop);
    leaveLoop(*loop);
  }
}

/// The caller has the mutex. With fewer threads than wished the loops just have fewer helpers.
void startWorkers(int64_t count) {
  if (pool.workers >= count)
    return;
  // Signals are for the program's own threads.
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  while (pool.workers < count) {
    pthread_t thread;
    if (pthread_create(&thread, nullptr, workerMain, reinterpret_cast<void *>(pool.workers + 1)) != 0)
      break;
    pthread_detach(thread);
    ++pool.workers;
  }
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

/// A forked child has only the thread that forked: no workers, and nobody else's loops.
void resetInChild() {
  pthread_mutex_init(&pool.mutex, nullptr);
  pool.loops = nullptr;
  pool.workers = 0;
  pool.sleepers = 0;
}

void installForkHandlers() {
  pthread_atfork([] { pthread_mutex_lock(&pool.mutex); }, [] { pthread_mutex_unlock(&pool.mutex); }, resetInChild);
}

void addToPool(Loop &loop) {
  pthread_mutex_lock(&pool.mutex);
  startWorkers(loop.maxHelpers);
  loop.nextInPool = pool.loops;
  pool.loops = &loop;
  __atomic_add_fetch(&pool.generation, 1, __ATOMIC_SEQ_CST);
  pthread_mutex_unlock(&pool.mutex);
  if (__atomic_load_n(&pool.sleepers, __ATOMIC_SEQ_CST) > 0)
    futexWake(&pool.generation, int(loop.maxHelpers));
}

void removeFromPool(Loop &loop) {
  pthread_mutex_lock(&pool.mutex);
  for (Loop **link = &pool.loops; *link; link = &(*link)->nextInPool)
    if (*link == &loop) {
      *link = loop.nextInPool;
      break;
    }
  pthread_mutex_unlock(&pool.mutex);
}

void awaitHelpers(Loop &loop) {
  int64_t until = 0;
  while (int32_t users = __atomic_load_n(&loop.users, __ATOMIC_ACQUIRE)) {
    int64_t now = monotonicNanoseconds();
    if (until == 0)
      until = now + spinNanoseconds;
    if (now < until)
      pauseBriefly();
    else
      futexWait(&loop.users, uint32_t(users));
  }
}

bool runParallel(amaru_rt_parallel_body body, void *context, int64_t begin, int64_t end, int64_t pieceSize,
                 int64_t threads) {
  pthread_once(&forkHandlers, installForkHandlers);
  Loop loop = {};
  loop.body = body;
  loop.context = context;
  loop.begin = begin;
  loop.end = end;
  loop.pieceSize = pieceSize;
  loop.pieceCount = (end - begin - 1) / pieceSize + 1;
  loop.failedPiece = loop.pieceCount;
  loop.maxHelpers = (threads < loop.pieceCount ? threads : loop.pieceCount) - 1;
  pthread_mutex_init(&loop.errorMutex, nullptr);
  addToPool(loop);
  runPieces(loop);
  removeFromPool(loop);
  awaitHelpers(loop);
  if (loop.failedPiece == loop.pieceCount)
    return false;
  __atomic_sub_fetch(&amaru_rt_interrupted, cancellationUnit, __ATOMIC_RELAXED);
  amaru_rt_error_restore(loop.error);
  addContextToPending();
  // Every piece may have seen Ctrl-C; the loop as a whole has dealt with it now.
  if (amaru_rt_error_matches(const_cast<char *>("KeyboardInterrupt")))
    __atomic_fetch_and(&amaru_rt_interrupted, ~interruptBit, __ATOMIC_RELAXED);
  return true;
}

} // namespace

bool amaru::rt::inParallel() { return currentLoop != nullptr; }

bool amaru::rt::pollParallel() {
  if (!currentLoop || __atomic_load_n(&currentLoop->failedPiece, __ATOMIC_ACQUIRE) >= currentPiece)
    return false;
  // Never seen by anyone, no `except` included: the exception of the piece below wins.
  return raiseError("amaru.Cancelled", {});
}

extern "C" {

bool amaru_rt_parallel_for(void *bodyPointer, void *context, int64_t begin, int64_t end, int64_t grain) {
  auto body = reinterpret_cast<amaru_rt_parallel_body>(bodyPointer);
  if (begin >= end)
    return false;
  int64_t threads = currentLoop ? 1 : amaru_rt_num_threads();
  int64_t length;
  // A range that has no length in 64 bits is nothing that threads could finish.
  if (threads == 1 || __builtin_sub_overflow(end, begin, &length))
    return body(context, begin, end);
  int64_t pieceSize = length / (threads * piecesPerThread);
  if (pieceSize < grain)
    pieceSize = grain;
  if (pieceSize < 1)
    pieceSize = 1;
  if (pieceSize >= length)
    return body(context, begin, end);
  return runParallel(body, context, begin, end, pieceSize, threads);
}

void amaru_rt_set_num_threads(int64_t count) {
  count = count < 0 ? 0 : count > maxThreads ? maxThreads : count;
  __atomic_store_n(&requestedThreads, count, __ATOMIC_RELAXED);
}

int64_t amaru_rt_num_threads(void) {
  int64_t count = __atomic_load_n(&requestedThreads, __ATOMIC_RELAXED);
  if (count == 0) {
    count = defaultThreads();
    __atomic_store_n(&requestedThreads, count, __ATOMIC_RELAXED);
  }
  return count;
}

int64_t amaru_rt_thread_index(void) { return threadIndex; }

} // extern "C"
