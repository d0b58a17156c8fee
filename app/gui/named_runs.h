// Runs that the words of a command line name, each read once: a run by its place or its name in ./runs, all runs of a
// folder or of a sweep.
#pragma once
#include <QStringList>
#include <functional>
#include <string>

#include "core/run/run_store.h"
#include "widgets/boards/board_sources.h"

namespace studio {

/// Those of the current folder.
RunStore runsHere();
/// "left out: ..." on stderr.
void sayLeftOut(const std::string& sentence);
/// `read` may throw UserError for a damaged run, which does not cost the others: it is said to be left out. Throws
/// UserError for a word that names no run, and where none could be read the first refusal.
void readNamedRuns(const QStringList& words, const std::function<void(const NamedRun&)>& read);

}  // namespace studio
