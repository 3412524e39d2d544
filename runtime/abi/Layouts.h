/* The structs that compiled code and the runtime both read and write. Plain C; compiled code addresses their fields by
 * offset, so a change here is a change of the ABI and the assertions below must be changed with it. */
#ifndef AMARU_RUNTIME_ABI_LAYOUTS_H
#define AMARU_RUNTIME_ABI_LAYOUTS_H

#include <stddef.h>
#include <stdint.h>

/* A place in the source: where an exception is raised, or (when `exception` is null) a frame it passes through.
 *
 * The message is a template. `{0}` `{1}` `{2}` stand for the int64 arguments of amaru_rt_raise, read as signed
 * integers; a format letter reads the bits otherwise: `{0:u}` unsigned, `{0:f}` a double, printed as Python's repr,
 * `{0:s}` a pointer to an amaru_rt_str, `{0:r}` the same as its repr. `{{` and `}}` are braces.
 *
 * `line` counts from 1; columns are byte offsets from 0, as in Python's ast; `endColumn` is exclusive. A column of -1
 * is not known, and then no carets are printed. A site without a file makes no frame. */
typedef struct amaru_rt_site {
  const char *file;
  const char *function;
  int32_t line, column, endLine, endColumn;
  const char *exception;
  const char *message;
} amaru_rt_site;

/* The head of everything that is counted. A negative count is never changed: such a thing is never destroyed and may
 * lie in read-only memory. `destroy` is called when the count reaches zero, and frees the memory. */
typedef struct amaru_rt_owner {
  int64_t count;
  void (*destroy)(struct amaru_rt_owner *);
} amaru_rt_owner;

#define AMARU_RT_IMMORTAL (-((int64_t)1 << 62))

/* An array's elements begin this many bytes after its owner, and are aligned to as many. */
#define AMARU_RT_ARRAY_DATA 64

/* A string. `data` is UTF-8 followed by a NUL that `bytes` does not count; surrogates are encoded as CPython's
 * "surrogatepass" does. `hash` is 0 until computed, and is never written to in an immortal string: so the compiler
 * emits a literal as a constant of this layout: { {AMARU_RT_IMMORTAL, null}, length, bytes, 0, "text\0" }. */
typedef struct amaru_rt_str {
  amaru_rt_owner owner;
  /* in code points */
  int64_t length;
  int64_t bytes;
  int64_t hash;
  char data[];
} amaru_rt_str;

/* A list. Elements of `elementBytes` each lie in a block of their own. `release`, if there is one, releases the
 * references among so many elements. */
typedef struct amaru_rt_list {
  amaru_rt_owner owner;
  int64_t length;
  /* room, in elements */
  int64_t capacity;
  char *data;
  int64_t elementBytes;
  void (*release)(char *elements, int64_t count);
} amaru_rt_list;

/* The body of a parallel loop: runs the iterations [begin, end) in order, stops at the first that raises, and tells
 * whether one did. */
#ifdef __cplusplus
typedef bool (*amaru_rt_parallel_body)(void *context, int64_t begin, int64_t end);
#else
typedef _Bool (*amaru_rt_parallel_body)(void *context, int64_t begin, int64_t end);
#endif

/* How an argument of a kernel reaches it. A number lies in one slot of 8 bytes. An array takes its address, its sizes and its
 * strides in elements, a slot each; the kernel is given the strides only if the flag says so. */
typedef struct amaru_rt_kernel_param {
  uint8_t isArray, rank;
  /* of the number or of an element */
  uint8_t bytes;
  uint8_t flags;
} amaru_rt_kernel_param;

#define AMARU_RT_PARAM_STRIDED 1
#define AMARU_RT_PARAM_WRITTEN 2

/* A kernel as the host launches it. `module` is the PTX of all kernels of the program. The last parameter of a kernel is
 * the address of an error slot: an amaru_rt_kernel_error that begins with a record of -1. A failing thread leaves the
 * smallest `iteration * 65536 + site` and what the message of `sites[site]` names. */
typedef struct amaru_rt_kernel {
  const char *module, *name;
  const amaru_rt_kernel_param *params;
  int64_t paramCount;
  const amaru_rt_site *const *sites;
  int64_t siteCount;
} amaru_rt_kernel;

typedef struct amaru_rt_kernel_error {
  uint64_t record, lock;
  int64_t args[3];
} amaru_rt_kernel_error;

/* Codes of the element types. */
enum amaru_rt_dtype {
#define AMARU_DTYPE(code, Enum, name, numpyName, bytes) AMARU_RT_DTYPE_##Enum = code,
#include "runtime/abi/DTypes.def"
};

#ifdef __cplusplus
static_assert(sizeof(amaru_rt_site) == 48 && offsetof(amaru_rt_site, line) == 16 &&
              offsetof(amaru_rt_site, exception) == 32 && offsetof(amaru_rt_site, message) == 40);
static_assert(sizeof(amaru_rt_kernel_param) == 4 && sizeof(amaru_rt_kernel) == 48 &&
              offsetof(amaru_rt_kernel_error, args) == 16);
static_assert(sizeof(amaru_rt_owner) == 16 && sizeof(amaru_rt_owner) <= AMARU_RT_ARRAY_DATA);
static_assert(offsetof(amaru_rt_str, length) == 16 && offsetof(amaru_rt_str, bytes) == 24 &&
              offsetof(amaru_rt_str, hash) == 32 && offsetof(amaru_rt_str, data) == 40);
static_assert(offsetof(amaru_rt_list, length) == 16 && offsetof(amaru_rt_list, capacity) == 24 &&
              offsetof(amaru_rt_list, data) == 32);
#endif

#endif
