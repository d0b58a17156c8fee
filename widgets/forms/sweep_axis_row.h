// One setting of a sweep: its values to be ticked, and the form's own editor to add further ones. GUI thread.
#pragma once
#include <QWidget>
#include <vector>

#include "core/run/config_fields.h"
#include "core/run/sweep.h"

class QListWidget;

namespace studio {

class FieldEditor;

class SweepAxisRow : public QWidget {
  Q_OBJECT
 public:
  /// `own`: the configuration's value, ticked; `offered`: further values. Of a setting of choices all are offered.
  SweepAxisRow(const ConfigField& field, const ConfigValue& own, const std::vector<ConfigValue>& offered,
               const std::vector<std::string>& choices, QWidget* parent);
  const std::string& key() const { return key_; }
  /// Those that are ticked, in their order.
  std::vector<ConfigValue> values() const;
  /// The configuration's own value alone: it does not differ.
  bool isVaried() const;
  QListWidget* list() { return list_; }

 Q_SIGNALS:
  void changed();
  void removeWanted();

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  QWidget* makeHead(const ConfigField& field);
  QWidget* makeAdding(const ConfigField& field);
  void offer(const ConfigValue& value, bool ticked);
  void addValue();
  void choosePlace();
  void fitHeight();

  std::string key_;
  ConfigValue own_;
  QListWidget* list_;
  FieldEditor* editor_ = nullptr;    ///< nullptr where all values are offered
  std::vector<ConfigValue> values_;  ///< of the list's items
  int lines_ = 1;                    ///< of the list
};

}  // namespace studio
