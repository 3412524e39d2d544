"""Linear algebra by LAPACK: equations, factors, eigenvalues, norms. Integers are computed as float64; the last two axes of
an array are matrices, those before them stacks of them.

LinAlgError where a matrix is not square, singular, or not what the function needs. ImportError where the machine has no
LAPACK (libopenblas.so.0 or liblapack.so.3).
"""
import primitive
from amaru import c64, c128, f32, f64, i32, i64
from numpy import linear, reductions, views
from numpy.elementwise import absolute, conjugate
from numpy.linear import cross, matmul, outer
from numpy.shape import copy, ravel


class LinAlgError(ValueError):
    """What is wrong with a matrix."""


#===- Matrices as LAPACK has them -------------------------------------------------------------------------------------#


def _dtype(a):
    """The dtype in which LAPACK computes."""
    if primitive.kind_of(a) == "complex" or primitive.kind_of(a) == "float":
        if primitive.itemsize(primitive.cast(0, primitive.dtype_of(a))) == 2:
            raise TypeError("array type float16 is unsupported in linalg")
        else:
            return primitive.dtype_of(a)
    else:
        return f64


def _common_dtype(a, b):
    return primitive.result_type(_dtype(a), _dtype(b))


def _real_dtype(dtype):
    return primitive.dtype_of(primitive.cast(0, dtype).real)


def _complex_dtype(dtype):
    if primitive.itemsize(primitive.cast(0, dtype).real) == 4:
        return c64
    else:
        return c128


def _kind(dtype):
    """The number by which the runtime knows a dtype."""
    double = 1 if primitive.itemsize(primitive.cast(0, dtype).real) == 8 else 0
    return double + 2 if primitive.kind_of(dtype) == "complex" else double


def _columns(a, dtype):
    """A copy that lies column by column: the transposed matrix in C order."""
    work = primitive.empty((a.shape[1], a.shape[0]), dtype)
    work[...] = primitive.transpose(a)
    return work


def _check(info, message):
    if info == -1000:
        raise ImportError("np.linalg needs LAPACK, and this machine has neither libopenblas.so.0 nor liblapack.so.3")
    if info == -1001:
        raise MemoryError()
    if info != 0:
        raise LinAlgError(message)


def _check_stacked(a):
    if a.ndim < 2:
        raise LinAlgError(f"{a.ndim}-dimensional array given. Array must be at least two-dimensional")


def _check_square(a):
    _check_stacked(a)
    if a.ndim >= 2:
        if a.shape[a.ndim - 1] != a.shape[a.ndim - 2]:
            raise LinAlgError("Last 2 dimensions of the array must be square")


def _stack(shape):
    """The axes before the last two."""
    return primitive.tuple_drop(primitive.tuple_drop(shape, len(shape) - 1), len(shape) - 2)


#===- Equations -------------------------------------------------------------------------------------------------------#


def solve(a, b):
    """x of `a @ x == b`; `b` is a vector, or a matrix whose columns are."""
    _check_square(a)
    dtype = _common_dtype(a, b)
    n = a.shape[a.ndim - 1]
    if b.ndim == 1:
        if b.shape[0] != n:
            raise ValueError(
                "solve1: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature (m,m),(m)->(m) "
                f"(size {b.shape[0]} is different from {n})"
            )
        x = primitive.empty(primitive.tuple_drop(a.shape, a.ndim - 1), dtype)
        _solve_vectors(x, a, b, dtype)
        return x
    else:
        if b.shape[b.ndim - 2] != n:
            raise ValueError(
                "solve: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature (m,m),(m,n)->(m,n) "
                f"(size {b.shape[b.ndim - 2]} is different from {n})"
            )
        stacks = views.broadcast_shapes(_stack(a.shape), _stack(b.shape))
        k = b.shape[b.ndim - 1]
        y = primitive.empty(stacks + (n, k), dtype)
        _solve_matrices(y, views.broadcast_to(a, stacks + (n, n)), views.broadcast_to(b, stacks + (n, k)), dtype)
        return y


def _solve_vectors(x, a, b, dtype):
    if a.ndim > 2:
        for i in range(len(a)):
            _solve_vectors(x[i], a[i], b, dtype)
    else:
        work = _columns(a, dtype)
        right = primitive.empty(len(b), dtype)
        right[...] = b
        _check(primitive.runtime_call("lapack_solve", i64, _kind(dtype), len(b), 1, work, right), "Singular matrix")
        x[...] = right


