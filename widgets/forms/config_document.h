// The one configuration that form, layers and TOML edit together, with its undo. GUI thread only.
#pragma once
#include <QObject>
#include <QUndoStack>

#include "core/run/config_fields.h"

namespace studio {

class ConfigDocument : public QObject {
  Q_OBJECT
 public:
  explicit ConfigDocument(QObject* parent = nullptr) : QObject(parent) {}

  const RunConfig& config() const { return config_; }
  /// As it was opened: what "changed" is counted against.
  const RunConfig& opened() const { return opened_; }
  bool isChanged(const ConfigField& field) const { return field.get(config_) != field.get(opened_); }

  /// Begins again with this configuration; clears undo. `text` is its TOML as somebody wrote it, or empty.
  void open(const RunConfig& config, const QString& text = {});
  /// The same with changes: `opened` is what it was before them, `text` the TOML of `config`.
  void openChanged(const RunConfig& config, const RunConfig& opened, const QString& text);
  /// The same as one step of undo; `textBefore` is the TOML that undo brings back.
  void load(const RunConfig& config, const QString& text, const QString& textBefore, const QString& what);
  /// One field; keystrokes of one edit become one undo step.
  void setField(const ConfigField& field, const ConfigValue& value);
  /// A whole configuration (TOML, fix): `what` names the step in Edit > Undo, steps of one `mergeKey` in a row are
  /// one.
  void replace(const RunConfig& config, const QString& what, const QString& mergeKey = {});
  /// The next change is a step of its own.
  void endEdit() { ++edit_; }
  QUndoStack& undoStack() { return undo_; }

 Q_SIGNALS:
  void changed();
  void documentOpened(const QString& text);  ///< another configuration; changed() follows

 private:
  class Change;
  class Loading;
  struct Opened {
    RunConfig config, opened;
    QString text;
  };
  void show(const Opened& state);
  void take(const RunConfig& config);
  RunConfig config_, opened_;
  QUndoStack undo_;
  int edit_ = 0;
};

}  // namespace studio
