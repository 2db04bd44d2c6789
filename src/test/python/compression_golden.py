"""Writes src/test/resources/golden/compression.json: updates sent with top-k and in eight bits, with error feedback.

Rounds of one client, in NumPy: sorting instead of counting, rounding whole arrays instead of loops. Arithmetic is in
single precision where the Java code's is. Run with the repository's root as working directory:

    python3 src/test/python/compression_golden.py
"""

import json

import numpy as np

SIZE, ROUNDS, BLOCK = 37, 4, 16


def top_k(values, share):
    count = int(np.ceil(share * values.size))
    # A stable sort keeps the first of equal magnitudes first.
    kept = np.argsort(-np.abs(values), kind="stable")[:count]
    sent = np.zeros_like(values)
    sent[kept] = values[kept]
    return sent, count * 4 + min(4 * count, -(-values.size // 8))


def int8(values, block):
    padded = np.zeros(-(-values.size // block) * block)
    padded[: values.size] = values
    blocks = padded.reshape(-1, block)
    scale = np.abs(blocks).max(axis=1, keepdims=True) / 127
    levels = np.round(np.divide(blocks, scale, out=np.zeros_like(blocks), where=scale > 0))
    assert np.abs(levels).max() <= 127
    return (levels * scale).astype(np.float32).reshape(-1)[: values.size], values.size + 4 * len(blocks)


def case(name, updates, compress):
    remainder = np.zeros(SIZE, dtype=np.float32)
    rounds = []
    for update in updates:
        whole = update + remainder
        sent, size = compress(whole)
        remainder = whole - sent
        rounds.append({"update": update.tolist(), "sent": sent.tolist(), "remainder": remainder.tolist()})
    return {"name": name, "bytes": size, "rounds": rounds}


def main():
    generator = np.random.default_rng(11)
    updates = generator.normal(scale=0.01, size=(ROUNDS, SIZE)).astype(np.float32)
    updates[:, 5] = updates[:, 6]  # equal magnitudes
    updates[:, 20] = -updates[:, 6]
    updates[:, 32:] = 0  # a block of nothing, for a while
    updates[2:, 34] = 0.5
    cases = [
        case("top-k 0.1", updates, lambda v: top_k(v, 0.1)),
        case("top-k 0.6", updates, lambda v: top_k(v, 0.6)),
        case("int8", updates, lambda v: int8(v, BLOCK)),
    ]
    with open("src/test/resources/golden/compression.json", "w", encoding="utf-8") as file:
        json.dump({"size": SIZE, "block": BLOCK, "cases": cases}, file)
        file.write("\n")


if __name__ == "__main__":
    main()