def _solve_matrices(x, a, b, dtype):
    if a.ndim > 2:
        for i in range(len(a)):
            _solve_matrices(x[i], a[i], b[i], dtype)
    else:
        work = _columns(a, dtype)
        right = _columns(b, dtype)
        status = primitive.runtime_call("lapack_solve", i64, _kind(dtype), len(a), b.shape[1], work, right)
        _check(status, "Singular matrix")
        x[...] = primitive.transpose(right)


def inv(a):
    """The inverse."""
    _check_square(a)
    dtype = _dtype(a)
    out = primitive.empty(a.shape, dtype)
    _invert(out, a, dtype)
    return out


def _invert(out, a, dtype):
    if a.ndim > 2:
        for i in range(len(a)):
            _invert(out[i], a[i], dtype)
    else:
        _solve_matrices(out, a, _identity(len(a), dtype), dtype)


def _identity(n, dtype):
    made = primitive.empty((n, n), dtype)
    made[...] = 0
    for i in range(n):
        made[i, i] = 1
    return made


def lstsq(a, b, rcond=None):
    """The x that makes `|b - a @ x|` smallest: (x, squared distances, rank of `a`, its singular values).

    The squared distances are there if `a` has full rank and more rows than columns, else none. Singular values below
    `rcond` times the largest count as zero; the default is the precision times the longer side.
    """
    if a.ndim != 2:
        raise LinAlgError(f"{a.ndim}-dimensional array given. Array must be two-dimensional")
    dtype = _common_dtype(a, b)
    if b.ndim == 1:
        return _least_squares(a, b[:, None], rcond, dtype, True)
    else:
        return _least_squares(a, b, rcond, dtype, False)


def _least_squares(a, b, rcond, dtype, isVector: comptime):
    m = a.shape[0]
    n = a.shape[1]
    k = b.shape[1]
    if m != b.shape[0]:
        raise LinAlgError("Incompatible dimensions")
    real = _real_dtype(dtype)
    few = m if m < n else n
    many = m if m > n else n
    work = _columns(a, dtype)
    right = primitive.empty((k, many), dtype)
    right[...] = 0
    right[:, :m] = primitive.transpose(b)
    values = primitive.empty(few, real)
    limit = primitive.empty(1, real)
    limit[0] = primitive.cast(_epsilon(real) * many if rcond is None else rcond, real)
    rank = primitive.empty(1, i64)
    rank[0] = 0
    if few > 0 and k > 0:
        status = primitive.runtime_call("lapack_lstsq", i64, _kind(dtype), m, n, k, work, right, values, limit, rank)
        _check(status, "SVD did not converge in Linear Least Squares")
    distances = primitive.empty(k if rank[0] == n and m > n else 0, real)
    for j in range(len(distances)):
        total = primitive.cast(0, real)
        for i in range(n, m):
            size = absolute(right[j, i])
            total += size * size
        distances[j] = total
    x = copy(primitive.transpose(right[:, :n]))
    if isVector:
        return x[:, 0], distances, primitive.cast(rank[0], i32), values
    else:
        return x, distances, primitive.cast(rank[0], i32), values


def _epsilon(real):
    return 1.1920928955078125e-07 if primitive.itemsize(primitive.cast(0, real)) == 4 else 2.220446049250313e-16


#===- Determinants ----------------------------------------------------------------------------------------------------#


def slogdet(a):
    """The sign of the determinant and the logarithm of its size; 0 and -inf for a singular matrix."""
    _check_square(a)
    dtype = _dtype(a)
    if a.ndim == 2:
        return _slogdet(a, dtype)
    else:
        signs = primitive.empty(_stack(a.shape), dtype)
        logs = primitive.empty(_stack(a.shape), _real_dtype(dtype))
        _slogdets(signs, logs, a, dtype)
        return signs, logs


def _slogdets(signs, logs, a, dtype):
    for i in range(len(a)):
        if a.ndim == 3:
            sign, log = _slogdet(a[i], dtype)
            signs[i] = sign
            logs[i] = log
        else:
            _slogdets(signs[i], logs[i], a[i], dtype)


