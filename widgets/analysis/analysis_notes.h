// What limits the results that are shown: values that are not finite, stimuli that were left out, results that are not
// stored. Stands below the settings of an analysis; empty where there is nothing to say.
#pragma once
#include <QString>
#include <QWidget>
#include <vector>

class QVBoxLayout;

namespace studio {

class Analyses;

struct AnalysisNote {
  bool isWarning = false;
  QString text;
  QString tip;  ///< more than fits, a line each; may be empty
  bool operator==(const AnalysisNote&) const = default;
};

/// Of all networks, warnings first, each once; a control's own begin with its name.
std::vector<AnalysisNote> collectNotes(const Analyses& analyses);

class AnalysisNotes : public QWidget {
  Q_OBJECT
 public:
  AnalysisNotes(Analyses* analyses, QWidget* parent);
  const std::vector<AnalysisNote>& shown() const { return shown_; }

 private:
  void refresh();
  void makeLines();
  void addLine(const AnalysisNote& note);
  Analyses* analyses_;
  std::vector<AnalysisNote> shown_;
  QWidget* lines_ = nullptr;
};

}  // namespace studio
