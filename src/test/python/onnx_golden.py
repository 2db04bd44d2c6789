"""Writes a tiny ONNX model and what it must give: src/test/resources/golden/features.onnx, .json.

The model takes 8x8 colour images, [N, 3, 8, 8], and has two outputs: "features", [N, 7] (means of 4x4
patches, flattened, times a matrix), and "patches", [N, 3, 2, 2]. A second file, fixed.onnx, is the same
for exactly 2 images. No onnx package is needed: an ONNX file is a protocol buffer, and the few messages
of this graph are encoded below (field numbers from onnx.proto, version 7 of the format). Run with the
repository's root as working directory:

    python3 src/test/python/onnx_golden.py
"""

import json
import struct

import numpy as np

FLOAT, INT64 = 1, 7
INT_ATTRIBUTE, INTS_ATTRIBUTE = 2, 7


def varint(n):
    out = b""
    while n > 127:
        out += bytes([n & 127 | 128])
        n >>= 7
    return out + bytes([n])


def number(field, n):
    return varint(field << 3) + varint(n)


def data(field, content):
    content = content.encode() if isinstance(content, str) else content
    return varint(field << 3 | 2) + varint(len(content)) + content


def tensor(name, array):
    array = array.astype("<f4")
    dims = b"".join(number(1, n) for n in array.shape)
    return dims + number(2, FLOAT) + data(8, name) + data(9, array.tobytes())


def integers(name, values):
    return data(1, name) + b"".join(number(8, v) for v in values) + number(20, INTS_ATTRIBUTE)


def integer(name, value):
    return data(1, name) + number(3, value) + number(20, INT_ATTRIBUTE)


def node(kind, inputs, outputs, attributes=()):
    return (b"".join(data(1, i) for i in inputs) + b"".join(data(2, o) for o in outputs)
            + data(4, kind) + b"".join(data(5, a) for a in attributes))


def value(name, shape):
    dims = b"".join(data(1, data(2, n) if isinstance(n, str) else number(1, n)) for n in shape)
    return data(1, name) + data(2, data(1, number(1, FLOAT) + data(2, dims)))


def model(matrix, batch):
    nodes = [
        node("AveragePool", ["images"], ["patches"],
             [integers("kernel_shape", [4, 4]), integers("strides", [4, 4])]),
        node("Flatten", ["patches"], ["flat"], [integer("axis", 1)]),
        node("MatMul", ["flat", "matrix"], ["features"]),
    ]
    graph = (b"".join(data(1, n) for n in nodes) + data(2, "tiny") + data(5, tensor("matrix", matrix))
             + data(11, value("images", [batch, 3, 8, 8]))
             + data(12, value("features", [batch, 7]))
             + data(12, value("patches", [batch, 3, 2, 2])))
    return number(1, 7) + data(7, graph) + data(8, data(1, "") + number(2, 13))


def resized(image, size):
    """Bilinear, [h, w, c] to [size, size, c]: pixel centres at halves, edges repeated, no smoothing."""
    def places(n):
        at = ((np.arange(size) + 0.5) * n / size - 0.5).clip(0, n - 1)
        low = np.floor(at).astype(int)
        return low, np.minimum(low + 1, n - 1), at - low

    y0, y1, fy = places(image.shape[0])
    x0, x1, fx = places(image.shape[1])
    fy, fx = fy[:, None, None], fx[None, :, None]
    top = image[y0][:, x0] * (1 - fx) + image[y0][:, x1] * fx
    bottom = image[y1][:, x0] * (1 - fx) + image[y1][:, x1] * fx
    return top * (1 - fy) + bottom * fy


def normalised(image, how):
    unit = (image + 1) / 2
    return {
        "SYMMETRIC": image,
        "UNIT": unit,
        "BYTE": 255 * unit,
        "IMAGENET": (unit - [0.485, 0.456, 0.406]) / [0.229, 0.224, 0.225],
    }[how]


def patches(images, how):
    out = []
    for image in images:
        image = np.repeat(image, 3, axis=2) if image.shape[2] == 1 else image
        image = normalised(resized(image, 8), how).transpose(2, 0, 1)
        out.append(image.reshape(3, 2, 4, 2, 4).mean(axis=(2, 4)))
    return np.array(out)


def main():
    generator = np.random.default_rng(22)
    matrix = np.round(generator.normal(size=(12, 7)), 3).astype(np.float32)
    folder = "src/test/resources/golden/"
    for name, batch in [("features.onnx", "N"), ("fixed.onnx", 2)]:
        with open(folder + name, "wb") as file:
            file.write(model(matrix, batch))
    cases = []
    for shape, how in [((8, 8, 3), "SYMMETRIC"), ((8, 8, 3), "IMAGENET"), ((5, 6, 3), "UNIT"),
                       ((16, 16, 1), "BYTE"), ((6, 6, 1), "SYMMETRIC")]:
        images = np.round(generator.uniform(-1, 1, size=(3, *shape)), 3).astype(np.float32)
        p = patches(images.astype(np.float64), how)
        cases.append({
            "shape": shape, "normalisation": how,
            "pixels": [round(float(v), 3) for v in images.ravel()],
            "features": (p.reshape(3, 12) @ matrix).tolist(),
        })
    with open(folder + "onnx.json", "w", encoding="utf-8") as file:
        json.dump({"cases": cases}, file)
        file.write("\n")


if __name__ == "__main__":
    main()