def _slogdet(a, dtype):
    n = len(a)
    work = _columns(a, dtype)
    pivots = primitive.empty(n, i32)
    status = primitive.runtime_call("lapack_factor", i64, _kind(dtype), n, work, pivots) if n > 0 else 0
    if status < 0:
        _check(status, "")
    sign = primitive.cast(1, dtype)
    log = primitive.cast(0, _real_dtype(dtype))
    if status > 0:
        return primitive.cast(0, dtype), primitive.cast(-1e400, _real_dtype(dtype))
    for i in range(n):
        if pivots[i] != i + 1:
            sign = -sign
    for i in range(n):
        size = absolute(work[i, i])
        sign = primitive.cast(sign * (work[i, i] / size), dtype)
        log = primitive.cast(log + primitive.log(size), primitive.dtype_of(log))
    return sign, log


def det(a):
    """The determinant."""
    signs, logs = slogdet(a)
    return _determinant(signs, logs)


@elementwise
def _determinant(sign, log):
    return primitive.cast(sign * primitive.exp(log), primitive.dtype_of(sign))


#===- Factors ---------------------------------------------------------------------------------------------------------#


def cholesky(a, upper: comptime = False):
    """The lower triangle L of `L @ L.conj().T == a`, or with `upper` its conjugate transpose. Only that triangle is read."""
    _check_square(a)
    dtype = _dtype(a)
    out = primitive.empty(a.shape, dtype)
    _choleskys(out, a, dtype, upper)
    return out


def _choleskys(out, a, dtype, upper: comptime):
    if a.ndim > 2:
        for i in range(len(a)):
            _choleskys(out[i], a[i], dtype, upper)
    else:
        n = len(a)
        # The conjugated upper triangle is a lower one.
        work = _columns(conjugate(primitive.transpose(a)) if upper else a, dtype)
        _check(primitive.runtime_call("lapack_cholesky", i64, _kind(dtype), n, work), "Matrix is not positive definite")
        out[...] = 0
        for i in range(n):
            for j in range(i + 1):
                if upper:
                    out[j, i] = conjugate(work[j, i])
                else:
                    out[i, j] = work[j, i]


def qr(a, mode: comptime = "reduced"):
    """The factors (Q, R): Q with orthonormal columns, R an upper triangle. With mode "complete" Q is square, with "r" only R
    is given."""
    if a.ndim != 2:
        raise LinAlgError("qr takes a matrix, an array of two axes")
    dtype = _dtype(a)
    m = a.shape[0]
    n = a.shape[1]
    k = m if m < n else n
    work = _columns(a, dtype)
    tau = primitive.empty(k, dtype)
    if k > 0:
        _check(primitive.runtime_call("lapack_qr", i64, _kind(dtype), m, n, work, tau), "qr failed")
    if mode == "r":
        return _upper(work, k, n, dtype)
    elif mode == "complete":
        return _orthogonal(work, tau, m, m, n, dtype), _upper(work, m, n, dtype)
    elif mode == "reduced":
        return _orthogonal(work, tau, m, k, n, dtype), _upper(work, k, n, dtype)
    else:
        raise ValueError("Unrecognized mode '" + mode + "'")


def _upper(work, rows, columns, dtype):
    r = primitive.empty((rows, columns), dtype)
    r[...] = 0
    for i in range(rows):
        for j in range(i, columns):
            r[i, j] = work[j, i]
    return r


def _orthogonal(work, tau, m, columns, n, dtype):
    q = primitive.empty((columns, m), dtype)
    q[...] = 0
    given = columns if columns < n else n
    q[:given] = work[:given]
    if m > 0 and columns > 0:
        _check(primitive.runtime_call("lapack_q", i64, _kind(dtype), m, columns, len(tau), q, tau), "qr failed")
    return copy(primitive.transpose(q))


def svd(a, full_matrices: comptime = True, compute_uv: comptime = True):
    """The singular value decomposition (U, s, Vh): `U * s @ Vh == a`, s falling; without `compute_uv` s alone."""
    _check_stacked(a)
    dtype = _dtype(a)
    m = a.shape[a.ndim - 2]
    n = a.shape[a.ndim - 1]
    k = m if m < n else n
    stacks = _stack(a.shape)
    s = primitive.empty(stacks + (k,), _real_dtype(dtype))
    if compute_uv:
        u = primitive.empty(stacks + (m, m if full_matrices else k), dtype)
        vh = primitive.empty(stacks + (n if full_matrices else k, n), dtype)
        _svds(u, s, vh, a, dtype, full_matrices)
        return u, s, vh
    else:
        _singular_values(s, a, dtype)
        return s


