// What compiled code calls on the device, as LLVM IR: the functions of runtime/abi/RuntimeFunctions.def that make sense there
// under their own names, and the end of a thread whose check failed. All are inlined where they are used.

#include "codegen/target/nvptx/Target.h"
#include "llvm/AsmParser/Parser.h"
#include "llvm/IR/Module.h"
#include "llvm/Linker/Linker.h"
#include "llvm/Support/ErrorHandling.h"
#include "llvm/Support/SourceMgr.h"

namespace amaru::target {

namespace {

constexpr const char *deviceRuntime = R"(
; The slot keeps the smallest record, so the lowest failing iteration wins, and with it the values of its message. The
; threads of a warp take the lock one after another: chips since sm_70 let each of them go on by itself.
define void @amaru_gpu_fail(ptr %slot, i64 %record, i64 %a, i64 %b, i64 %c) cold noreturn nounwind {
entry:
  %lock = getelementptr inbounds i64, ptr %slot, i64 1
  br label %try
try:
  %pair = cmpxchg volatile ptr %lock, i64 0, i64 1 monotonic monotonic
  %isMine = extractvalue { i64, i1 } %pair, 1
  br i1 %isMine, label %inside, label %try
inside:
  call void asm sideeffect "membar.gl;", "~{memory}"()
  %old = load volatile i64, ptr %slot, align 8
  %isLower = icmp ult i64 %record, %old
  br i1 %isLower, label %note, label %leave
note:
  store volatile i64 %record, ptr %slot, align 8
  %pa = getelementptr inbounds i64, ptr %slot, i64 2
  store volatile i64 %a, ptr %pa, align 8
  %pb = getelementptr inbounds i64, ptr %slot, i64 3
  store volatile i64 %b, ptr %pb, align 8
  %pc = getelementptr inbounds i64, ptr %slot, i64 4
  store volatile i64 %c, ptr %pc, align 8
  br label %leave
leave:
  call void asm sideeffect "membar.gl;", "~{memory}"()
  %free = atomicrmw volatile xchg ptr %lock, i64 0 monotonic
  call void asm sideeffect "exit;", ""()
  unreachable
}

; a / b of ints, correctly rounded. |a| is shifted to the top of 128 bits, so that the quotient has at least 64; the lowest
; of those 64 also says whether anything was cut off.
define double @amaru_rt_int_true_div(i64 %a, i64 %b) {
  %ua = call i64 @llvm.abs.i64(i64 %a, i1 false)
  %ub = call i64 @llvm.abs.i64(i64 %b, i1 false)
  %nonzero = or i64 %ua, 1
  %la = call i64 @llvm.ctlz.i64(i64 %nonzero, i1 true)
  %top = shl i64 %ua, %la
  %top128 = zext i64 %top to i128
  %n = shl i128 %top128, 64
  %d = zext i64 %ub to i128
  %q = udiv i128 %n, %d
  %back = mul i128 %q, %d
  %rest = sub i128 %n, %back
  %lq128 = call i128 @llvm.ctlz.i128(i128 %q, i1 false)
  %lq = trunc i128 %lq128 to i64
  %small = icmp ugt i64 %lq, 64
  %lq64 = select i1 %small, i64 64, i64 %lq
  %shift = sub i64 64, %lq64
  %shift128 = zext i64 %shift to i128
  %kept128 = lshr i128 %q, %shift128
  %kept = trunc i128 %kept128 to i64
  %again = shl i128 %kept128, %shift128
  %cut = sub i128 %q, %again
  %lost128 = or i128 %cut, %rest
  %isLost = icmp ne i128 %lost128, 0
  %lost = zext i1 %isLost to i64
  %sticky = or i64 %kept, %lost
  %rounded = uitofp i64 %sticky to double
  %scaleUp = sub i64 %shift, 64
  %exponent = sub i64 %scaleUp, %la
  %biased = add i64 %exponent, 1023
  %bits = shl i64 %biased, 52
  %scale = bitcast i64 %bits to double
  %magnitude = fmul double %rounded, %scale
  %isZero = icmp eq i64 %a, 0
  %exact = select i1 %isZero, double 0.0, double %magnitude
  %signs = xor i64 %a, %b
  %signOfZero = select i1 %isZero, i64 %b, i64 %signs
  %isNegative = icmp slt i64 %signOfZero, 0
  %negated = fneg double %exact
  %result = select i1 %isNegative, double %negated, double %exact
  ret double %result
}

; base ** exponent by squaring; true for a negative exponent and where the result leaves 64 bits.
define zeroext i1 @amaru_rt_int_pow(i64 %base, i64 %exponent, ptr %out) {
entry:
  %isNegative = icmp slt i64 %exponent, 0
  br i1 %isNegative, label %fail, label %loop
loop:
  %result = phi i64 [ 1, %entry ], [ %nextResult, %square ]
  %power = phi i64 [ %base, %entry ], [ %nextPower, %square ]
  %left = phi i64 [ %exponent, %entry ], [ %nextLeft, %square ]
  %bit = and i64 %left, 1
  %isOdd = icmp eq i64 %bit, 1
  %product = call { i64, i1 } @llvm.smul.with.overflow.i64(i64 %result, i64 %power)
  %productValue = extractvalue { i64, i1 } %product, 0
  %productLost = extractvalue { i64, i1 } %product, 1
  %lost = and i1 %isOdd, %productLost
  %nextResult = select i1 %isOdd, i64 %productValue, i64 %result
  br i1 %lost, label %fail, label %more
more:
  %nextLeft = lshr i64 %left, 1
  %isDone = icmp eq i64 %nextLeft, 0
  br i1 %isDone, label %done, label %square
square:
  %squared = call { i64, i1 } @llvm.smul.with.overflow.i64(i64 %power, i64 %power)
  %nextPower = extractvalue { i64, i1 } %squared, 0
  %squareLost = extractvalue { i64, i1 } %squared, 1
  br i1 %squareLost, label %fail, label %loop
done:
  store i64 %nextResult, ptr %out
  ret i1 false
fail:
  ret i1 true
}

define i64 @amaru_rt_int_pow_wrap(i64 %base, i64 %exponent) {
entry:
  br label %loop
loop:
  %result = phi i64 [ 1, %entry ], [ %nextResult, %loop ]
  %power = phi i64 [ %base, %entry ], [ %nextPower, %loop ]
  %left = phi i64 [ %exponent, %entry ], [ %nextLeft, %loop ]
  %bit = and i64 %left, 1
  %isOdd = icmp eq i64 %bit, 1
  %product = mul i64 %result, %power
  %nextResult = select i1 %isOdd, i64 %product, i64 %result
  %nextPower = mul i64 %power, %power
  %nextLeft = lshr i64 %left, 1
  %isDone = icmp eq i64 %nextLeft, 0
  br i1 %isDone, label %done, label %loop
done:
  ret i64 %nextResult
}

; Called where the machine's conversion does not serve: always an error.
define zeroext i1 @amaru_rt_float_to_int(double %value, ptr %out) {
  ret i1 true
}

; True for 0.0 ** -1, for (-8.0) ** 0.5 and where finite operands give infinity.
define zeroext i1 @amaru_rt_float_pow(double %a, double %b, ptr %out) {
  %isZero = fcmp oeq double %a, 0.0
  %isBelow = fcmp olt double %b, 0.0
  %finiteB = call i1 @llvm.is.fpclass.f64(double %b, i32 504)
  %finiteA = call i1 @llvm.is.fpclass.f64(double %a, i32 504)
  %byZero = and i1 %isZero, %isBelow
  %isNegative = fcmp olt double %a, 0.0
  %floor = call double @llvm.floor.f64(double %b)
  %isFraction = fcmp une double %floor, %b
  %complex1 = and i1 %isNegative, %isFraction
  %complex2 = and i1 %complex1, %finiteB
  %complex = and i1 %complex2, %finiteA
  %result = call double @pow(double %a, double %b)
  %isInfinite = call i1 @llvm.is.fpclass.f64(double %result, i32 516)
  %finite = and i1 %finiteA, %finiteB
  %tooLarge = and i1 %isInfinite, %finite
  %bad1 = or i1 %byZero, %complex
  %bad = or i1 %bad1, %tooLarge
  store double %result, ptr %out
  ret i1 %bad
}

define double @amaru_rt_hypot(double %a, double %b) {
  %result = call double @hypot(double %a, double %b)
  ret double %result
}

define double @amaru_rt_gamma(double %value) {
  %result = call double @tgamma(double %value)
  ret double %result
}

define double @amaru_rt_lgamma(double %value) {
  %result = call double @lgamma(double %value)
  ret double %result
}

declare double @pow(double, double)
declare double @hypot(double, double)
declare double @tgamma(double)
declare double @lgamma(double)
)";

} // namespace

void linkDeviceRuntime(llvm::Module &module) {
  llvm::SMDiagnostic problem;
  std::unique_ptr<llvm::Module> runtime = llvm::parseAssemblyString(deviceRuntime, problem, module.getContext());
  if (!runtime)
    llvm::report_fatal_error("the device runtime is malformed: " + problem.getMessage());
  runtime->setTargetTriple(module.getTargetTriple());
  runtime->setDataLayout(module.getDataLayout());
  llvm::Linker::linkModules(module, std::move(runtime), llvm::Linker::LinkOnlyNeeded);
}

} // namespace amaru::target
