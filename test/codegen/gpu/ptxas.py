# The assembler takes the kernels for every generation, from PTX for that chip and from PTX for an older one.
#
# REQUIRES: ptxas
# RUN: %amaru build %source/examples/02_saxpy.py --emit=ptx --target=sm_80 -o %t.saxpy.ptx
# RUN: ptxas -arch=sm_80 %t.saxpy.ptx -o %t.cubin
# RUN: ptxas -arch=sm_90 %t.saxpy.ptx -o %t.cubin
# RUN: ptxas -arch=sm_100 %t.saxpy.ptx -o %t.cubin
# RUN: ptxas -arch=sm_120 %t.saxpy.ptx -o %t.cubin
# RUN: %amaru build %source/examples/01_mandelbrot.py --emit=ptx --target=sm_80 -o %t.mandelbrot.ptx
# RUN: ptxas -arch=sm_80 %t.mandelbrot.ptx -o %t.cubin
# RUN: ptxas -arch=sm_90 %t.mandelbrot.ptx -o %t.cubin
# RUN: ptxas -arch=sm_100 %t.mandelbrot.ptx -o %t.cubin
# RUN: ptxas -arch=sm_120 %t.mandelbrot.ptx -o %t.cubin
# RUN: %amaru build %source/examples/04_matmul.py --emit=ptx --target=sm_80 -o %t.matmul.ptx
# RUN: ptxas -arch=sm_80 %t.matmul.ptx -o %t.cubin
# RUN: ptxas -arch=sm_90 %t.matmul.ptx -o %t.cubin
# RUN: ptxas -arch=sm_100 %t.matmul.ptx -o %t.cubin
# RUN: ptxas -arch=sm_120 %t.matmul.ptx -o %t.cubin
# RUN: %amaru build %source/examples/04_matmul.py --emit=ptx --target=sm_90 -o %t.90.ptx && ptxas -arch=sm_90 %t.90.ptx -o %t.cubin
# RUN: %amaru build %source/examples/04_matmul.py --emit=ptx --target=sm_100 -o %t.100.ptx && ptxas -arch=sm_100 %t.100.ptx -o %t.cubin
# RUN: %amaru build %source/examples/04_matmul.py --emit=ptx --target=sm_120 -o %t.120.ptx && ptxas -arch=sm_120 %t.120.ptx -o %t.cubin
