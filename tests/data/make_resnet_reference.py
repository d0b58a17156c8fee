"""Writes resnet_reference.json: what a plain PyTorch ResNet-18 of torchvision's published structure answers.

Weights are set by a formula (fill), so only answers are stored. Run with a Python that has torch 2.13.
"""
import json
import pathlib

import torch
from torch import nn


class BlurPoolConv2d(nn.Module):
    def __init__(self, conv):
        super().__init__()
        kernel = torch.tensor([[1.0, 2, 1], [2, 4, 2], [1, 2, 1]]) / 16
        self.conv = conv
        self.register_buffer("blur_filter", kernel.expand(conv.in_channels, 1, 3, 3).clone())

    def forward(self, x):
        return self.conv(nn.functional.conv2d(x, self.blur_filter, stride=1, padding=1, groups=self.conv.in_channels))


def convolution(inputs, outputs, kernel, stride=1):
    return nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, bias=False)


class Block(nn.Module):
    def __init__(self, inputs, width, stride, downsample):
        super().__init__()
        self.conv1 = convolution(inputs, width, 3, stride)
        self.bn1 = nn.BatchNorm2d(width)
        self.conv2 = convolution(width, width, 3)
        self.bn2 = nn.BatchNorm2d(width)
        self.downsample = downsample

    def forward(self, x):
        y = self.bn2(self.conv2(torch.relu(self.bn1(self.conv1(x)))))
        return torch.relu(y + (x if self.downsample is None else self.downsample(x)))


class ResNet18(nn.Module):
    def __init__(self, classes, small):
        super().__init__()
        self.small = small
        self.conv1 = convolution(3, 64, 3) if small else convolution(3, 64, 7, 2)
        self.bn1 = nn.BatchNorm2d(64)
        inputs = 64
        for stage in range(4):
            width, blocks = 64 << stage, []
            for block in range(2):
                stride = 2 if stage > 0 and block == 0 else 1
                downsample = None
                if stride != 1 or inputs != width:
                    downsample = nn.Sequential(convolution(inputs, width, 1, stride), nn.BatchNorm2d(width))
                blocks.append(Block(inputs, width, stride, downsample))
                inputs = width
            setattr(self, f"layer{stage + 1}", nn.Sequential(*blocks))
        self.fc = nn.Linear(512, classes)
        for module in self.modules():
            if isinstance(module, nn.Conv2d):
                nn.init.kaiming_normal_(module.weight, mode="fan_out", nonlinearity="relu")

    def forward(self, x):
        x = torch.relu(self.bn1(self.conv1(x)))
        if not self.small:
            x = nn.functional.max_pool2d(x, 3, 2, 1)
        for stage in range(4):
            x = getattr(self, f"layer{stage + 1}")(x)
        return self.fc(x.mean((2, 3)))


def blur(module):
    for name, child in module.named_children():
        if isinstance(child, nn.Conv2d) and child.stride[0] > 1 and child.in_channels >= 16:
            setattr(module, name, BlurPoolConv2d(child))
        else:
            blur(child)


def fill(model):
    """Tensor number t of the state dict gets sin(0.37 k + t) at element k, scaled to what its kind needs."""
    for number, (name, tensor) in enumerate(model.state_dict().items()):
        if name.endswith(("num_batches_tracked", "blur_filter")):
            continue
        wave = torch.sin(0.37 * torch.arange(tensor.numel(), dtype=torch.float64) + number).view(tensor.shape)
        if tensor.dim() == 4:
            wave = wave * (2.0 / tensor[0].numel()) ** 0.5
        elif name.endswith("running_var"):
            wave = 1 + 0.5 * wave
        elif ".bn" in name or name.startswith("bn") or "downsample.1" in name:
            wave = 1 + 0.1 * wave if name.endswith("weight") else 0.1 * wave
        else:
            wave = 0.1 * wave
        tensor.copy_(wave)


def answer(small, blurred):
    torch.manual_seed(0)
    model = ResNet18(10, small)
    if blurred:
        blur(model)
    drawn = {name: tensor.flatten()[:3].tolist() for name, tensor in model.state_dict().items() if name.endswith(("conv1.weight", "downsample.0.weight", "fc.weight"))}
    seen = {}
    for name in ("layer2.0.downsample.0", "layer4.1.conv2"):
        model.get_submodule(name).register_forward_hook(lambda module, inputs, output, name=name: seen.__setitem__(name, output.mean((2, 3))[0, :3].tolist()))
    with torch.no_grad():
        model.double()  # batch norm over two images amplifies rounding a million times: in float32 each processor gives something else
        fill(model)
        x = torch.sin(0.01 * torch.arange(2 * 3 * 40 * 40, dtype=torch.float64)).view(2, 3, 40, 40)
        evaluated = model.eval()(x).tolist()
        activations = dict(seen)
        trained = model.train()(x).tolist()
    parameters = sum(parameter.numel() for parameter in model.parameters())
    return {"small_images": small, "blur_pool": blurred, "names": list(model.state_dict()), "parameters": parameters, "drawn": drawn,
            "evaluated": evaluated, "activations": activations, "trained": trained}


if __name__ == "__main__":
    torch.set_num_threads(1)
    rows = [answer(False, False), answer(True, False), answer(False, True)]
    pathlib.Path(__file__).with_name("resnet_reference.json").write_text(json.dumps(rows, indent=0))
