# Small image processing: separable blur with edges, Sobel, threshold by Otsu, flood fill with a stack, bounding boxes.
import numpy as np


def blur(image, kernel):
    half = len(kernel) // 2
    h, w = image.shape
    out = np.zeros_like(image)
    for y in range(h):
        for x in range(w):
            for k, weight in enumerate(kernel):
                out[y, x] += weight * image[y, min(max(x + k - half, 0), w - 1)]
    return out


def sobel(image):
    gx = np.zeros_like(image)
    gx[1:-1, 1:-1] = (image[:-2, 2:] + 2 * image[1:-1, 2:] + image[2:, 2:]) - (image[:-2, :-2] + 2 * image[1:-1, :-2] + image[2:, :-2])
    return np.abs(gx)


def otsu(values):
    counts, edges = np.histogram(values, 8)
    total, best, threshold = counts.sum(), -1.0, 0.0
    middles = (edges[:-1] + edges[1:]) / 2
    for i in range(1, len(counts)):
        w0, w1 = counts[:i].sum(), counts[i:].sum()
        if w0 == 0 or w1 == 0:
            continue
        m0, m1 = (counts[:i] * middles[:i]).sum() / w0, (counts[i:] * middles[i:]).sum() / w1
        between = w0 * w1 * (m0 - m1) ** 2 / total**2
        if between > best:
            best, threshold = between, edges[i]
    return threshold


def fill(mask):
    labels = np.zeros(mask.shape, dtype=np.int16)
    boxes = []
    for y0 in range(mask.shape[0]):
        for x0 in range(mask.shape[1]):
            if not mask[y0, x0] or labels[y0, x0]:
                continue
            label = len(boxes) + 1
            stack = [(y0, x0)]
            labels[y0, x0] = label
            top, left, bottom, right = y0, x0, y0, x0
            while stack:
                y, x = stack.pop()
                top, bottom, left, right = min(top, y), max(bottom, y), min(left, x), max(right, x)
                for dy, dx in ((0, 1), (1, 0), (0, -1), (-1, 0)):
                    ny, nx = y + dy, x + dx
                    if 0 <= ny < mask.shape[0] and 0 <= nx < mask.shape[1] and mask[ny, nx] and not labels[ny, nx]:
                        labels[ny, nx] = label
                        stack.append((ny, nx))
            boxes.append((top, left, bottom, right))
    return labels, boxes


image = np.zeros((7, 9))
image[1:4, 1:4] = 5.0
image[4:6, 6:8] = 9.0
image += np.arange(9) * 0.1
smooth = blur(image, [0.25, 0.5, 0.25])
print(np.round(smooth[2], 3), np.round(sobel(image)[2], 3))
level = otsu(image.ravel())
labels, boxes = fill(image > level)
print(round(float(level), 4), labels[2], boxes, labels.max(), labels.dtype)
