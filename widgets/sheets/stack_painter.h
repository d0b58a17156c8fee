// Draws the sheets of a stack: the cards back to front, outlined, with the names that fit below them. Window and figure share it.
#pragma once
#include "widgets/sheets/sheet_painter.h"
#include "widgets/sheets/stack_layout.h"

namespace studio {

/// Layers a stack shows: those with TopoLoss, or all where none has it.
std::vector<LayerInfo> stackLayers(const std::vector<LayerInfo>& layers);

struct StackInk {
  QPen outline;
  QColor name;
  double nameGap = 4;      ///< painter units between a card and its name, and between names
};
/// Grey cards where the snapshot has no such map; `snapshot` may be nullptr. Names take the painter's font.
void drawStack(QPainter& painter, const std::vector<LayerInfo>& layers, const StackLayout& layout, const Snapshot* snapshot, const std::string& quantity,
               const MapLook& look, const StackInk& ink);

}  // namespace studio
