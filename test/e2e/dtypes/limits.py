# iinfo and finfo.
import numpy as np

print(np.iinfo(np.int8).min, np.iinfo(np.int8).max, np.iinfo(np.uint8).max, np.iinfo(np.int16).max)
print(np.iinfo(np.int32).min, np.iinfo(np.int64).max, np.iinfo(np.uint32).max, np.iinfo(np.int64).bits)
print(np.finfo(np.float64).eps, np.finfo(np.float64).max, np.finfo(np.float64).tiny, np.finfo(np.float64).min)
print(np.finfo(np.float32).eps, np.finfo(np.float32).max, np.finfo(np.float32).bits)
print(np.finfo(np.float16).eps, np.finfo(np.float16).max, np.finfo(float).precision)
print(np.pi, np.e, np.inf, np.nan, np.newaxis)
