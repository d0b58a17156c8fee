"""Makes pruning_reference.json beside this script with PyTorch: masks of torch.nn.utils.prune, thresholds by kthvalue, and
sheets that torch's interpolate shrinks and enlarges.

The weights are in the file, so that both sides prune the same bits. No two magnitudes are alike: torch takes any of equals.
"""
import json
from pathlib import Path

import torch
from torch.nn.utils import prune

torch.manual_seed(3)
AMOUNTS = [0.0, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99]


def layers():
    made = []
    for shape in ([5, 7], [3, 2, 3, 3], [9]):
        layer = torch.nn.Module()
        layer.weight = torch.nn.Parameter(torch.randn(shape) * 0.1)
        made.append(layer)
    magnitudes = torch.cat([layer.weight.flatten() for layer in made]).abs()
    assert magnitudes.unique().numel() == magnitudes.numel()
    return made


def bits(masks):
    return ["".join(str(int(value)) for value in mask.flatten()) for mask in masks]


def masks_of(originals, amounts, whole):
    """Pruned once at each amount, from the full weights; or by all amounts one after the other."""
    pruned = []
    for layer, original in zip(layers(), originals):
        layer.weight = torch.nn.Parameter(original.clone())
        pruned.append(layer)
    for amount in amounts:
        if whole:
            prune.global_unstructured([(layer, "weight") for layer in pruned], prune.L1Unstructured, amount=amount)
        else:
            for layer in pruned:
                prune.l1_unstructured(layer, "weight", amount=amount)
    return bits([layer.weight_mask for layer in pruned]), [layer.weight.flatten().tolist() for layer in pruned]


def threshold(values, count):
    return None if count == 0 else values.abs().kthvalue(count).values.item()


weights = [layer.weight.detach() for layer in layers()]
together = torch.cat([each.flatten() for each in weights])
cases = []
for whole in (False, True):
    for repeated in (False, True):
        for index, amount in enumerate(AMOUNTS):
            amounts = AMOUNTS[: index + 1] if repeated else [amount]
            masks, values = masks_of(weights, amounts, whole)
            case = dict(amounts=amounts, whole=whole, masks=masks, values=values)
            if not repeated:
                sets = [together] if whole else weights
                case["thresholds"] = [threshold(each.flatten(), round(amount * each.numel())) for each in sets]
            cases.append(case)

sheets = []
for height, width, sparsity in ((4, 6, 0.2), (5, 5, 0.5), (6, 8, 0.8), (1, 7, 0.5)):
    weight = torch.randn(height * width, 3)
    maps = weight.t().reshape(1, 3, height, width)
    scale = ((1 - sparsity) ** 0.5 if height > 1 else 1.0, (1 - sparsity) ** 0.5)
    small = torch.nn.functional.interpolate(maps, scale_factor=scale, mode="bilinear")
    whole = torch.nn.functional.interpolate(small, size=(height, width), mode="bilinear")
    rows = lambda tensor: tensor[0].permute(1, 2, 0).reshape(-1, 3).tolist()
    sheets.append(dict(sheet=[height, width], sparsity=sparsity, weight=weight.tolist(), small=rows(small),
                       stored=list(small.shape[2:]), whole=rows(whole)))

reference = dict(weights=[dict(shape=list(each.shape), values=each.flatten().tolist()) for each in weights],
                 rounding=[[count, amount, round(amount * count)] for count, amount in
                           ((5, 0.5), (7, 0.5), (3, 0.5), (10, 0.25), (10, 0.35), (100, 0.29), (1000003, 0.1))],
                 cases=cases, sheets=sheets)
Path(__file__).with_name("pruning_reference.json").write_text(json.dumps(reference) + "\n")
