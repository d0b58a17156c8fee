// What is wrong with a setting, as lines with the buttons that mend it. They stand in the row below its field; what
// comes up while somebody types floats under the field instead, over what follows, so that no row moves under the
// hands. GUI thread only.
#pragma once
#include <QFrame>
#include <optional>
#include <string>
#include <vector>

#include "core/run/config_fields.h"

class QVBoxLayout;

namespace studio {

class ProblemLine;

class FieldNotes : public QFrame {
  Q_OBJECT
 public:
  explicit FieldNotes(QWidget* parent);
  /// Of these problems those of one setting; returns the worst, nullopt = nothing is said. Whether it
  /// is visible, and where, is the caller's.
  std::optional<Problem::Severity> show(const std::vector<Problem>& problems, const std::string& key);
  /// Over `page`, under `field` (in the page's coordinates), or above it where the page ends; `right` is its right
  /// edge.
  void floatOver(QWidget* page, const QRect& field, int right);
  /// Into the flow of a row, whose child it is then.
  void land(QWidget* row, QVBoxLayout* flow);
  bool floats() const { return floats_; }
  /// In the flow: whatever is said meanwhile, or nothing any more, no less room is taken while somebody types above it.
  void keepHeight(int height);
  void freeHeight();
  bool keepsHeight() const { return keepsHeight_; }

 Q_SIGNALS:
  void fixWanted(const studio::Problem& problem);
  void compareWanted(const studio::Problem& problem);

 private:
  void setFloats(bool floats);
  QVBoxLayout* column_;
  std::vector<ProblemLine*> lines_;
  bool floats_ = false, keepsHeight_ = false;
};

}  // namespace studio
