# Averages with weights, covariances, polynomials, windows.
import numpy as np

a = np.arange(6.0).reshape(2, 3)
print(np.average(a, axis=1, weights=[1.0, 2.0, 1.0]), np.average(a, weights=a, returned=True))
print(np.cov(a), np.cov(a[0], bias=True), np.corrcoef(a[0], a[1] * 2)[0, 1].round(12))
print(np.polyval([1, 2, 3], 2), np.polyval(np.array([1.0, 0.0]), a), np.polymul(np.array([0, 1, 2]), np.array([1, 1])))
print(np.polyder(np.array([1, 2, 3])), np.polyint(np.array([3.0, 2.0]), k=1.0), np.bartlett(5), np.hanning(5).round(12))
try:
    np.average(a, weights=np.zeros((2, 3)))
except ZeroDivisionError as error:
    print(error)
