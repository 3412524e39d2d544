import numpy as np
import os

os.environ["SSQ_PARALLEL"] = "0"
import ssqueezepy as ssq

rng = np.random.default_rng(0)
x = np.cos(np.arange(256) * 0.2) + 0.1 * rng.standard_normal(256)
for wavelet in ("gmw", "morlet", "bump", "cmhat", "hhhat"):
    try:
        ssq.cwt(x, wavelet), ssq.ssq_cwt(x, wavelet)
    except Exception as error:
        print(wavelet, error)
ssq.stft(x, n_fft=64)
ssq.ssq_stft(x, n_fft=64)
ssq.issq_cwt(ssq.ssq_cwt(x)[0])
ssq.icwt(ssq.cwt(x)[0])
ssq.extract_ridges(*(lambda a: (np.abs(a[0]), a[1]))(ssq.cwt(x)))
