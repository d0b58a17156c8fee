// Buttons that choose the quantity of the maps: cosine, norm, and the contrasts; more than six contrasts become a list.
#pragma once
#include <QWidget>
#include <string>
#include <vector>

class QButtonGroup;
class QComboBox;
class QHBoxLayout;

namespace studio {

class QuantitySelector : public QWidget {
  Q_OBJECT
 public:
  explicit QuantitySelector(QWidget* parent);
  /// Makes buttons anew only when the quantities differ, so that an open list stays open while training.
  void show(const std::vector<std::string>& quantities, const std::string& chosen);

 Q_SIGNALS:
  void quantityChosen(const QString& quantity);

 private:
  void fill(const std::vector<std::string>& quantities);
  void addButton(const std::string& quantity);

  QHBoxLayout* row_;
  QButtonGroup* buttons_;
  QComboBox* list_;
  std::vector<std::string> quantities_;
};

}  // namespace studio
