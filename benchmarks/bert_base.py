"""The yardstick for speed: a BERT-base with random weights, 32-bit, on one thread, over windows that are given to it.

Run as ``python -m benchmarks.bert_base WINDOWS.npz`` by a Python that has torch and transformers (the training
environment). The file holds ``tokens``, all windows' token ids in a row, and ``lengths``, the windows' lengths.
It prints one line of JSON with ``seconds`` (the processor's) and ``windows``. Random weights cost what trained ones do.
"""

from __future__ import annotations

import importlib
import json
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np


def main(path: Path) -> None:
    torch: Any = importlib.import_module("torch")
    transformers: Any = importlib.import_module("transformers")
    torch.set_num_threads(1)
    torch.manual_seed(0)
    with np.load(path) as saved:
        windows = np.split(saved["tokens"].astype(np.int64), np.cumsum(saved["lengths"])[:-1])
    model = transformers.BertModel(transformers.BertConfig(), add_pooling_layer=False).eval()
    with torch.inference_mode():
        model(input_ids=torch.from_numpy(windows[0])[None])
        start = time.process_time()
        for window in windows:
            model(input_ids=torch.from_numpy(window)[None])
        seconds = time.process_time() - start
    print(json.dumps({"seconds": seconds, "windows": len(windows)}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
