# The functions of the module operator: called, passed on, chosen.
import operator
from operator import lt, gt, mul as times

import numpy as np


def fold(function, values, start):
    result = start
    for x in values:
        result = function(result, x)
    return result


def better(a, b, maximise):
    compare = gt if maximise else lt
    return compare(a, b)


print(operator.add(2, 3), operator.sub(2.5, 1), operator.truediv(7, 2), operator.floordiv(-7, 2), operator.mod(-7, 3))
print(times(6, 7), operator.pow(2, 10), operator.neg(3), operator.pos(-3), operator.invert(5), operator.inv(0))
print(operator.and_(12, 10), operator.or_(12, 10), operator.xor(12, 10), operator.lshift(1, 5), operator.rshift(-9, 1))
print(operator.lt(1, 2), operator.le(2, 2), operator.eq(1, 1.0), operator.ne(1, 2), operator.ge(1, 2), operator.gt(3, 2))
print(operator.not_(0), operator.truth([]), operator.contains([1, 2], 2), operator.getitem((4, 5, 6), 1))
print(fold(operator.add, [1, 2, 3], 0), fold(operator.mul, np.arange(1.0, 6.0), 1.0), fold(max, [3, 9, 2], 0))
print(better(1, 2, True), better(1, 2, False), operator.countOf([1, 2, 1], 1), operator.indexOf([5, 6], 6))
values = [1, 2, 3]
operator.setitem(values, 0, 9)
operator.delitem(values, 1)
print(values, operator.concat([1], [2]), operator.matmul(np.ones((2, 2)), np.ones(2)))
