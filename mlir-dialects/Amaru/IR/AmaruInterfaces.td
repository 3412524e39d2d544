//===- AmaruInterfaces.td - what passes ask ops of this dialect -----------===//

#ifndef AMARU_INTERFACES_TD
#define AMARU_INTERFACES_TD

include "mlir/IR/OpBase.td"

def Amaru_TransferInterface : OpInterface<"TransferInterface"> {
  let cppNamespace = "::amaru::ir";
  let description = [{
    An op that moves references into or out of memory. The ownership pass hands over what is taken, and gives each loaded
    reference a count of its own.
  }];
  let methods = [
    InterfaceMethod<"The operands whose references the op takes.", "::mlir::OperandRange", "getTaken", (ins), "",
                    [{ return $_op->getOperands().take_front(0); }]>,
    InterfaceMethod<"Whether its results are copies of references that stay where they are.", "bool",
                    "loadsReferences", (ins), "", [{ return false; }]>,
    InterfaceMethod<"Whether its results are such references, which stay there as long as the results are used.", "bool",
                    "lendsReferences", (ins), "", [{ return false; }]>,
    InterfaceMethod<"Says that other threads may count the references that the op replaces.", "void",
                    "countAtomically", (ins), "", [{ (void)$_op; }]>
  ];
}

#endif // AMARU_INTERFACES_TD
