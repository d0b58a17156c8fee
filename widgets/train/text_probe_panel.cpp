#include "widgets/train/text_probe_panel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QScrollArea>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "core/run/engine.h"
#include "widgets/frame/controls.h"
#include "widgets/frame/engine_text.h"
#include "widgets/frame/number_text.h"
#include "widgets/runs/worker_call.h"
#include "widgets/sheets/token_chips.h"

namespace studio {
namespace {

constexpr int kTypedMilliseconds = 250;
constexpr int kMostCharacters = 20000;  ///< of a sentence: what is pasted by mistake is cut

/// The network of a run's checkpoint, or of a file as the engine opens it. Throws UserError.
SourceRequest sourceOf(const Engine& engine, const std::filesystem::path& network, std::int64_t step,
                       std::int64_t heads) {
  if (step >= 0) {
    SourceRequest run;
    run.run = network.string() + ":" + std::to_string(step);
    return run;
  }
  const auto networks = engine.networks(network, -1, heads);
  return networks.empty() ? SourceRequest() : networks.front().source;
}

/// Of all tokens, so that they compare.
double largestResponse(const TextProbe& probe) {
  double largest = 0;
  for (const float value : probe.responses)
    if (std::isfinite(value)) largest = std::max(largest, std::abs(double(value)));
  return largest;
}

}  // namespace

TextProbePanel::TextProbePanel(RunMonitor* monitor, std::shared_ptr<const Engine> engine, QWidget* parent)
    : QWidget(parent),
      monitor_(monitor),
      engine_(std::move(engine)),
      input_(new QLineEdit(this)),
      scale_(new SurprisalScale(this)),
      note_(new QLabel(this)),
      chips_(new TokenChips(nullptr)),
      caption_(new ElidedLabel(this)),
      sheet_(new ResponseSheet(this)) {
  layOut();
  typed_.setSingleShot(true);
  typed_.setInterval(kTypedMilliseconds);
  connect(&typed_, &QTimer::timeout, this, [this] { ask(); });
  connect(input_, &QLineEdit::textChanged, this, [this] { typed_.start(); });
  connect(input_, &QLineEdit::returnPressed, this, [this] {  // once more: a tokenizer may have been put there since
    asked_.reset();
    ask();
  });
  connect(chips_, &TokenChips::currentChanged, this, [this] { showToken(); });
  connect(sheet_, &ResponseSheet::unitChosen, this, [this](qint64 unit) {
    ViewState view = monitor_->view();
    view.unit = unit;
    monitor_->setView(view);
  });
  connect(monitor_, &RunMonitor::runOpened, this, [this] { ask(); });
  connect(monitor_, &RunMonitor::statusChanged, this, [this] { ask(); });
  connect(monitor_, &RunMonitor::snapshotChanged, this, [this] {
    ask();
    takeLive();
  });
  connect(monitor_, &RunMonitor::viewChanged, this, [this] {
    ask();
    showToken();
  });
  ask();
}

void TextProbePanel::layOut() {
  input_->setPlaceholderText(tr("Type a sentence that the network reads"));
  input_->setAccessibleName(tr("Sentence"));
  input_->setMaxLength(kMostCharacters);
  input_->setClearButtonEnabled(true);
  note_->setFont(textFont(TextStyle::Label));
  note_->setProperty("muted", true);
  note_->setWordWrap(true);
  note_->setTextFormat(Qt::PlainText);
  caption_->setFont(textFont(TextStyle::Label));
  caption_->setProperty("muted", true);
  caption_->setTextFormat(Qt::PlainText);
  auto* scroll = new QScrollArea(this);
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  scroll->setWidgetResizable(true);
  scroll->setWidget(chips_);
  auto* typing = new QHBoxLayout;
  typing->addWidget(input_, 1);
  typing->addWidget(scale_);
  auto* left = new QVBoxLayout;
  left->setSpacing(4);
  left->addLayout(typing);
  left->addWidget(note_);
  left->addWidget(scroll, 1);
  auto* right = new QVBoxLayout;
  right->setSpacing(0);
  right->addWidget(caption_);
  right->addWidget(sheet_, 1);
  auto* all = new QHBoxLayout(this);
  all->setContentsMargins(16, 4, 16, 8);
  all->setSpacing(16);
  all->addLayout(left, 3);
  all->addLayout(right, 2);
}

QWidget* TextProbePanel::makeTitleExtra(QWidget* parent) {
  step_ = new QLabel(parent);
  step_->setFont(textFont(TextStyle::Label));
  step_->setProperty("muted", true);
  refreshStep();
  return step_;
}

QString TextProbePanel::noteText() const { return note_->text(); }

void TextProbePanel::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  ask();
}

/// Nobody reads along for a panel that is not seen.
void TextProbePanel::hideEvent(QHideEvent* event) {
  QWidget::hideEvent(event);
  if (monitor_) monitor_->setTextRead({});
}

bool TextProbePanel::readsAlong() const { return monitor_->data().live && monitor_->view().followLive; }

