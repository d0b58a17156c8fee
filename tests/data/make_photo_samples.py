"""Writes png/ramp.webp (lossless), png/lossy.webp, png/ramp24.bmp and png/ramp8.bmp: a 6 x 5 ramp. Needs Pillow."""
import pathlib

from PIL import Image

folder = pathlib.Path(__file__).parent / "png"
palette = Image.new("P", (6, 5))
palette.putpalette([value for index in range(30) for value in (8 * index, 100, 255 - 8 * index)])
palette.putdata(range(30))
palette.save(folder / "ramp8.bmp")
colour = palette.convert("RGB")
colour.save(folder / "ramp24.bmp")
colour.save(folder / "ramp.webp", lossless=True)
colour.save(folder / "lossy.webp", quality=80)
