//===- AmaruDialect.td - the amaru dialect --------------------------------===//
//
// The dialect in which a typed Python program is written down before anything is decided about the machine. Its
// rationale is docs/dialects/Amaru.md; the list of ops is generated from AmaruOps.td.

#ifndef AMARU_DIALECT_TD
#define AMARU_DIALECT_TD

include "mlir/IR/OpBase.td"

def Amaru_Dialect : Dialect {
  let name = "amaru";
  let cppNamespace = "::amaru::ir";
  let summary = "Python's arithmetic, arrays, checks and parallel loops";
  let description = [{
    Ops of this dialect mean what the Python construct means. Control flow is `scf`, functions are `func`, and what a
    machine does exactly as Python asks (adding two floats, comparing two integers) is `arith` and `math`; the dialect
    holds the rest: integers that raise instead of wrapping, subscripts that are checked, arrays with reference
    semantics, exceptions, parallel loops and text.

    An op that can raise stays one op until control flow has been lowered (`amaru-lower-raises`), so that loops keep
    their structure and passes can prove a check away, hoist it or version the loop around it.
  }];
  let useDefaultTypePrinterParser = 1;
  let hasConstantMaterializer = 1;
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::LLVM::LLVMDialect"];
}

#endif // AMARU_DIALECT_TD
