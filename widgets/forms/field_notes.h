// What is wrong with a setting, as lines with the buttons that mend it. They stand in the row below its field and cover
// nothing: what follows makes room, once, and gives it back when the keyboard has gone on. GUI thread only.
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
  /// Of these problems those of one setting; returns the worst, nullopt = nothing is said. Whether it is visible is the
  /// caller's.
  std::optional<Problem::Severity> show(const std::vector<Problem>& problems, const std::string& key);
  /// Whatever is said meanwhile, or nothing any more, no less room is taken while somebody types above it.
  void keepHeight(int height);
  void freeHeight();
  bool keepsHeight() const { return keepsHeight_; }

 Q_SIGNALS:
  void fixWanted(const studio::Problem& problem);
  void compareWanted(const studio::Problem& problem);

 private:
  QVBoxLayout* column_;
  std::vector<ProblemLine*> lines_;
  bool keepsHeight_ = false;
};

}  // namespace studio
