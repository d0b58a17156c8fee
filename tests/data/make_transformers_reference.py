"""A small vision transformer of Hugging Face's transformers as a user would save it, and its answers: transformers/vit.pt, vit_answers.json.

python make_transformers_reference.py (torch 2.13.0, transformers 5.24.0; without torchvision)
"""
import json
from pathlib import Path

import torch
from transformers import ViTConfig, ViTForImageClassification

FOLDER = Path(__file__).parent / "transformers"
FOLDER.mkdir(exist_ok=True)
torch.manual_seed(0)
config = ViTConfig(hidden_size=32, num_hidden_layers=2, num_attention_heads=2, intermediate_size=128, image_size=16, patch_size=8, num_labels=5)
network = ViTForImageClassification(config).eval()
with torch.no_grad():
    for name, parameter in network.named_parameters():   # larger than at the beginning of training, so that every part counts
        parameter.copy_(torch.randn_like(parameter) * (0.2 if parameter.dim() > 1 else 0.1) + (1 if "norm" in name and name.endswith("weight") else 0))
    network.vit.embeddings.cls_token.mul_(1e-3), network.vit.embeddings.position_embeddings[:, 0].mul_(1e-3)   # the class token's epsilon counts
    x = torch.sin(0.01 * torch.arange(2 * 3 * 16 * 16, dtype=torch.float64)).view(2, 3, 16, 16).float()
    answers = network(x).logits
torch.save(network.state_dict(), FOLDER / "vit.pt")
(FOLDER / "vit_answers.json").write_text(json.dumps({"layer_norm_eps": config.layer_norm_eps, "logits": answers.tolist()}) + "\n")