/// Whatever has changed: what is typed, the run, its snapshot, the layer. The same question is asked once.
void TextProbePanel::ask() {
  const RunData& run = monitor_->data();
  if (!isVisible()) return;
  if (shownOf_ != run.folder.path()) {
    shownOf_ = run.folder.path();
    asked_.reset();
    clear({});
  }
  TextProbeRequest text{.text = input_->text().toStdString(), .layer = monitor_->view().layer, .tokenizer = {}};
  if (!monitor_->hasRun() || !isLanguage(run) || text.text.empty()) {
    monitor_->setTextRead({});
    asked_.reset();
    return clear(monitor_->hasRun() && isLanguage(run)
                     ? tr("Each token is shown with its surprisal: how unlikely the network found it after those "
                          "before it.")
                     : QString());
  }
  const bool along = readsAlong();
  monitor_->setTextRead(along ? text : TextProbeRequest());
  if (along)
    asked_.reset();
  else
    askStored({std::move(text), run.folder.path(), run.caption.empty() ? checkpointShown(run) : -1, run.namedHeads});
}

void TextProbePanel::askStored(Question question) {
  const RunData& run = monitor_->data();
  const bool isRun = run.caption.empty();
  if (isRun && question.step < 0) {
    asked_.reset();
    return clear(tr("No checkpoint of this run is stored yet; the sentence is read as soon as there is one."));
  }
  if (!isRun && run.lacksHeads)
    return clear(tr("How many attention heads the network has is not known; name them in the panel Setup."));
  if (asked_ == question) return;
  asked_ = question;
  if (busy_)
    waiting_ = std::move(question);
  else
    askWorker(question);
}

/// One at a time: of what is asked meanwhile the newest comes next.
void TextProbePanel::askWorker(Question question) {
  busy_ = true;
  waiting_.reset();
  const auto next = [this] {
    busy_ = false;
    if (waiting_ && asked_ == waiting_)
      askWorker(*waiting_);
    else
      waiting_.reset();
  };
  readOnWorker<TextProbe>(
      computingPool(), this,
      [engine = engine_, question] {
        Computing how;
        how.device = "cpu";  // one sentence; a GPU may be at work on something else
        auto probe =
            engine->probeText(sourceOf(*engine, question.network, question.step, question.heads), question.text, how);
        probe.step = question.step;
        return probe;
      },
      [this, question, next](const TextProbe& probe) {
        if (asked_ == question) take(probe);
        next();
      },
      [this, question, next](const std::string& sentence) {
        if (asked_ == question) clear(engineText(sentence));
        next();
      });
}

/// What came along with the live maps, where it answers what is typed now.
void TextProbePanel::takeLive() {
  const auto& snapshot = monitor_->data().snapshot;
  if (!isVisible() || !readsAlong() || !snapshot || !snapshot->probed) return;
  const TextProbe& probe = *snapshot->probed;
  if (probe.request.text != input_->text().toStdString() || probe.request.layer != monitor_->view().layer) return;
  if (!probe.problem.empty()) return clear(engineText(probe.problem));
  if (probe_ && probe_->step == probe.step && probe_->request == probe.request) return;
  take(probe);
}

void TextProbePanel::take(const TextProbe& probe) {
  probe_ = probe;
  chips_->show(probe.tokens);
  scale_->setTop(chips_->top());
  const double mean = probe.meanSurprisal();
  QStringList parts;
  if (std::isfinite(mean))
    parts << tr("%1 bits a token on average (%2 nats).").arg(fixedNumber(surprisalBits(mean), 2), fixedNumber(mean, 2));
  if (!probe.note.empty()) parts << engineText(probe.note);
  note_->setText(parts.join(QLatin1Char(' ')));
  refreshStep();
  showToken();
}

void TextProbePanel::clear(const QString& note) {
  probe_.reset();
  chips_->show({});
  note_->setText(note);
  refreshStep();
  showToken();
}

void TextProbePanel::refreshStep() {
  if (step_) step_->setText(probe_ && probe_->step >= 0 ? tr("Step %L1").arg(probe_->step) : QString());
}

/// The sheet as it responds to the token under the pointer, else to the chosen one.
void TextProbePanel::showToken() {
  const int token = chips_->current();
  const std::size_t units = probe_ ? std::size_t(probe_->height * probe_->width) : 0;
  const bool any = token >= 0 && units > 0 && probe_->responses.size() >= (std::size_t(token) + 1) * units;
  SheetMap map;
  if (any) {
    const auto first = probe_->responses.begin() + std::ptrdiff_t(std::size_t(token) * units);
    map = {probe_->request.layer, {},           probe_->height,
           probe_->width,         probe_->step, {first, first + std::ptrdiff_t(units)}};
  }
  sheet_->show(map, any ? largestResponse(*probe_) : 1);
  sheet_->setUnit(any && probe_->request.layer == monitor_->view().layer ? monitor_->view().unit : -1);
  caption_->setText(
      any ? tr("%1, response to %2").arg(QString::fromStdString(probe_->request.layer), chips_->chipText(token))
          : QString());
}

}  // namespace studio
