#include "widgets/analysis/analysis_panel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>
#include <algorithm>

#include "widgets/analysis/analysed_network.h"
#include "widgets/analysis/analyses.h"
#include "widgets/forms/panel_parts.h"
#include "widgets/frame/engine_text.h"
#include "widgets/frame/theme.h"
#include "widgets/frame/tr.h"

namespace studio {
namespace {

using Notes = std::vector<AnalysisNote>;

constexpr std::size_t kMostLines = 6, kMostNames = 20;  ///< in a list beside maps; in a tip

QString joinLines(const std::vector<std::string>& texts) {
  QStringList lines;
  for (std::size_t i = 0; i < std::min(texts.size(), kMostNames); ++i) lines << QString::fromStdString(texts[i]);
  if (texts.size() > kMostNames) lines << tr("and %L1 more").arg(texts.size() - kMostNames);
  return lines.join(QLatin1Char('\n'));
}

void addOnce(Notes& notes, AnalysisNote note) {
  if (std::find(notes.begin(), notes.end(), note) == notes.end()) notes.push_back(std::move(note));
}

/// Stimuli and disk are the same for all networks; responses are each one's own.
void addWarnings(Notes& notes, const AnalysisRow& row) {
  const NetworkAnalysis& found = *row.found;
  if (!found.notStored.empty()) addOnce(notes, {true, engineText(found.notStored), {}});
  const auto add = [&](const std::string& sentence) {
    const QString text = engineText(sentence);
    addOnce(notes, {true, row.source.isOpenOne() ? text : tr("%1: %2").arg(row.source.title(), text), {}});
  };
  for (const std::string& warning : found.warnings) add(warning);
  for (const Result& result : found.results)  // several are made of the same maps
    for (const std::string& note : result.notes) add(note);
  const std::size_t skipped = found.skipped.size();
  if (skipped > 0)
    addOnce(notes, {true,
                    skipped == 1 ? tr("1 stimulus is left out: it cannot be read.")
                                 : tr("%L1 stimuli are left out: they cannot be read.").arg(skipped),
                    joinLines(found.skipped)});
}

/// What there is no space for stands in the last line's tip.
Notes shortened(Notes notes) {
  if (notes.size() <= kMostLines) return notes;
  std::vector<std::string> rest;
  for (std::size_t i = kMostLines - 1; i < notes.size(); ++i) rest.push_back(notes[i].text.toStdString());
  const bool isWarning = notes[kMostLines - 1].isWarning;
  notes.resize(kMostLines - 1);
  notes.push_back({isWarning, tr("%L1 more remarks").arg(rest.size()), joinLines(rest)});
  return notes;
}

}  // namespace

std::vector<AnalysisNote> collectNotes(const Analyses& analyses) {
  Notes notes;
  if (analyses.choices().isLanguage() && !analyses.choices().stimuliUse().sorted)
    addOnce(notes, {false, tr("A language model: contrasts need labelled sentences, orientation needs images."), {}});
  for (const AnalysisRow& row : analyses.results().rows())
    if (row.found) addWarnings(notes, row);
  for (const AnalysisRow& row : analyses.results().rows())
    for (const std::string& remark : row.found ? row.found->remarks : std::vector<std::string>())
      addOnce(notes, {false, engineText(remark), {}});
  return shortened(std::move(notes));
}

AnalysisNotes::AnalysisNotes(Analyses* analyses, QWidget* parent) : QWidget(parent), analyses_(analyses) {
  setAccessibleName(tr("Remarks on the results"));
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  connect(&analyses->results(), &AnalysisResults::changed, this, &AnalysisNotes::refresh);
  connect(&analyses->choices(), &AnalysisChoices::changed, this, &AnalysisNotes::refresh);
  connect(&ThemeManager::instance(), &ThemeManager::changed, this, &AnalysisNotes::makeLines);
  refresh();
}

void AnalysisNotes::refresh() {
  Notes fresh = collectNotes(*analyses_);
  if (lines_ && fresh == shown_) return;
  shown_ = std::move(fresh);
  makeLines();
}

void AnalysisNotes::makeLines() {
  delete lines_;
  lines_ = new QWidget(this);
  auto* column = new QVBoxLayout(lines_);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(6);
  layout()->addWidget(lines_);
  for (const AnalysisNote& note : shown_) addLine(note);
  setVisible(!shown_.empty());
}

void AnalysisNotes::addLine(const AnalysisNote& note) {
  auto* line = new QWidget(lines_);  // has the tip: the text sets its own
  line->setToolTip(note.tip);
  auto* mark = new QLabel(line);
  mark->setFixedSize(16, 16);
  mark->setPixmap(iconPixmap(note.isWarning ? QStringLiteral("warning") : QStringLiteral("info"),
                             note.isWarning ? Role::Warn : Role::Muted, 14, devicePixelRatioF()));
  auto* words = new FittedText(0, TextStyle::Label, Role::Text, line);
  words->setText(note.text);
  auto* row = new QHBoxLayout(line);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(8);
  row->addWidget(mark, 0, Qt::AlignTop);
  row->addWidget(words, 1);
  lines_->layout()->addWidget(line);
}

}  // namespace studio