def _svds(u, s, vh, a, dtype, full: comptime):
    if a.ndim > 2:
        for i in range(len(a)):
            _svds(u[i], s[i], vh[i], a[i], dtype, full)
    else:
        left = _columns(u, dtype)
        right = _columns(vh, dtype)
        values = copy(s)
        if len(s) > 0:
            job = ord("A") if full else ord("S")
            status = primitive.runtime_call(
                "lapack_svd", i64, _kind(dtype), job, a.shape[0], a.shape[1], _columns(a, dtype), values, left, right
            )
            _check(status, "SVD did not converge")
        else:
            left[...] = _identity(len(left), dtype)[:, : left.shape[1]]
            right[...] = _identity(right.shape[1], dtype)[: len(right)]
        u[...] = primitive.transpose(left)
        s[...] = values
        vh[...] = primitive.transpose(right)


def _singular_values(s, a, dtype):
    if a.ndim > 2:
        for i in range(len(a)):
            _singular_values(s[i], a[i], dtype)
    elif s.size > 0:
        values = copy(s)
        none = primitive.empty(1, dtype)
        status = primitive.runtime_call(
            "lapack_svd", i64, _kind(dtype), ord("N"), a.shape[0], a.shape[1], _columns(a, dtype), values, none, none
        )
        _check(status, "SVD did not converge")
        s[...] = values


def svdvals(x):
    """The singular values, falling."""
    return svd(x, False, False)


#===- Eigenvalues -----------------------------------------------------------------------------------------------------#


def eigh(a, UPLO="L"):
    """Eigenvalues, rising, and the eigenvectors as columns, of a Hermitian matrix of which one triangle is read."""
    _check_square(a)
    dtype = _dtype(a)
    w = primitive.empty(primitive.tuple_drop(a.shape, a.ndim - 1), _real_dtype(dtype))
    v = primitive.empty(a.shape, dtype)
    _eighs(w, v, a, dtype, _is_upper(UPLO))
    return w, v


def eigvalsh(a, UPLO="L"):
    """The eigenvalues of a Hermitian matrix, rising."""
    _check_square(a)
    dtype = _dtype(a)
    w = primitive.empty(primitive.tuple_drop(a.shape, a.ndim - 1), _real_dtype(dtype))
    _eigvalshs(w, a, dtype, _is_upper(UPLO))
    return w


def _is_upper(UPLO):
    if UPLO != "L" and UPLO != "U" and UPLO != "l" and UPLO != "u":
        raise ValueError("UPLO argument must be 'L' or 'U'")
    return UPLO == "U" or UPLO == "u"


def _eighs(w, v, a, dtype, isUpper):
    if a.ndim > 2:
        for i in range(len(a)):
            _eighs(w[i], v[i], a[i], dtype, isUpper)
    else:
        v[...] = primitive.transpose(_eigh(w, a, dtype, isUpper, 1))


def _eigvalshs(w, a, dtype, isUpper):
    if a.ndim > 2:
        for i in range(len(a)):
            _eigvalshs(w[i], a[i], dtype, isUpper)
    else:
        _eigh(w, a, dtype, isUpper, 0)


def _eigh(w, a, dtype, isUpper, wantsVectors):
    work = _columns(a, dtype)
    values = primitive.empty(len(a), primitive.dtype_of(w))
    if len(a) > 0:
        upper = 1 if isUpper else 0
        status = primitive.runtime_call("lapack_eigh", i64, _kind(dtype), wantsVectors, upper, len(a), work, values)
        _check(status, "Eigenvalues did not converge")
    w[...] = values
    return work


def eig(a):
    """Eigenvalues and the eigenvectors as columns.

    Those of a real matrix have to be real: ValueError otherwise, since the dtype of a result does not depend on values.
    """
    values, vectors = _eig(a, 1)
    return values, vectors


def eigvals(a):
    """The eigenvalues; those of a real matrix have to be real, as for `eig`."""
    values, _ = _eig(a, 0)
    return values


