// A figure with a line below it that says where it comes from, on the paper itself: the file's metadata are lost where
// a figure is pasted into a text.
#pragma once
#include <memory>

#include "widgets/frame/view.h"

namespace studio {

/// What the figure's provenance() says, below it: run, step and stimuli of what an analysis found. nullptr stays
/// nullptr.
std::unique_ptr<Figure> withProvenance(std::unique_ptr<Figure> figure);

}  // namespace studio
