// The chosen unit: its address, place, the value of every quantity of the shown step, its incoming weights as a
// picture. GUI thread.
#pragma once
#include <QWidget>
#include <optional>
#include <vector>

#include "core/run/snapshot.h"
#include "widgets/frame/theme.h"
#include "widgets/runs/run_monitor.h"

class QLabel;
class QLineEdit;

namespace studio {

class UnitBars;

// The incoming weights of one unit as a picture: the image they look at where the inputs are one, kernels side by side
// for convolutions, else a compact grid of the inputs. Signed colours, symmetric about zero.

/// How the weights are laid out: cells in rows and columns, and how many belong together (a kernel or a channel).
struct PictureLayout {
  int rows = 0, columns = 0;            ///< cells in all
  int blockRows = 0, blockColumns = 0;  ///< a gap after each so many cells; 0 = none
  QString description;                  ///< "28 × 28 inputs"
};
PictureLayout findLayout(const UnitWeights& weights);
/// [rows * columns], NaN where there is no weight.
std::vector<float> arranged(const UnitWeights& weights, const PictureLayout& layout);

class WeightsPicture : public QWidget {
  Q_OBJECT
 public:
  explicit WeightsPicture(QWidget* parent);
  void show(const std::optional<UnitWeights>& weights);
  double largest() const { return largest_; }
  /// It takes no more, so that it is seen whole.
  void setMostHeight(int most);
  bool hasHeightForWidth() const override { return true; }
  int heightForWidth(int width) const override;
  QSize sizeHint() const override { return {220, heightForWidth(220)}; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  PictureLayout layout_;
  std::vector<float> cells_;
  double largest_ = 0;
  int most_ = 240;  ///< px
};

// The chosen unit: its address, place, the value of every quantity of the shown step, its incoming weights. A panel
// that knows more of a unit shows other values and adds what it has between these and the weights.
class InspectorPanel : public QWidget {
  Q_OBJECT
 public:
  InspectorPanel(RunMonitor* monitor, QWidget* parent);
  QString address() const;

 Q_SIGNALS:
  /// Typed into the address field.
  void addressEntered(const QString& address);

 protected:
  bool event(QEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;
  void refresh();
  void setBarsTitle(const QString& title);  ///< empty = none
  virtual void showValues(UnitBars& bars);  ///< of the chosen unit
  virtual void showDetails() {}             ///< what was added
  void addDetail(QWidget* widget);          ///< above the weights
  QWidget* content() { return content_; }
  const RunMonitor& monitor() const { return *monitor_; }

 private:
  void showWeights();
  QString noWeightsText() const;
  QString weightsStepText() const;
  void fitWeights();
  RunMonitor* monitor_;
  QLineEdit* address_;
  QLabel *place_, *empty_, *barsTitle_, *weightsTitle_, *weightsNote_;
  UnitBars* bars_;
  WeightsPicture* weights_;
  QWidget* content_;
};

/// A line or paragraph of the panel.
QLabel* unitLabel(QWidget* parent, TextStyle style, bool muted);

/// Bars of all quantities of one unit: signed about a zero line, two fixed tones; values at the right. Controls are
/// thin marks across: the first `text`, further ones `muted`.
class UnitBars : public QWidget {
  Q_OBJECT
 public:
  explicit UnitBars(QWidget* parent);
  struct Row {
    QString name;
    double value, limit;             ///< limit: the largest |value| the bar can show; 0 = a number without a bar
    std::vector<double> controls{};  ///< values of other networks
    int decimals = 2;                ///< the same for all values of a kind, so that they stand in columns
  };
  void show(std::vector<Row> rows);
  const std::vector<Row>& rows() const { return rows_; }
  QStringList valueTexts() const;
  QSize sizeHint() const override { return {200, int(rows_.size()) * rowHeight() + 4}; }
  QSize minimumSizeHint() const override { return sizeHint(); }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  int rowHeight() const;
  void paintBar(QPainter& painter, const Row& row, double zero, double half, double y) const;
  std::vector<Row> rows_;
};

}  // namespace studio
