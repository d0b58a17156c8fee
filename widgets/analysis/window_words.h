// The words around a unit's integration window: the place of a text where the unit responds most, each word as many
// back as it stands and coloured by how much an exchanged word there changes the unit. GUI thread.
#pragma once
#include <QStringList>
#include <QWidget>
#include <vector>

#include "core/run/text_request.h"

namespace studio {

struct LagWord {
  QString text;
  int lag = 0;        ///< words back from the one with the token
  double effect = 0;  ///< of an exchanged word there, as a share of that at lag 0; NaN: not measured
};

/// Words of the place up to the one that holds its token, in the order of the text; those further back than the window
/// reaches are left out. `window`: effects by lag.
std::vector<LagWord> lagWords(const StrongestTokens::Place& place, const std::vector<double>& window);

class WindowWords : public QWidget {
  Q_OBJECT
 public:
  explicit WindowWords(QWidget* parent);
  void show(std::vector<LagWord> words);
  const std::vector<LagWord>& words() const { return words_; }
  QRect wordRect(int index) const;
  QColor colour(int index) const;
  QString tipAt(const QPoint& position) const;
  bool hasHeightForWidth() const override { return true; }
  int heightForWidth(int width) const override;
  QSize sizeHint() const override { return {260, heightForWidth(260)}; }

 protected:
  bool event(QEvent* event) override;
  void paintEvent(QPaintEvent* event) override;

 private:
  std::vector<QRect> placedIn(int width) const;
  std::vector<LagWord> words_;
};

}  // namespace studio
