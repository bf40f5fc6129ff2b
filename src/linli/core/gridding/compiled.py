"""The kernels as machine code: built once with numba, afterwards loaded with llvmlite alone.

Importing numba and reading its own cache costs more than a second; loading plain machine code costs a few hundredths.
The bytes that `build` returns are good for one processor and one state of the kernels (`key`); who keeps them, in a
file usually, is decided elsewhere.
"""

import ctypes
import hashlib
import json
import types
from base64 import b64decode, b64encode
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from linli.core.gridding.kernels import (
    anneal,
    chains,
    changes,
    flips,
    halves,
    luck,
    mend,
    state,
    trees,
    walks,
)

MODULES = (luck, changes, walks, flips, chains, trees, halves, anneal, mend)
TUPLES: tuple[Any, ...] = (state.Graph, state.Plan, state.Space, state.Dial)
# Entry -> its scalars after the four tuples: "i" whole, "f" real.
ENTRIES = {"halves": "i", "anneal": "iff", "mend": "iiff"}
# Too large to be copied into each caller. All others are: a call passes every column of the tuples.
CALLED = {*ENTRIES, "attempt", "halve"}
ARRAY = (
    ctypes.c_void_p,  # owner and parent: none, the arrays are borrowed
    ctypes.c_void_p,
    ctypes.c_int64,  # entries, bytes of one, where they are
    ctypes.c_int64,
    ctypes.c_void_p,
    ctypes.c_int64,  # shape and stride
    ctypes.c_int64,
)
Column = NDArray[np.int64] | NDArray[np.float64]


class KernelFault(RuntimeError):
    """A compiled kernel came back with an error: a fault of ours, never of the input."""


def functions() -> dict[str, types.FunctionType]:
    """Every kernel by its name; names are unique across the modules."""
    named = [(n, v) for m in MODULES for n, v in vars(m).items() if isinstance(v, types.FunctionType)]
    return dict(sorted(named))


def constants() -> dict[str, Any]:
    """The numbers that the kernels name."""
    return {
        name: value
        for name, value in vars(state).items()
        if name.isupper() and isinstance(value, int | float)
    }


def key() -> str:
    """What machine code of another kernel, compiler or processor differs in. Raises ImportError without llvmlite."""
    import llvmlite
    import llvmlite.binding as llvm

    digest = hashlib.sha256()
    for name, function in functions().items():
        code = function.__code__
        digest.update(
            repr(
                (
                    name,
                    code.co_code.hex(),
                    [c for c in code.co_consts if c != function.__doc__],
                    code.co_names,
                )
            ).encode()
        )
    shapes = [(shape.__name__, shape._fields) for shape in TUPLES]
    digest.update(repr((constants(), shapes, ENTRIES, sorted(CALLED))).encode())
    digest.update(repr((llvmlite.__version__, llvm.get_default_triple(), llvm.get_host_cpu_name())).encode())
    digest.update(llvm.get_host_cpu_features().flatten().encode())
    return digest.hexdigest()[:32]


def build() -> bytes:
    """Compile the kernels for this processor; takes ten seconds or more. Raises ImportError where numba is missing."""
    import llvmlite.binding as llvm
    import numba

    compiler: Any = numba.njit

    space: dict[str, Any] = {**constants(), "__builtins__": __builtins__}
    for name, function in functions().items():
        space[name] = compiler(
            types.FunctionType(function.__code__, space, name),
            error_model="numpy",
            forceinline=name not in CALLED,
            no_cpython_wrapper=True,
            no_cfunc_wrapper=True,
            _nrt=False,
        )
    target = _machine(llvm)
    parts = {}
    for name, scalars in ENTRIES.items():
        kinds = tuple(numba.types.int64 if kind == "i" else numba.types.float64 for kind in scalars)
        dispatcher = space[name]
        dispatcher.compile((*(_tuple_type(shape) for shape in TUPLES), *kinds))
        made = dispatcher.overloads[dispatcher.signatures[0]]
        module = llvm.parse_assembly(made.library.get_llvm_str())
        parts[name] = (made.fndesc.llvm_func_name, b64encode(target.emit_object(module)).decode())
    return json.dumps(parts).encode()


def _tuple_type(shape: Any) -> Any:
    import numba

    kinds: Any = numba.types
    columns = [
        kinds.Array(kinds.float64 if kind == state.Floats else kinds.int64, 1, "C")
        for kind in shape.__annotations__.values()
    ]
    if len(set(columns)) == 1:
        return kinds.NamedUniTuple(columns[0], len(columns), shape)
    return kinds.NamedTuple(columns, shape)


def _machine(llvm: Any) -> Any:
    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()
    features = llvm.get_host_cpu_features().flatten()
    target = llvm.Target.from_default_triple()
    return target.create_target_machine(cpu=llvm.get_host_cpu_name(), features=features, opt=3, jit=True)


class CompiledKernels:
    """The entries as machine code; columns are C arrays of int64 and float64, changed in place."""

    compiled = True

    def __init__(self, code: bytes) -> None:
        import llvmlite.binding as llvm

        # The engine owns the code: it has to live as long as the functions.
        self._engine = llvm.create_mcjit_compiler(llvm.parse_assembly(""), _machine(llvm))
        parts = json.loads(code)
        for _, body in parts.values():
            self._engine.add_object_file(llvm.ObjectFileRef.from_data(b64decode(body)))
        self._engine.finalize_object()
        columns = sum(len(shape._fields) for shape in TUPLES)
        self._calls = {}
        for name, (symbol, _) in parts.items():
            scalars = [ctypes.c_int64 if kind == "i" else ctypes.c_double for kind in ENTRIES[name]]
            proto = ctypes.CFUNCTYPE(
                ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, *(ARRAY * columns), *scalars
            )
            self._calls[name] = proto(self._engine.get_function_address(symbol))

    def run(self, name: str, tuples: Sequence[Sequence[Column]], *scalars: float) -> None:
        """Call an entry."""
        flat: list[Any] = []
        for column in (column for group in tuples for column in group):
            flat += (None, None, column.size, 8, column.ctypes.data, column.size, 8)
        out = ctypes.c_int64()
        fault = ctypes.c_void_p()
        status = self._calls[name](ctypes.addressof(out), ctypes.addressof(fault), *flat, *scalars)
        if status not in (0, -2):  # numba: 0 done, -2 done with None
            raise KernelFault(f"kernel {name} ended with {status}")


class PlainKernels:
    """The same entries as plain Python, some fifty times slower."""

    compiled = False

    def run(self, name: str, tuples: Sequence[Sequence[Column]], *scalars: float) -> None:
        """Call an entry: on lists, which Python reads faster than arrays, then copy back what changed."""
        lists = [
            shape(*(column.tolist() for column in group)) for shape, group in zip(TUPLES, tuples, strict=True)
        ]
        functions()[name](*lists, *scalars)
        for group, made in zip(tuples, lists, strict=True):
            for column, values in zip(group, made, strict=True):
                column[:] = values


Kernels = CompiledKernels | PlainKernels