def _eig(a, wantsVectors):
    _check_square(a)
    if a.ndim != 2:
        raise LinAlgError("eig takes a matrix, an array of two axes")
    dtype = _dtype(a)
    n = len(a)
    for x in ravel(a):
        if not absolute(x) < 1e400:
            raise LinAlgError("Array must not contain infs or NaNs")
    work = _columns(a, dtype)
    values = primitive.empty(n, dtype)
    imaginary = primitive.empty(n, dtype)
    imaginary[...] = 0
    vectors = primitive.empty((n, n), dtype)
    if n > 0:
        status = primitive.runtime_call(
            "lapack_eig", i64, _kind(dtype), wantsVectors, n, work, values, imaginary, vectors
        )
        _check(status, "Eigenvalues did not converge")
    if primitive.kind_of(dtype) == "float":
        for y in imaginary:
            if y != 0:
                raise ValueError("the eigenvalues of this real matrix are complex; make it complex: a.astype(np.complex128)")
    return values, copy(primitive.transpose(vectors))


#===- Norms and what follows from singular values ---------------------------------------------------------------------#


def norm(x, ord=None, axis=None, keepdims: comptime = False):
    """The norm of a vector, of a matrix, or of the vectors along an axis.

    Without `ord` the square root of the sum of squares, of an array with any axes. Vectors: inf, -inf, 0 (how many are not
    0), or a power. Matrices: "fro", "nuc", inf, -inf, 1, -1, 2, -2. ValueError for others.
    """
    if ord is None and axis is None:
        total = primitive.sqrt(_squares(_floats(x)))
        if keepdims:
            kept = primitive.empty(primitive.tuple_repeat(1, x.ndim), primitive.dtype_of(total))
            kept[...] = total
            return kept
        else:
            return total
    elif ord is None:
        return _roots(reductions.sum(_squared(_floats(x)), axis, None, None, keepdims))
    elif axis is None:
        if x.ndim == 1:
            return _vector_norm(_floats(x), ord, 0, keepdims)
        elif x.ndim == 2:
            return _matrix_norm(_floats(x), ord)
        else:
            raise ValueError("Improper number of dimensions to norm.")
    else:
        return _vector_norm(_floats(x), ord, axis, keepdims)


def _floats(x):
    if primitive.kind_of(x) == "float" or primitive.kind_of(x) == "complex":
        return x
    else:
        wide = primitive.empty(x.shape, f64)
        wide[...] = x
        return wide


def _squares(x):
    total = primitive.cast(0, primitive.dtype_of(_square(primitive.cast(0, primitive.dtype_of(x)))))
    for value in ravel(x):
        total += _square(value)
    return total


def _square(x):
    if primitive.kind_of(x) == "complex":
        return x.real * x.real + x.imag * x.imag
    else:
        return x * x


@elementwise
def _squared(x):
    return _square(x)


@elementwise
def _roots(x):
    return primitive.sqrt(x)


@elementwise
def _powered(x, p):
    return primitive.pow(absolute(x), primitive.cast(p, primitive.dtype_of(absolute(x))))


@elementwise
def _unlike_zero(x):
    return primitive.cast(1 if x != 0 else 0, primitive.dtype_of(absolute(x)))


def _vector_norm(x, ord, axis, keepdims: comptime):
    if primitive.form_of(ord) == "number":
        if ord == 1e400:
            return reductions.max(absolute(x), axis, None, keepdims)
        if ord == -1e400:
            return reductions.min(absolute(x), axis, None, keepdims)
        if ord == 0:
            return reductions.sum(_unlike_zero(x), axis, None, None, keepdims)
        if ord == 1:
            return reductions.sum(absolute(x), axis, None, None, keepdims)
        if ord == 2:
            return _roots(reductions.sum(_squared(x), axis, None, None, keepdims))
        return _powered(reductions.sum(_powered(x, ord), axis, None, None, keepdims), 1.0 / ord)
    else:
        raise ValueError("Invalid norm order '" + ord + "' for vectors")


def _matrix_norm(x, ord):
    if primitive.form_of(ord) == "number":
        if ord == 2:
            return reductions.max(svd(x, False, False))
        if ord == -2:
            return reductions.min(svd(x, False, False))
        if ord == 1:
            return reductions.max(reductions.sum(absolute(x), 0))
        if ord == -1:
            return reductions.min(reductions.sum(absolute(x), 0))
        if ord == 1e400:
            return reductions.max(reductions.sum(absolute(x), 1))
        if ord == -1e400:
            return reductions.min(reductions.sum(absolute(x), 1))
        raise ValueError("Invalid norm order for matrices.")
    else:
        if ord == "nuc":
            return reductions.sum(svd(x, False, False))
        if ord == "fro" or ord == "f":
            return primitive.sqrt(_squares(x))
        raise ValueError("Invalid norm order for matrices.")


