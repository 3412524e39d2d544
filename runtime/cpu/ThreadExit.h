// What a thread leaves to be freed when it ends.
#pragma once

namespace amaru::rt {

/// From now on this thread's caches are freed when it ends. Cheap to call again.
void watchThreadExit();

/// Free what this thread keeps for reuse; defined beside the caches.
void freeBlockCache();
void freeSpareException();
void freeRandomGenerator();

} // namespace amaru::rt
