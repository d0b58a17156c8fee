// Asks where a figure or its data should go and writes it; says what went wrong in a box that names the file.
#pragma once
#include <QWidget>

#include "widgets/export/figure.h"

namespace studio {

/// The run's figures folder is offered first. nullptr-safe callers: the figure must exist.
void savePicture(QWidget* parent, const Figure& figure, const RunFolder& run, const QString& baseName);
void saveData(QWidget* parent, const Figure& figure, const RunFolder& run, const QString& baseName);

}  // namespace studio