def cond(x, p=None):
    """How much a matrix can magnify errors: the largest singular value over the least, or `norm(x, p) * norm(inv(x), p)`."""
    if p is None:
        s = svd(x, False, False)
        return _finite_or_inf(s[0] / s[len(s) - 1], x)
    else:
        size = norm(x, p)
        try:
            return _finite_or_inf(size * norm(inv(x), p), x)
        except LinAlgError:
            return primitive.cast(1e400, primitive.dtype_of(size))


def _finite_or_inf(ratio, x):
    """inf for a singular matrix; nan only where the matrix has one."""
    if ratio != ratio:
        for value in ravel(x):
            if value != value:
                return ratio
        return primitive.cast(1e400, primitive.dtype_of(ratio))
    return ratio


def matrix_rank(A, tol=None):
    """How many singular values are above `tol`; by default the largest times the precision and the longer side."""
    if A.ndim < 2:
        for x in A:
            if x != 0:
                return 1
        return 0
    else:
        s = svd(A, False, False)
        longest = A.shape[0] if A.shape[0] > A.shape[1] else A.shape[1]
        largest = primitive.cast(0, primitive.dtype_of(s))
        for x in s:
            largest = x if x > largest else largest
        limit = largest * primitive.cast(longest * _epsilon(primitive.dtype_of(s)), primitive.dtype_of(s))
        rank = primitive.cast(0, i64)
        for x in s:
            if x > (limit if tol is None else tol):
                rank += 1
        return rank


def pinv(a, rcond=None):
    """The pseudo-inverse: singular values up to `rcond` times the largest count as zero."""
    u, s, vh = svd(conjugate(a), False, True)
    longest = a.shape[0] if a.shape[0] > a.shape[1] else a.shape[1]
    share = longest * _epsilon(primitive.dtype_of(s)) if rcond is None else rcond
    limit = primitive.cast(share, primitive.dtype_of(s)) * (reductions.max(s) if len(s) > 0 else primitive.cast(0, primitive.dtype_of(s)))
    for i in range(len(s)):
        s[i] = 1.0 / s[i] if s[i] > limit else 0.0
    return matmul(primitive.transpose(vh), s[:, None] * primitive.transpose(u))


def matrix_power(a, n: int):
    """The matrix multiplied n times with itself; its inverse for a negative n.

    ValueError for a negative power of integers, since the dtype of a result does not depend on values.
    """
    _check_square(a)
    if primitive.kind_of(a) == "float" or primitive.kind_of(a) == "complex":
        if n < 0:
            return _power(inv(a), -n)
        return _power(copy(a), n)
    else:
        if n < 0:
            raise ValueError("a negative power of a matrix of integers is not one of integers; convert it: a.astype(np.float64)")
        return _power(a, n)


def _power(a, n):
    result = primitive.empty(a.shape, primitive.dtype_of(a))
    result[...] = _identity(a.shape[a.ndim - 1], primitive.dtype_of(a))
    square = copy(a)
    rest = n
    first = True
    while rest > 0:
        if rest % 2 == 1:
            result = copy(square) if first else matmul(result, square)
            first = False
        rest //= 2
        if rest > 0:
            square = matmul(square, square)
    return result


def multi_dot(arrays):
    """The product of several matrices, from the left."""
    if len(arrays) == 1:
        return arrays[0]
    else:
        return _multiplied(linear.dot(arrays[0], arrays[1]), primitive.tuple_drop(primitive.tuple_drop(arrays, 0), 0))


def _multiplied(product, rest):
    if len(rest) == 0:
        return product
    else:
        return _multiplied(linear.dot(product, rest[0]), primitive.tuple_drop(rest, 0))


def matrix_transpose(x):
    """The last two axes exchanged."""
    return views.swapaxes(x, -1, -2)


def vector_norm(x, axis=None, keepdims: comptime = False, ord=2):
    """`norm` of vectors: of all elements, or along an axis."""
    if axis is None:
        return _vector_norm(_floats(ravel(x)), ord, 0, False)
    else:
        return _vector_norm(_floats(x), ord, axis, keepdims)


def matrix_norm(x, ord="fro"):
    """`norm` of a matrix."""
    return _matrix_norm(_floats(x), ord)
