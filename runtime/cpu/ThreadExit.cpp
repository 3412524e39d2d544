// Frees a thread's caches when it ends, by one pthread key: thread-local objects with destructors would need the C++
// runtime to register them.
#include "runtime/cpu/ThreadExit.h"

#include <pthread.h>

namespace {

pthread_key_t key;
pthread_once_t keyOnce = PTHREAD_ONCE_INIT;
__thread bool watched __attribute__((tls_model("initial-exec")));

void freeAll(void *) {
  watched = false;
  amaru::rt::freeBlockCache();
  amaru::rt::freeSpareException();
  amaru::rt::freeRandomGenerator();
}

} // namespace

void amaru::rt::watchThreadExit() {
  if (watched)
    return;
  watched = true;
  pthread_once(&keyOnce, [] { pthread_key_create(&key, freeAll); });
  // Any value but null: only then is the destructor called.
  pthread_setspecific(key, &key);
}
