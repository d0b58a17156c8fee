#include "widgets/frame/controls.h"
#include "widgets/frame/tr.h"
#include "widgets/train/curve_choices.h"

namespace studio {

QComboBox* smoothingChoice(CurveGroup* group, QWidget* parent) {
  auto* box = new ChoiceBox(parent);
  box->setObjectName(QStringLiteral("smoothing"));
  box->setAccessibleName(tr("Smoothing of the curves"));
  box->addItem(tr("Not smoothed"), 0.0);
  for (const double weight : {0.6, 0.9, 0.99}) box->addItem(tr("EMA %1").arg(weight), weight);
  box->setToolTip(tr("Exponential moving average over all points; the raw values stay visible and are never changed"));
  QObject::connect(box, &QComboBox::currentIndexChanged, group,
                   [box, group] { group->setSmoothing(box->currentData().toDouble()); });
  return box;
}

QComboBox* axisChoice(CurveGroup* group, QWidget* parent) {
  auto* box = new ChoiceBox(parent);
  box->setObjectName(QStringLiteral("axis"));
  box->setAccessibleName(tr("What runs along x"));
  box->addItem(tr("Step"), int(CurveAxis::Step));
  box->addItem(tr("Epoch"), int(CurveAxis::Epoch));
  box->addItem(tr("Seconds"), int(CurveAxis::Seconds));
  QObject::connect(box, &QComboBox::currentIndexChanged, group,
                   [box, group] { group->setAxis(CurveAxis(box->currentData().toInt())); });
  return box;
}

}  // namespace studio
