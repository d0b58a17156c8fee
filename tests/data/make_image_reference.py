"""Writes images/*.png, images/*.jpg and images/torchvision.npz: drawn pictures with detail at several scales, and what
torchvision's transforms make of them (PIL images, antialiased bilinear). Made with torchvision 0.29.1, pillow and numpy:
    python make_image_reference.py
"""
import io
import pathlib

import numpy
from PIL import Image, ImageDraw
from torchvision import transforms
from torchvision.transforms import functional

folder = pathlib.Path(__file__).parent / "images"


def drawn(height, width, seed):
    """Gradients, noise of 1 to 32 pixels, and edges as of print."""
    random = numpy.random.default_rng(seed)
    rows, columns = numpy.mgrid[0:height, 0:width]
    picture = numpy.stack([90 + 120 * columns / width, 60 + 150 * rows / height, 200 - 100 * (rows + columns) / (height + width)], axis=2)
    for scale in (1, 2, 4, 8, 16, 32):
        coarse = random.normal(0, 14, (height // scale + 1, width // scale + 1, 3))
        picture += numpy.kron(coarse, numpy.ones((scale, scale, 1)))[:height, :width]
    image = Image.fromarray(numpy.clip(picture, 0, 255).astype(numpy.uint8))
    draw = ImageDraw.Draw(image)
    for line in range(4):
        draw.text((5 + 9 * line, 8 + line * height // 5), "units, sheets and maps 0123456789", fill=((0, 0, 0), (255, 255, 255))[line % 2])
    for step in range(0, width, 7):
        draw.line((step, height - 12, step + 3, height - 1), fill=(255, 255 - step % 256, step % 256))
    return image


def planes(image):
    return numpy.asarray(image).transpose(2, 0, 1)   # [height, width, 3] -> [3, height, width]


drawn(240, 320, 1).save(folder / "wide.jpg", quality=88, subsampling="4:2:0")
drawn(301, 187, 2).save(folder / "tall.jpg", quality=90, subsampling="4:4:4")
drawn(90, 70, 3).save(folder / "small.png")
drawn(170, 170, 4).convert("L").save(folder / "grey.jpg", quality=90)
images = {file.name: Image.open(io.BytesIO(file.read_bytes())).convert("RGB") for file in sorted(folder.iterdir()) if file.suffix != ".npz"}

arrays, worst = {}, 0
# Shorter side, then the middle: data.image_size 56, 63 and 48 with data.crop_ratio 0.875, 0.875 and 1.
for name, resize, crop in (("wide.jpg", 64, 56), ("tall.jpg", 64, 56), ("tall.jpg", 72, 63), ("small.png", 64, 56), ("grey.jpg", 48, 48), ("small.png", 110, 96)):
    pipeline = transforms.Compose([transforms.Resize(resize), transforms.CenterCrop(crop)])
    arrays[f"middle/{name}/{resize}/{crop}"] = planes(pipeline(images[name]))
    tensor = pipeline(functional.pil_to_tensor(images[name])).numpy().astype(int)
    worst = max(worst, abs(tensor - arrays[f"middle/{name}/{resize}/{crop}"]).max())
# Boxes top, left, height, width, brought to a square: larger, smaller, equal, and up to a pixel wide.
for name, box, size in (("wide.jpg", (13, 21, 201, 240), 48), ("wide.jpg", (100, 77, 50, 66), 64), ("tall.jpg", (0, 0, 301, 187), 40),
                        ("tall.jpg", (151, 30, 96, 128), 32), ("small.png", (11, 9, 32, 32), 32), ("small.png", (40, 3, 9, 12), 40), ("grey.jpg", (60, 169, 80, 1), 24)):
    key = f"box/{name}/{'/'.join(map(str, box))}/{size}"
    arrays[key] = planes(functional.resized_crop(images[name], *box, [size, size]))
    tensor = functional.resized_crop(functional.pil_to_tensor(images[name]), *box, [size, size]).numpy().astype(int)
    worst = max(worst, abs(tensor - arrays[key]).max())
# What a model gets: ToTensor and Normalize of ImageNet.
normal = transforms.Compose([transforms.Resize(64), transforms.CenterCrop(56), transforms.ToTensor(), transforms.Normalize([0.485, 0.456, 0.406], [0.229, 0.224, 0.225])])
arrays["normalised/wide.jpg/64/56"] = normal(images["wide.jpg"]).numpy()[:, ::8, :]   # every eighth row
numpy.savez_compressed(folder / "torchvision.npz", **arrays)
print("torchvision's tensors against its PIL images: at most", worst, "of 255")
