// The configuration of a run that a test trains in a second: an MLP on bars, 15 steps an epoch.
#pragma once

namespace studio {

inline constexpr const char* kSmallRun = R"([model]
name = "mlp"
hidden = [64]
classes = 8
[data]
kind = "bars"
image_size = 8
samples = 400
[topoloss]
tau = 3.0
factor = 2
[train]
epochs = 4
batch_size = 24
seed = 5
[optimizer]
kind = "adam"
)";

}  // namespace studio
