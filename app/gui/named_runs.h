// The runs that the words of `toponets-studio figure NAME RUN...` mean, for every figure alike. Blocks on the disk.
#pragma once
#include <QStringList>
#include <vector>

#include "widgets/boards/board_sources.h"

namespace studio {

/// Of each word the run at that place or of that name in ./runs, or all runs of a folder: a folder of runs, the queue
/// of a sweep. Each run once, however often it is named: `runs/bars*` names a sweep's runs and its queue, which stands
/// for them. Throws UserError where a word means none.
std::vector<NamedRun> namedRuns(const QStringList& words);

}  // namespace studio
