"""Writes gpt_reference.json: what small GPTs answer, nanoGPT's network written out here and GPT-Neo of transformers.

nanoGPT's is checked against transformers' GPT-2 (exact GELU) with the same weights. Weights are set by a formula, so only
answers are stored. Made with torch 2.13.0 and transformers 5.24.0.
"""
import json
import math
import pathlib

import torch
from torch import nn
from transformers import GPT2Config, GPT2LMHeadModel, GPTNeoConfig, GPTNeoForCausalLM

from wave_weights import fill_waves, short

LAYERS, HEADS, WIDTH, CONTEXT, VOCABULARY = 3, 4, 32, 16, 50


class Norm(nn.Module):
    def __init__(self, bias):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(WIDTH))
        self.bias = nn.Parameter(torch.zeros(WIDTH)) if bias else None

    def forward(self, x):
        centred = x - x.mean(-1, keepdim=True)
        normed = centred / torch.sqrt(centred.square().mean(-1, keepdim=True) + 1e-5) * self.weight
        return normed if self.bias is None else normed + self.bias


class Attention(nn.Module):
    def __init__(self, bias):
        super().__init__()
        self.c_attn = nn.Linear(WIDTH, 3 * WIDTH, bias=bias)
        self.c_proj = nn.Linear(WIDTH, WIDTH, bias=bias)

    def forward(self, x):
        batch, tokens, _ = x.shape
        queries, keys, values = (part.view(batch, tokens, HEADS, -1).transpose(1, 2) for part in self.c_attn(x).split(WIDTH, 2))
        products = queries @ keys.transpose(2, 3) / math.sqrt(WIDTH / HEADS)
        later = torch.ones(tokens, tokens, dtype=torch.bool).triu(1)
        weights = products.masked_fill(later, -math.inf).softmax(3)
        return self.c_proj((weights @ values).transpose(1, 2).reshape(batch, tokens, WIDTH))


class Mlp(nn.Module):
    def __init__(self, bias):
        super().__init__()
        self.c_fc = nn.Linear(WIDTH, 4 * WIDTH, bias=bias)
        self.c_proj = nn.Linear(4 * WIDTH, WIDTH, bias=bias)

    def forward(self, x):
        wide = self.c_fc(x)
        return self.c_proj(wide * (1 + torch.erf(wide / math.sqrt(2))) / 2)


class Block(nn.Module):
    def __init__(self, bias):
        super().__init__()
        self.ln_1, self.attn, self.ln_2, self.mlp = Norm(bias), Attention(bias), Norm(bias), Mlp(bias)

    def forward(self, x):
        x = x + self.attn(self.ln_1(x))
        return x + self.mlp(self.ln_2(x))


class NanoGpt(nn.Module):
    def __init__(self, bias):
        super().__init__()
        parts = {"wte": nn.Embedding(VOCABULARY, WIDTH), "wpe": nn.Embedding(CONTEXT, WIDTH),
                 "h": nn.ModuleList(Block(bias) for _ in range(LAYERS)), "ln_f": Norm(bias)}
        self.transformer = nn.ModuleDict(parts)
        self.lm_head = nn.Linear(WIDTH, VOCABULARY, bias=False)
        self.transformer.wte.weight = self.lm_head.weight
        self.apply(self.draw)
        for name, parameter in self.named_parameters():
            if name.endswith("c_proj.weight"):
                nn.init.normal_(parameter, std=0.02 / math.sqrt(2 * LAYERS))

    @staticmethod
    def draw(module):
        if isinstance(module, (nn.Linear, nn.Embedding)):
            nn.init.normal_(module.weight, std=0.02)
        if isinstance(module, nn.Linear) and module.bias is not None:
            nn.init.zeros_(module.bias)

    def forward(self, tokens):
        x = self.transformer.wte(tokens) + self.transformer.wpe(torch.arange(tokens.shape[1]))
        for block in self.transformer.h:
            x = block(x)
        return self.lm_head(self.transformer.ln_f(x))


def some_tokens(length, vocabulary):
    return (torch.arange(2 * length) * 7 % vocabulary).view(2, length)


def require_like_gpt2(model, tokens):
    """transformers' GPT-2 stores the weights of its linear layers transposed."""
    config = GPT2Config(vocab_size=VOCABULARY, n_positions=CONTEXT, n_embd=WIDTH, n_layer=LAYERS, n_head=HEADS, activation_function="gelu",
                        resid_pdrop=0.0, embd_pdrop=0.0, attn_pdrop=0.0)
    other = GPT2LMHeadModel(config).eval()
    ours = model.state_dict()
    for name, parameter in other.named_parameters():
        value = ours.get(name, torch.zeros(()))   # biases that were left out are 0
        linear = name.endswith("weight") and any(part in name for part in ("c_attn", "c_proj", "c_fc"))
        parameter.data.copy_(value.t() if linear else value)
    assert torch.allclose(other(tokens).logits, model(tokens), rtol=1e-4, atol=1e-5), "GPT-2 of transformers answers otherwise"


