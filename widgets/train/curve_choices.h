// The two choices over curves: how much they are smoothed (off at first), and what runs along x.
#pragma once
#include <QComboBox>

#include "widgets/train/curve_group.h"

namespace studio {

QComboBox* smoothingChoice(CurveGroup* group, QWidget* parent);
QComboBox* axisChoice(CurveGroup* group, QWidget* parent);

}  // namespace studio
