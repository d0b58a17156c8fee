#!/usr/bin/env python3
"""Ids of Hugging Face's tokenizers (0.23) for texts of all sorts, by a small byte-level BPE of our own.

    pip install tokenizers && python tests/data/make_tokenizer_reference.py

Writes tests/data/tokenizer/{vocab.json,merges.txt,tokenizer.json,reference.json}. The merges are learned from a few lines of
Shakespeare (Sonnet 18 and Hamlet, public domain), so no other people's vocabulary is shipped.
"""
import json
import pathlib

from tokenizers import ByteLevelBPETokenizer
from tokenizers.pre_tokenizers import ByteLevel

TEXT = """Shall I compare thee to a summer's day?
Thou art more lovely and more temperate:
Rough winds do shake the darling buds of May,
And summer's lease hath all too short a date;
Sometime too hot the eye of heaven shines,
And often is his gold complexion dimm'd;
And every fair from fair sometime declines,
By chance or nature's changing course untrimm'd;
But thy eternal summer shall not fade,
Nor lose possession of that fair thou ow'st;
Nor shall death brag thou wander'st in his shade,
When in eternal lines to time thou grow'st:
So long as men can breathe or eyes can see,
So long lives this, and this gives life to thee.

To be, or not to be, that is the question:
Whether 'tis nobler in the mind to suffer
The slings and arrows of outrageous fortune,
Or to take arms against a sea of troubles
And by opposing end them. To die, to sleep;
No more; and by a sleep to say we end
The heart-ache and the thousand natural shocks
That flesh is heir to: 'tis a consummation
Devoutly to be wish'd. To die, to sleep;
"""

TEXTS = [
    "", "a", " ", "\n", "\t", "Shall I compare thee to a summer's day?", "the the  the   the\n\n\nthe \n the\t\tthe ",
    "one\r\ntwo\r\n\r\nthree\rfour", "I'm you're we've he'd she'll it's don't DON'T 'tis 's'S ''s it's'll '' 'r 're' 'v",
    "I\u2764\ufe0f \U0001f468\u200d\U0001f469\u200d\U0001f467 \U0001f1e9\U0001f1ea \U0001f44d\U0001f3fd!!",
    "e\u0301a\u0308 Z\u0337\u0322\u035da\u0335 \u00e9\u00df\u00f1", "\u4f60\u597d\uff0c\u4e16\u754c\u3002 \u6d4b\u8bd5 123",
    "\u0645\u0631\u062d\u0628\u0627 \u0628\u0627\u0644\u0639\u0627\u0644\u0645 \u0661\u0662\u0663", "\u0939\u093f\u0928\u094d\u0926\u0940 \u0e44\u0e17\u0e22",
    "a\u00a0b\u2003c\u180ed\u0085e\u3000f\u2028g\x0bh\x0ci\u202fj\u200bk\ufeffl", "x\u00b2 \u00bd \u2167 \u2460 3.14 1,000 a1b2",
    "one<|endoftext|>two <|endoftext|>\n<|endoftext|><|endoftext|> <|endoftext <|end <<|endoftext|>>|>",
    "\U00011f04\U00016d70 \U000323af\U0001e5f1x\u1c89\ua7cb",  # letters and digits newer than Unicode 14
    "\x01\x02\x7f\u0080\u009f", "a" * 200, " " * 100 + "x", "summer" * 40 + "'s" * 40, "-" * 77 + "=" * 5, "\n" * 9 + " a",
    "\u00c4\u00e4" * 60 + "thethe" * 60,
]


def fnv(numbers):
    """FNV-1a, a number at a time."""
    state = 1469598103934665603
    for number in numbers:
        state = ((state ^ number) * 1099511628211) % 2**64
    return state


def main():
    folder = pathlib.Path(__file__).parent / "tokenizer"
    folder.mkdir(exist_ok=True)
    tokenizer = ByteLevelBPETokenizer(add_prefix_space=False)
    tokenizer.train_from_iterator([TEXT], vocab_size=256 + 240, min_frequency=2, show_progress=False)
    tokenizer.save_model(str(folder))
    vocabulary = json.loads((folder / "vocab.json").read_text(encoding="utf-8"))
    vocabulary["<|endoftext|>"] = len(vocabulary)  # as in GPT-2's vocab.json
    (folder / "vocab.json").write_text(json.dumps(vocabulary, ensure_ascii=False) + "\n", encoding="utf-8")
    tokenizer = ByteLevelBPETokenizer(str(folder / "vocab.json"), str(folder / "merges.txt"), add_prefix_space=False)
    tokenizer.add_special_tokens(["<|endoftext|>"])
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    # Each character beside a letter and beside a digit, so that the words' lengths show whether it is a letter, a digit,
    # a blank or a sign.
    every = "".join(f"{chr(code)}a{chr(code)}1!" for code in range(1, 0x33480) if not 0xD800 <= code < 0xE000)
    words = [len(word) for word, _ in ByteLevel(add_prefix_space=False).pre_tokenize_str(every)]  # bytes
    reference = {
        "vocabulary": tokenizer.get_vocab_size(),
        "texts": [{"text": text, "ids": tokenizer.encode(text).ids} for text in TEXTS],
        "every_character": {"from": 1, "to": 0x33480, "words": len(words), "fnv": str(fnv(words))},
    }
    (folder / "reference.json").write_text(json.dumps(reference) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
