"""Writes png/grey16.png and png/palette.png: a 6 x 5 ramp with 16 bits a value and with a palette. Standard library only."""
import pathlib
import struct
import zlib


def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(depth, colour, rows, extra=b""):
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 6, 5, depth, colour, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + extra + chunk(b"IDAT", zlib.compress(b"".join(b"\0" + row for row in rows))) + chunk(b"IEND", b"")


values = [[8 * (6 * row + column) for column in range(6)] for row in range(5)]
deep = [b"".join(struct.pack(">H", 257 * value) for value in row) for row in values]
indices = [bytes(6 * row + column for column in range(6)) for row in range(5)]
palette = b"".join(bytes([8 * index, 100, 255 - 8 * index]) for index in range(30))

folder = pathlib.Path(__file__).parent / "png"
folder.mkdir(exist_ok=True)
(folder / "grey16.png").write_bytes(png(16, 0, deep))
(folder / "palette.png").write_bytes(png(8, 3, indices, chunk(b"PLTE", palette)))
