"""A text into tokens by Hugging Face's tokenizers on one core, as a peer of toponets-bench: one line of JSON in, one line out.

First line: {"tokenizer", "text", "threads"}; answer {"title"}. Each further line: the text once; answer {"ms", "loss"}, loss = a sum over all ids.
"""
import json
import os
import pathlib
import sys
import time

wish = json.loads(sys.stdin.readline())
os.environ["RAYON_NUM_THREADS"] = "1"
os.environ["TOKENIZERS_PARALLELISM"] = "false"
try:
    import tokenizers
except ImportError:
    print(json.dumps({}), flush=True)
    sys.exit(0)

tokenizer = tokenizers.Tokenizer.from_file(wish["tokenizer"])
text = pathlib.Path(wish["text"]).read_bytes().decode()
fast = getattr(tokenizer, "encode_batch_fast", None)   # without places in the text, which nobody asked for


def encode():
    return (fast([text]) if fast else tokenizer.encode_batch([text]))[0].ids


print(json.dumps({"title": f"tokenizers {tokenizers.__version__}, one core"}), flush=True)
for line in sys.stdin:
    start = time.perf_counter()
    ids = encode()
    seconds = time.perf_counter() - start
    total = sum((token + 1) * (place % 997 + 1) for place, token in enumerate(ids))
    print(json.dumps({"ms": seconds * 1e3, "loss": float(total)}), flush=True)
