// A row of buttons of which one is chosen, joined as one control: "Chosen layer | All layers".
#pragma once
#include <QWidget>

class QButtonGroup;

namespace studio {

class Segments : public QWidget {
  Q_OBJECT
 public:
  /// `chosen` is an index of `texts`. A button's accessible name is its text, after `about` where that is given ("Similarity by %1").
  Segments(const QStringList& texts, int chosen, QWidget* parent = nullptr, const QString& about = {});
  int chosen() const;
  void choose(int index);

 Q_SIGNALS:
  void chosenChanged(int index);

 private:
  QButtonGroup* group_;
};

}  // namespace studio
