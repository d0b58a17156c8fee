#include "widgets/analysis/analysis_work.h"

#include <algorithm>

#include "widgets/analysis/analysis_choices.h"
#include "widgets/analysis/analysis_results.h"
#include "widgets/frame/tr.h"
#include "widgets/runs/run_text.h"
#include "widgets/runs/worker_call.h"

namespace studio {
namespace {

constexpr int kSoonMilliseconds = 150;  ///< several changes come together

/// Titles of the analyses that any plan has in this place, in the table's order.
QString namesIn(const std::vector<AnalysisPlan>& plans, std::vector<std::string> AnalysisPlan::*place,
                const std::vector<AnalysisKind>& kinds) {
  QStringList names;
  for (const AnalysisKind& kind : kinds)
    if (std::any_of(plans.begin(), plans.end(), [&](const AnalysisPlan& plan) {
          return std::find((plan.*place).begin(), (plan.*place).end(), kind.name) != (plan.*place).end();
        }))
      names << QString::fromStdString(kind.title);
  return names.join(QStringLiteral(", "));
}

/// "1,584 images" where all networks see as many, and that is known.
QString stimuliText(const std::vector<const AnalysisPlan*>& showing) {
  const std::int64_t count = showing.front()->stimuli;
  const bool same =
      std::all_of(showing.begin(), showing.end(), [&](const AnalysisPlan* plan) { return plan->stimuli == count; });
  return same && count >= 0 ? tr("%L1 stimuli").arg(count) : tr("the stimuli");
}

/// By the networks whose speed is known; empty where none is. A time that was not measured leaves out reading, what
/// follows the responses and other programs: no promise is made of it.
QString aboutTimeText(const std::vector<const AnalysisPlan*>& showing, bool measured) {
  double seconds = 0, known = 0;
  for (const AnalysisPlan* plan : showing)
    if (plan->seconds >= 0) seconds += plan->seconds, known += 1;
  if (known == 0) return {};
  const QString time = timeLeftText(std::max(1.0, seconds * double(showing.size()) / known));
  return measured ? tr("About %1: ").arg(time) : tr("At least %1: ").arg(time);
}

QString showingText(const std::vector<AnalysisPlan>& plans, const QStringList& names,
                    const std::vector<AnalysisKind>& kinds, bool measured) {
  std::vector<const AnalysisPlan*> showing;
  QStringList shown;
  for (std::size_t i = 0; i < plans.size(); ++i) {
    if (plans[i].fromStimuli.empty()) continue;
    showing.push_back(&plans[i]);
    shown << names.value(qsizetype(i));
  }
  if (showing.empty()) return {};
  shown.removeDuplicates();  // seeds of a group have one name
  const QString count = countText(std::int64_t(showing.size()), tr("1 network"), tr("%L1 networks"));
  const QString networks = tr("%1 (%2)").arg(count, shown.join(QStringLiteral(", ")));
  return aboutTimeText(showing, measured) +
         tr("shows %1 to %2 for %3.")
             .arg(stimuliText(showing), networks, namesIn(plans, &AnalysisPlan::fromStimuli, kinds));
}

/// As the list of sources names it: "trained", "untrained".
QString shownNetworkName(const AnalysisNetwork& network, const std::vector<AnalysisRow>& rows) {
  for (const AnalysisRow& row : rows)
    for (const AnalysisNetwork& each : row.source.networks)
      if (each.kind == network.kind && each.run == network.run && each.step == network.step) return row.source.name();
  return {};
}

/// The speed of a run that is trained varies from look to look: the time of a plan stays while the plan does.
void keepTimes(std::vector<AnalysisPlan>& plans, const std::vector<AnalysisPlan>& before) {
  for (std::size_t i = 0; i < plans.size() && i < before.size(); ++i) {
    AnalysisPlan timed = plans[i];
    timed.seconds = before[i].seconds;
    if (timed == before[i] && timed.seconds >= 0) plans[i].seconds = timed.seconds;
  }
}

}  // namespace

QString planText(const std::vector<AnalysisPlan>& plans, const QStringList& networks,
                 const std::vector<AnalysisKind>& kinds, bool measured) {
  if (plans.empty()) return {};
  QStringList sentences;
  if (const QString showing = showingText(plans, networks, kinds, measured); !showing.isEmpty()) sentences << showing;
  if (const QString maps = namesIn(plans, &AnalysisPlan::fromMaps, kinds); !maps.isEmpty())
    sentences << tr("Made of stored maps: %1.").arg(maps);
  const bool any = std::any_of(plans.begin(), plans.end(), [](const AnalysisPlan& plan) {
    return !plan.stored.empty() || !plan.fromMaps.empty() || !plan.fromStimuli.empty();
  });
  if (sentences.isEmpty() && any) sentences << tr("All results are stored; nothing is left to compute.");
  return sentences.join(QLatin1Char(' '));
}

RunPlan::RunPlan(std::shared_ptr<const Engine> engine, const AnalysisChoices& choices, const AnalysisResults& results,
                 const AnalysisWork& work)
    : engine_(std::move(engine)), choices_(choices), results_(results), work_(work) {
  pool_.setMaxThreadCount(1);
  soon_.setSingleShot(true);
  soon_.setInterval(kSoonMilliseconds);
  connect(&soon_, &QTimer::timeout, this, &RunPlan::ask);
  connect(&choices, &AnalysisChoices::changed, this, &RunPlan::notice);
  connect(&results, &AnalysisResults::changed, this, &RunPlan::notice);
  connect(&work, &AnalysisWork::changed, this, &RunPlan::notice);
}

RunPlan::~RunPlan() { pool_.clear(); }

RunPlan::Question RunPlan::question() const {
  Question now{choices_.stimuli(), choices_.settings(), {}, {}};
  for (const AnalysisNetwork& network : work_.networks()) {
    now.networks.push_back(std::to_string(int(network.kind)) + ' ' + std::to_string(network.step) + ' ' +
                           network.source.run + ' ' + network.run.string());
    now.speeds.push_back(work_.stimuliPerSecond(network));
  }
  return now;
}

bool RunPlan::hasQuestion() const { return !work_.running() && choices_.hasStimuli() && !work_.networks().empty(); }

/// Something may be different: what was said of other stimuli or networks is not said until it is known of these.
void RunPlan::notice() {
  soon_.start();
  if (!hasQuestion()) return say({}, false);
  if (question() == answered_) return;
  ++generation_;
  say({}, true);
}

void RunPlan::ask() {
  const int now = ++generation_;
  if (results_.reading()) return;  // asked again when that has ended
  if (!hasQuestion()) return say({}, false);
  std::vector<AnalysisRequest> requests;
  QStringList names;
  for (const AnalysisNetwork& network : work_.networks()) {
    names << shownNetworkName(network, results_.rows());
    requests.push_back(sessionRequest(network, choices_.stimuli(), work_.suitedAnalyses(), choices_.settings()));
  }
  const Question question = this->question();
  readOnWorker<std::vector<AnalysisPlan>>(
      pool_, this,
      [engine = engine_, requests, speeds = question.speeds] {
        std::vector<AnalysisPlan> plans;
        for (std::size_t i = 0; i < requests.size(); ++i) {
          AnalysisPlan& plan = plans.emplace_back(engine->analysisPlan(requests[i]));
          const bool shows = !plan.fromStimuli.empty() && plan.stimuli >= 0;
          if (shows && speeds[i] > 0) plan.seconds = double(plan.stimuli) / speeds[i];  // as it was, not as reckoned
        }
        return plans;
      },
      [this, now, names, question](std::vector<AnalysisPlan> plans) {
        if (now != generation_) return;
        if (question == answered_) keepTimes(plans, plans_);
        answered_ = question;
        takePlans(std::move(plans), names);
      },
      [this, now](const std::string&) {  // what is wrong is said by what is asked next
        if (now == generation_) say({}, false);
      });
}

void RunPlan::takePlans(std::vector<AnalysisPlan> plans, const QStringList& names) {
  const auto& speeds = answered_.speeds;
  const bool measured = std::all_of(speeds.begin(), speeds.end(), [](double speed) { return speed > 0; });
  plans_ = std::move(plans);
  say(planText(plans_, names, choices_.kinds(), measured), false);
}

void RunPlan::say(QString text, bool asked) {
  if (text == text_ && asked == asked_) return;
  text_ = std::move(text);
  asked_ = asked;
  Q_EMIT changed();
}

}  // namespace studio
