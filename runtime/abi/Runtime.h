/* Declares every function of libamaru-rt.so, from the one table in RuntimeFunctions.def, and its two variables.
 * For C and C++; pointers are untyped here because they are in compiled code, the table says what each points to. */
#ifndef AMARU_RUNTIME_ABI_RUNTIME_H
#define AMARU_RUNTIME_ABI_RUNTIME_H

#include "runtime/abi/Layouts.h"

#ifndef __cplusplus
#include <stdbool.h>
#endif

#define AMARU_RT_EXPORT __attribute__((visibility("default")))

#ifdef __cplusplus
extern "C" {
#endif

#define Void void
#define I1 bool
#define I8 int8_t
#define I32 int32_t
#define I64 int64_t
#define F32 float
#define F64 double
#define Ptr void *
#define AMARU_RT_FUNCTION(name, result, params, effect, doc) AMARU_RT_EXPORT result name params;
#include "runtime/abi/RuntimeFunctions.def"
#undef Void
#undef I1
#undef I8
#undef I32
#undef I64
#undef F32
#undef F64
#undef Ptr

/* Nonzero after Ctrl-C. Long loops look at it now and then and call amaru_rt_poll when it is set. */
AMARU_RT_EXPORT extern volatile int32_t amaru_rt_interrupted;

/* The lowest address the stack of this thread may reach. It begins as the highest address there is, so the first
 * comparison fails and amaru_rt_stack_overflow, which compiled code calls then, computes the true limit. */
AMARU_RT_EXPORT extern __thread uintptr_t amaru_rt_stack_limit __attribute__((tls_model("initial-exec")));

#ifdef __cplusplus
}
#endif

#endif
