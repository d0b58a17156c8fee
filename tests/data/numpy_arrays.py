"""Writes numpy_stored.npz and numpy_deflated.npz beside this file: what tests/run/npy_test.cpp reads. Needs only numpy."""
import pathlib

import numpy

here = pathlib.Path(__file__).parent
grid = numpy.arange(6).reshape(2, 3)
arrays = {
    "hidden/cosine": (grid / 4 - 0.5).astype("<f4"),
    "doubles": grid * 0.1,
    "longs": grid.astype("<i8") - 3,
    "bytes": grid.astype("u1") + 250,
    "halves": numpy.array([0.5, -2.0, 65504.0, 6e-8, numpy.inf], "<f2"),
    "switches": numpy.array([True, False]),
    "column_major": numpy.asfortranarray(grid.astype("<f4")),
    "big_endian": grid.astype(">f8"),
    "scalar": numpy.float64(2.5),
    "empty": numpy.zeros((0, 4), "<f4"),
    "large": numpy.zeros((64, 64), "<f4"),
}
numpy.savez(here / "numpy_stored.npz", **arrays)
numpy.savez_compressed(here / "numpy_deflated.npz", **arrays)
