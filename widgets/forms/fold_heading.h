// The heading of a part that folds: chevron, name, a mark for problems, and its content in one muted line while it is
// closed.
#pragma once
#include <QAbstractButton>
#include <optional>

#include "core/run/config_fields.h"

namespace studio {

class FoldHeading : public QAbstractButton {
  Q_OBJECT
 public:
  enum class Level { Section, Advanced };
  FoldHeading(Level level, const QString& text, QWidget* parent);
  void setSummary(const QString& summary);
  const QString& summary() const { return summary_; }
  void setMark(std::optional<Problem::Severity> mark);
  std::optional<Problem::Severity> mark() const { return mark_; }
  QSize sizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  Level level_;
  QString summary_;
  std::optional<Problem::Severity> mark_;
};

}  // namespace studio
