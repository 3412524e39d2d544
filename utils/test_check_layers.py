"""The layer checker finds each kind of violation, and lets what the table allows pass."""

import importlib.util
import os

import pytest

HERE = os.path.dirname(os.path.abspath(__file__))
spec = importlib.util.spec_from_file_location("check_layers", os.path.join(HERE, "check-layers.py"))
check_layers = importlib.util.module_from_spec(spec)
spec.loader.exec_module(check_layers)


def problems_of(tmp_path, **files):
    """What the checker says of a tree of `folder__folder__name` = text files, `.h` understood."""
    for name, text in files.items():
        path = tmp_path / (name.replace("__", "/").replace("mlir_dialects", "mlir-dialects") + ".h")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return check_layers.check(str(tmp_path))


@pytest.mark.parametrize(
    "file, include",
    [
        ("lang__sema__Checker", "lang/ast/Ast.h"),
        ("parser__Lexer", "lang/diag/Emitter.h"),
        ("codegen__emit__EmitExpr", "mlir-dialects/Amaru/IR/Amaru.h"),
        ("codegen__lower__AmaruToArith__AmaruToArith", "runtime/abi/Abi.h"),
        ("codegen__lower__AmaruToArith__AmaruToArith", "codegen/lower/ToLLVM/ToLLVM.h"),
        ("driver__Driver", "codegen/pipeline/CpuPipeline.h"),
        ("runtime__cpu__Errors", "runtime/math/Exp.h"),
    ],
)
def test_downward_is_fine(tmp_path, file, include):
    assert problems_of(tmp_path, **{file: f'#include "{include}"\n'}) == []


@pytest.mark.parametrize(
    "file, include",
    [
        ("lang__ast__Ast", "lang/sema/Checker.h"),
        ("lang__sema__Checker", "mlir-dialects/Amaru/IR/Amaru.h"),
        ("parser__Lexer", "lang/types/Types.h"),
        ("mlir_dialects__Amaru__IR__Amaru", "lang/types/Types.h"),
        ("mlir_dialects__Amaru__IR__Amaru", "mlir-dialects/Amaru/Transforms/Passes.h"),
        ("codegen__emit__EmitExpr", "lang/sema/Checker.h"),
        ("codegen__lower__ToLLVM__ToLLVM", "lang/typed/Program.h"),
        ("launch__Launch", "driver/Driver.h"),
        ("tools__amaru__Main", "driver/Driver.h"),
        ("runtime__cpu__Errors", "lang/support/SourceBuffer.h"),
    ],
)
def test_upward_is_reported(tmp_path, file, include):
    (problem,) = problems_of(tmp_path, **{file: f'#include "{include}"\n'})
    assert "may not include" in problem and include in problem


@pytest.mark.parametrize(
    "file, include",
    [
        ("lang__ast__Ast", "mlir/IR/Value.h"),
        ("runtime__cpu__Errors", "llvm/ADT/StringRef.h"),
        ("driver__Driver", "Python.h"),
    ],
)
def test_foreign_library_is_reported(tmp_path, file, include):
    (problem,) = problems_of(tmp_path, **{file: f"#include <{include}>\n"})
    assert "must not know" in problem


def test_include_without_layer_is_reported(tmp_path):
    (problem,) = problems_of(tmp_path, lang__ast__Ast='#include "Nodes.h"\n')
    assert "does not start with a layer" in problem


def test_circle_is_reported(tmp_path):
    files = {
        "lang__ops__Operators": '#include "lang/types/Types.h"\n',
        "lang__types__Types": '#include "lang/ops/Operators.h"\n',
    }
    (problem,) = problems_of(tmp_path, **files)
    assert problem == "rooms include each other in a circle: lang/ops -> lang/types -> lang/ops"


def test_file_outside_of_all_rooms_is_reported(tmp_path):
    (problem,) = problems_of(tmp_path, codegen__extra__Thing="")
    assert "no room" in problem


def test_tablegen_includes_are_read(tmp_path):
    path = tmp_path / "mlir-dialects/Amaru/IR/AmaruOps.td"
    path.parent.mkdir(parents=True)
    path.write_text('include "mlir/IR/OpBase.td"\ninclude "mlir-dialects/Amaru/Transforms/Passes.td"\n')
    (problem,) = check_layers.check(str(tmp_path))
    assert "AmaruOps.td:2" in problem
