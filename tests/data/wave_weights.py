"""Weights by a formula that the C++ tests share (tests/core/wave_weights.h), and numbers written shortly."""
import torch


def fill_waves(model):
    """Tensor number t of the state dict gets sin(0.0137 k^2 + t) at element k (the square keeps matrices of full rank), scaled to
    what its kind needs. A tied head is skipped."""
    for number, (name, tensor) in enumerate(model.state_dict().items()):
        if name == "lm_head.weight" or name.endswith(("num_batches_tracked", "blur_filter")):
            continue
        wave = torch.sin(0.0137 * torch.arange(tensor.numel(), dtype=torch.float64).square() + number).view(tensor.shape)
        if name.endswith(("wte.weight", "wpe.weight", "pos_embedding", "class_token")):
            wave = 0.5 * wave
        elif tensor.dim() > 1:
            wave = wave * (2.0 / tensor[0].numel()) ** 0.5
        elif name.endswith("running_var"):
            wave = 1 + 0.5 * wave
        elif name.endswith("weight"):
            wave = 1 + 0.1 * wave
        else:
            wave = 0.1 * wave
        tensor.copy_(wave)


def short(tensor):
    """Nested lists of numbers with seven digits."""
    if tensor.dim() > 0:
        return [short(part) for part in tensor]
    return float(f"{tensor.item():.7g}")
