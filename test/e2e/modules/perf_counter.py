# time.perf_counter never goes back.
import time

start = time.perf_counter()
end = time.perf_counter()
print(end >= start)
