"""The threads of a GPU's blocks in CPython, for `AMARU_DISABLE_JIT=1`.

Blocks run one after another, in the order of their numbers. So do the threads of a block, each until it ends or comes to a
barrier; then those that wait there go on, in the same order. A thread that meets no barrier runs on the worker of the one
before; one that waits keeps its worker, which is a thread of the operating system.
"""

from __future__ import annotations

import threading

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType
    from typing import Any, Callable

_local = threading.local()


class _Ended(BaseException):
    """Unwinds a thread that waits at a barrier when another one has failed."""


class _Thread:
    """The numbers of a thread, and what its block shares."""

    __slots__ = ("thread_id", "block_id", "block_dim", "grid_dim", "arrays", "worker")

    def __init__(self, thread_id, block_id, block_dim, grid_dim, arrays):
        self.thread_id, self.block_id = thread_id, block_id
        self.block_dim, self.grid_dim = block_dim, grid_dim
        self.arrays = arrays
        self.worker = None


class _Worker:
    """Runs a thread until it ends or waits, then hands control back."""

    def __init__(self) -> None:
        self.go, self.back = threading.Semaphore(0), threading.Semaphore(0)
        self.job: tuple | None = None
        self.error: BaseException | None = None
        self.is_ended = False
        self.system_thread = threading.Thread(target=self._loop, daemon=True)
        self.system_thread.start()

    def _loop(self) -> None:
        while True:
            self.go.acquire()
            if self.is_ended:
                return
            function, args, thread = self.job
            thread.worker = self
            _local.thread = thread
            try:
                function(*args)
            except _Ended:
                return
            except BaseException as error:
                self.error = error
            self.job = None
            self.back.release()

    def resume(self) -> bool:
        """Goes on until the thread ends or waits; whether it waits. Raises what the thread raised."""
        self.go.release()
        self.back.acquire()
        if self.error is not None:
            error, self.error = self.error, None
            raise error
        return self.job is not None

    def wait(self) -> None:
        self.back.release()
        self.go.acquire()
        if self.is_ended:
            raise _Ended

    def end(self) -> None:
        self.is_ended = True
        self.go.release()
        self.system_thread.join()


def running(what: str) -> _Thread:
    """The running thread of a kernel. Raises RuntimeError outside of one."""
    thread = getattr(_local, "thread", None)
    if thread is None:
        raise RuntimeError(f"`{what}` is for kernels and what they call")
    return thread


def barrier() -> None:
    running("amaru.gpu.barrier").worker.wait()


def shared(caller: FrameType, shape: Any, dtype: Any) -> Any:
    """The array of this place in the program, made by the first thread of the block that comes by."""
    import numpy

    arrays = running("amaru.gpu.shared").arrays
    place = (caller.f_code, caller.f_lasti)
    if place not in arrays:
        arrays[place] = numpy.empty(shape, getattr(dtype, "dtype", dtype))
    return arrays[place]


def _points(extents: tuple) -> list[tuple]:
    return [(x, y, z) for z in range(extents[2]) for y in range(extents[1]) for x in range(extents[0])]


def launch(function: Callable[..., None], *shape_and_args: Any) -> None:
    """Runs a kernel: three extents of the grid, three of a block, then its arguments."""
    grid, block, args = shape_and_args[:3], shape_and_args[3:6], shape_and_args[6:]
    workers: list[_Worker] = []
    try:
        for block_id in _points(grid):
            _run_block(function, args, [block_id, block, grid, {}], workers)
    finally:
        for worker in workers:
            worker.end()


def _run_block(function: Callable[..., None], args: tuple, numbers: list, workers: list[_Worker]) -> None:
    idle, waiting = list(workers), []
    for thread_id in _points(numbers[1]):
        if not idle:
            workers.append(_Worker())
            idle.append(workers[-1])
        idle[-1].job = (function, args, _Thread(thread_id, *numbers))
        if idle[-1].resume():
            waiting.append(idle.pop())
    while waiting:
        waiting = [worker for worker in waiting if worker.resume()]
