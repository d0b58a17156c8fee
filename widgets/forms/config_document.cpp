#include "widgets/forms/config_document.h"

#include <QUndoCommand>

namespace studio {

/// Holds both whole configurations: they are small, and undoing needs no inverse of anything.
class ConfigDocument::Change : public QUndoCommand {
 public:
  Change(ConfigDocument& document, RunConfig after, const QString& what, QString mergeKey)
      : QUndoCommand(what),
        document_(document),
        before_(document.config_),
        after_(std::move(after)),
        mergeKey_(std::move(mergeKey)),
        edit_(document.edit_) {}
  void undo() override { document_.take(before_); }
  void redo() override { document_.take(after_); }
  int id() const override { return 1; }
  bool mergeWith(const QUndoCommand* other) override {
    const auto* next = static_cast<const Change*>(other);
    if (mergeKey_.isEmpty() || next->mergeKey_ != mergeKey_ || next->edit_ != edit_) return false;
    after_ = next->after_;
    setObsolete(after_ == before_);
    return true;
  }

 private:
  ConfigDocument& document_;
  RunConfig before_, after_;
  QString mergeKey_;
  int edit_;
};

/// Another configuration in the place of the one before, with the text and with what counts as changed.
class ConfigDocument::Loading : public QUndoCommand {
 public:
  Loading(ConfigDocument& document, Opened before, Opened after, const QString& what)
      : QUndoCommand(what), document_(document), before_(std::move(before)), after_(std::move(after)) {}
  void undo() override { document_.show(before_); }
  void redo() override { document_.show(after_); }

 private:
  ConfigDocument& document_;
  Opened before_, after_;
};

void ConfigDocument::show(const Opened& state) {
  opened_ = state.opened;
  config_ = state.config;
  endEdit();
  Q_EMIT documentOpened(state.text);
  Q_EMIT changed();
}

void ConfigDocument::open(const RunConfig& config, const QString& text) {
  undo_.clear();
  show({config, config, text});
}

void ConfigDocument::openChanged(const RunConfig& config, const RunConfig& opened, const QString& text) {
  undo_.clear();
  show({config, opened, text});
}

void ConfigDocument::load(const RunConfig& config, const QString& text, const QString& textBefore,
                          const QString& what) {
  undo_.push(new Loading(*this, {config_, opened_, textBefore}, {config, config, text}, what));
}

void ConfigDocument::setField(const ConfigField& field, const ConfigValue& value) {
  RunConfig next = config_;
  field.set(next, value);
  replace(next, QString::fromStdString(field.label), QString::fromStdString(field.key));
}

void ConfigDocument::replace(const RunConfig& config, const QString& what, const QString& mergeKey) {
  if (config == config_) return;
  undo_.push(new Change(*this, config, what, mergeKey));
}

void ConfigDocument::take(const RunConfig& config) {
  config_ = config;
  Q_EMIT changed();
}

}  // namespace studio
