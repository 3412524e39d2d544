# The function that the body calls is inlined, and the checks of the picture's rows and columns are proved away: there is
# no error record at all. Division is correctly rounded.
#
# RUN: %amaru emit --stage=ptx --target=sm_90 %source/examples/01_mandelbrot.py | FileCheck %s

# CHECK-NOT: // site
# CHECK: .visible .entry mandelbrot_0(
# CHECK-NOT: atom
# CHECK: div.rn.f64
# CHECK: fma.rn.f64
# CHECK: st.global.b64
# CHECK-NOT: call
