// Where the GPTs of a file are (nanoGPT's, Hugging Face's GPT-2 and GPT-Neo), whatever stands before their names, and
// what is beside the one that is taken. No torch here.
#pragma once
#include "core/weights/network_names.h"

namespace studio {

/// As networkNamesIn() does for images; without `sources` there is none, and `habit` stays null: their names are ours
/// behind the prefix, which "transformer." ends or not. The head (lm_head) stands beside the trunk, or beside what the
/// trunk stands in.
NetworkNames gptNamesIn(const TensorShapes& shapes);

}  // namespace studio
