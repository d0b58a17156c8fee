#include "widgets/analysis/session_store.h"

#include <QDir>
#include <QTemporaryDir>

namespace studio {
namespace {

/// Made when it is needed first, removed at the program's end; empty where none can be made: then results live as
/// long as they are shown.
std::filesystem::path sessionFolder() {
  static const QTemporaryDir folder(QDir::tempPath() + QStringLiteral("/toponets-results-XXXXXX"));
  return folder.isValid() ? std::filesystem::path(folder.path().toStdString()) : std::filesystem::path();
}

}  // namespace

AnalysisRequest sessionRequest(const AnalysisNetwork& network, const std::string& stimuli,
                               const std::vector<std::string>& analyses, const AnalysisSettings& settings) {
  AnalysisRequest request = requestFor(network, stimuli, analyses, settings);
  if (request.source.run.empty()) request.store = sessionFolder();
  return request;
}

}  // namespace studio
