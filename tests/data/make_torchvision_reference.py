"""Writes torchvision_reference.json: what torchvision's own ResNet-50 and VisionTransformer (small) answer.

Weights are set by a formula, so only answers are stored; they are computed in float64. Made with torch 2.14.1 and
torchvision 0.29.1.
"""
import json
import pathlib

import torch
from torchvision.models import resnet50
from torchvision.models.vision_transformer import VisionTransformer

from make_resnet_reference import blur
from wave_weights import fill_waves, short


def shown(model, layers, x):
    """Logits, and the first three responses of some layers to the first image: mean over space or tokens."""
    seen = {}

    def keep(name):
        def hook(module, inputs, output):
            response = output.mean((2, 3)) if output.dim() == 4 else output.mean(1) if output.dim() == 3 else output
            seen[name] = short(response[0, :3])
        return hook

    hooks = [model.get_submodule(name).register_forward_hook(keep(name)) for name in layers]
    logits = short(model(x))
    for hook in hooks:
        hook.remove()
    return logits, seen


def row(model, layers, drawn, x):
    row = {"names": list(model.state_dict()), "parameters": sum(parameter.numel() for parameter in model.parameters()),
           "drawn": {name: short(model.state_dict()[name].flatten()[:3]) for name in drawn}}
    model.double()
    with torch.no_grad():
        fill_waves(model)
        row["evaluated"], row["activations"] = shown(model.eval(), layers, x)
        row["trained"] = short(model.train()(x))
    return row


def image(channels, side):
    return torch.sin(0.01 * torch.arange(2 * channels * side * side, dtype=torch.float64)).view(2, channels, side, side)


def resnet(blurred):
    torch.manual_seed(0)
    model = resnet50(num_classes=10)
    if blurred:
        blur(model)
    end = ".conv.weight" if blurred else ".weight"
    layers = ["layer1.0.downsample.0", "layer4.2.conv3"]
    return row(model, layers, ["conv1.weight", "layer3.0.conv2" + end, "layer4.0.downsample.0" + end, "fc.weight"], image(3, 40))


def vit():
    torch.manual_seed(0)
    model = VisionTransformer(image_size=24, patch_size=8, num_layers=2, num_heads=2, hidden_dim=32, mlp_dim=128, num_classes=7)
    block = "encoder.layers.encoder_layer_1."
    drawn = ["conv_proj.weight", "encoder.pos_embedding", block + "self_attention.in_proj_weight", block + "self_attention.out_proj.weight",
             block + "mlp.0.weight", block + "mlp.0.bias", block + "mlp.3.weight", "heads.head.weight"]
    # PyTorch's attention does not call its projection as a module, so that layer has no hook there.
    return row(model, ["conv_proj", block + "mlp.0", block + "mlp.3", "heads.head"], drawn, image(3, 24))


if __name__ == "__main__":
    torch.set_num_threads(1)
    answers = {"resnet50": resnet(False), "resnet50_blurred": resnet(True), "vit": vit()}
    pathlib.Path(__file__).with_name("torchvision_reference.json").write_text(json.dumps(answers, indent=0))
