// What stands between a stored run and its going on: asked by the window before anything of the run is written.
#pragma once
#include <QString>
#include <cstdint>
#include <optional>

#include "core/run/run_store.h"

class QMessageBox;
class QWidget;

namespace studio {

/// How a stored run is to go on; each flag is a question that was answered with yes.
struct ResumeWish {
  std::int64_t extendToEpochs = 0;  ///< 0 = as configured
  bool acceptChangedData = false, restart = false, takeOver = false;
};

enum class ResumeDoubt { ChangedData, LostCheckpoints, OtherMachine };

struct ResumeQuestion {
  RunFolder folder;
  ResumeWish wish;  ///< as it was before the question
  ResumeDoubt doubt = ResumeDoubt::ChangedData;
  QString reason;               ///< what has been found, one sentence or a part of one
  ResumeWish answered() const;  ///< the wish with this doubt put aside
};

/// A run that a process trains is refused with a UserError that names it; of one that another machine may train it is a
/// question. Reads the disk.
std::optional<ResumeQuestion> heldElsewhere(const RunFolder& folder, const ResumeWish& wish);

/// A window of its own (`askResume`) with the button that goes on and Cancel, which Return and Escape take.
QMessageBox* makeResumeQuestion(const ResumeQuestion& question, QWidget* parent);

}  // namespace studio