def nano(bias):
    torch.manual_seed(0)
    model = NanoGpt(bias)
    drawn = ["transformer.wte.weight", "transformer.wpe.weight", "transformer.h.1.attn.c_attn.weight", "transformer.h.2.attn.c_proj.weight",
             "transformer.h.2.mlp.c_fc.weight", "transformer.h.0.mlp.c_proj.weight"]
    row = {"names": list(model.state_dict()), "parameters": sum(parameter.numel() for parameter in model.parameters()),
           "drawn": {name: short(model.state_dict()[name].flatten()[:3]) for name in drawn}}
    with torch.no_grad():
        fill_waves(model)
        tokens = some_tokens(12, VOCABULARY)
        require_like_gpt2(model, tokens)
        row["logits"] = short(model(tokens))
        row["response"] = short(first_response(model, tokens))
    return row


def first_response(model, tokens):
    """Of transformer.h.1.mlp.c_fc to the first row's first three tokens, three units."""
    seen = []
    hook = model.transformer.h[1].mlp.c_fc.register_forward_hook(lambda module, inputs, output: seen.append(output[0, :3, :3]))
    model(tokens)
    hook.remove()
    return seen[0]


def neo():
    config = GPTNeoConfig(vocab_size=40, max_position_embeddings=24, hidden_size=32, num_layers=4, attention_types=[[["global", "local"], 2]],
                          num_heads=2, window_size=4, attention_dropout=0.0, embed_dropout=0.0, resid_dropout=0.0)
    model = GPTNeoForCausalLM(config).eval()
    names = [name for name in model.state_dict() if not name.endswith(("attention.bias", "masked_bias"))]
    row = {"names": names, "parameters": sum(parameter.numel() for parameter in model.parameters())}
    with torch.no_grad():
        fill_waves(model)
        tokens = some_tokens(20, 40)
        row["logits"] = short(model(tokens).logits)
        row["response"] = short(first_response(model, tokens))
    return row


def gpt2(**settings):
    """Logits of transformers' GPT-2 with nanoGPT's weights of the same formula; its linear layers are turned around."""
    torch.manual_seed(0)
    model = NanoGpt(True)
    config = GPT2Config(vocab_size=VOCABULARY, n_positions=CONTEXT, n_embd=WIDTH, n_layer=LAYERS, n_head=HEADS, resid_pdrop=0.0, embd_pdrop=0.0,
                        attn_pdrop=0.0, **settings)
    other = GPT2LMHeadModel(config).eval()
    with torch.no_grad():
        fill_waves(model)
        ours = model.state_dict()
        for name, parameter in other.named_parameters():
            if name == "lm_head.weight":   # untied: the next number of the formula
                parameter.copy_(0.5 * torch.sin(0.0137 * torch.arange(parameter.numel(), dtype=torch.float64).square() + list(ours).index(name)).view(parameter.shape))
                continue
            linear = name.endswith("weight") and any(part in name for part in ("c_attn", "c_proj", "c_fc"))
            parameter.copy_(ours[name].t() if linear else ours[name])
        return {"logits": short(other(some_tokens(12, VOCABULARY)).logits)}


def neo_otherwise():
    """Exact GELU, another epsilon, a window of five."""
    config = GPTNeoConfig(vocab_size=40, max_position_embeddings=24, hidden_size=32, num_layers=4, attention_types=[[["global", "local"], 2]],
                          num_heads=2, window_size=5, activation_function="gelu", layer_norm_epsilon=1e-2, attention_dropout=0.0, embed_dropout=0.0,
                          resid_dropout=0.0)
    model = GPTNeoForCausalLM(config).eval()
    with torch.no_grad():
        fill_waves(model)
        return {"logits": short(model(some_tokens(20, 40)).logits)}


if __name__ == "__main__":
    torch.set_num_threads(1)
    answers = {"nanogpt": nano(False), "nanogpt_bias": nano(True), "gpt_neo": neo(), "gpt2": gpt2(), "gpt2_untied": gpt2(tie_word_embeddings=False),
               "gpt2_exact_epsilon": gpt2(activation_function="gelu", layer_norm_epsilon=1e-2), "gpt_neo_otherwise": neo_otherwise()}
    pathlib.Path(__file__).with_name("gpt_reference.json").write_text(json.dumps(answers, separators=(",", ":")))
