// The one source of the Analyse workspace: which networks are looked at, with which stimuli and settings, what has been
// found, and which layer and unit are chosen. Follows what is open in the RunMonitor; computes on a worker thread. GUI
// thread only; never waits.
#pragma once
#include <QObject>
#include <QString>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/run/engine.h"
#include "widgets/runs/run_monitor.h"

namespace studio {

/// One network on the desk.
struct AnalysisRow {
  AnalysisNetwork network;
  std::shared_ptr<const NetworkAnalysis> found;  ///< nullptr: not computed
  QString error;                                 ///< why its analysis failed
};

/// How maps of contrasts are looked at; the same in all views of the workspace.
struct AnalysisLook {
  bool outlines = true;               ///< patches of the trained network outlined
  bool linkedCursor = true;           ///< the cursor of one map shown on all
  bool raised = false;                ///< height = value
  double sigma = 0;                   ///< maps smoothed by a Gaussian, units; 0 = as measured
  double greyBelow = 0;               ///< |value| below it is shown as `nan`
  std::optional<double> lockedLimit;  ///< symmetric about zero; empty = the largest |value| of the maps shown
  std::vector<std::string> hidden;    ///< contrasts that are not shown
  bool operator==(const AnalysisLook&) const = default;
};

/// Needs: what could be given; Unsuited: what these stimuli cannot show.
enum class AnalysisState { Ready, NotComputed, Running, Needs, Unsuited, Failed };
/// A line of the list of analyses: its state, and its result in one number or what it needs.
struct AnalysisLine {
  std::string name;
  QString title, text;
  AnalysisState state = AnalysisState::NotComputed;
};

class AnalysisDesk;
/// What a view may show: the open run, and what analyses found of it.
struct ViewContext {
  RunMonitor* monitor = nullptr;
  AnalysisDesk* desk = nullptr;
};

class AnalysisDesk : public QObject {
  Q_OBJECT
 public:
  AnalysisDesk(RunMonitor* monitor, std::shared_ptr<const Engine> engine, QObject* parent = nullptr);
  ~AnalysisDesk() override;
  /// Where analyses are computed: "auto", "cpu", "cuda:N".
  void setDevice(const std::string& device);

  RunMonitor* monitor() const;
  const std::vector<AnalysisRow>& rows() const;  ///< trained, baseline, untrained; empty while nothing is open
  const AnalysisRow* trained() const;            ///< with results, or nullptr
  std::vector<AnalysisLine> lines() const;
  const std::vector<AnalysisKind>& kinds() const;  ///< the table of analyses
  bool reading() const;                            ///< networks or stored results are being read

  std::vector<StimuliChoice> stimuliChoices() const;
  const std::string& stimuli() const;        ///< a DATA text; "" = the run's own validation images
  bool hasStimuli() const;                   ///< some have been chosen or suit the open network
  void setStimuli(const std::string& data);  ///< a DATA text; takes what is stored for it
  const AnalysisSettings& settings() const;
  void setSettings(const AnalysisSettings& settings);
  std::int64_t step() const;  ///< checkpoint analysed; -1 = the last
  void setStep(std::int64_t step);
  std::vector<std::int64_t> steps() const;  ///< checkpoints of the open run

  /// Computes for all networks on the desk, one after the other, on a worker thread; nothing while it is at work
  /// already.
  void run(const std::vector<std::string>& analyses);
  void runAll();
  void cancel();
  bool running() const;
  QString progressText() const;  ///< "Untrained: 320 of 500 images"
  double progress() const;       ///< 0..1 over all networks; -1 = idle
  double secondsLeft() const;    ///< as fast as so far; -1 = not known yet

  /// Linked selection: the layer and unit of the RunMonitor's view, and the unit under the pointer (-1 = none). A layer
  /// that has not been analysed is answered by the first that has.
  std::string layer() const;
  void setLayer(const std::string& layer);
  std::int64_t unit() const;
  void setUnit(std::int64_t unit);
  std::int64_t hovered() const;
  void setHovered(std::int64_t unit);

  const AnalysisLook& look() const;
  void setLook(const AnalysisLook& look);

  /// Asks for pictures of the strongest stimuli of the chosen unit of a row; picturesReady tells when they are here.
  void wantPictures(std::size_t row);
  const std::vector<StimulusPicture>& pictures() const;

 Q_SIGNALS:
  void rowsChanged();      ///< other networks, or something has been found
  void settingsChanged();  ///< stimuli, settings, step
  void progressChanged();
  void selectionChanged();  ///< layer or unit
  void hoverChanged();
  void lookChanged();
  void picturesReady();
  void failed(const QString& sentence);

 private:
  class Private;
  std::unique_ptr<Private> p_;
};

}  // namespace studio
